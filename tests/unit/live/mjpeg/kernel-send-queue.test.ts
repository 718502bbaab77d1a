import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  connectionKey,
  connectionTable,
  parseSendQueues,
  readSendQueues,
  unreadKey,
} from '../../../../main/live/mjpeg/kernel-send-queue.ts';

describe('connectionKey', () => {
  it.each([
    ['127.0.0.1', 8000, '192.168.1.74', 40_000, '0100007F:1F40 4A01A8C0:9C40'],
    ['::1', 8000, '::1', 40_000, '00000000000000000000000001000000:1F40 00000000000000000000000001000000:9C40'],
    ['::ffff:192.168.1.2', 1, 'fe80::1', 2, '0000000000000000FFFF00000201A8C0:0001 000080FE000000000000000001000000:0002'],
  ])('names %s:%i and %s:%i as the kernel does', (localAddress, localPort, remoteAddress, remotePort, key) => {
    expect(connectionKey({ localAddress, localPort, remoteAddress, remotePort })).toBe(key);
  });

  it('is null for a socket that is not connected', () => {
    expect(connectionKey(new Socket())).toBeNull();
  });
});

describe('readSendQueues', () => {
  it('takes established connections with something unsent or unread only', () => {
    const queues = new Map<string, number>();
    parseSendQueues(
      '  sl  local_address rem_address   st tx_queue rx_queue\n' +
        '   0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0\n' +
        '   1: 0100007F:1F40 0100007F:9C40 01 0002BF20:00000000 01:00000014 00000000     0\n' +
        '   2: 0100007F:1F40 0100007F:9C41 01 00000000:00000000 00:00000000 00000000     0\n' +
        '   3: 0100007F:9C41 0100007F:1F40 01 00000000:00000A00 00:00000000 00000000     0\n',
      queues,
    );
    expect([...queues]).toEqual([
      ['0100007F:1F40 0100007F:9C40', 0x2bf20],
      [unreadKey('0100007F:1F40 0100007F:9C41'), 0xa00],
    ]);
  });

  it.each(['127.0.0.1', '::1'])('sees what a reader on %s leaves unread', async (host) => {
    const listener = createServer().listen(0, host);
    await once(listener, 'listening');
    const client = connect((listener.address() as { port: number }).port, host).pause();
    const [server] = (await once(listener, 'connection')) as [Socket];
    server.write(Buffer.alloc(16_000_000));
    const queues = readSendQueues(new Set([connectionTable(server)]));
    expect(queues.get(connectionKey(server) as string)).toBeGreaterThan(1000);
    expect(queues.get(unreadKey(connectionKey(server) as string))).toBeGreaterThan(1000);
    client.destroy();
    server.destroy();
    listener.close();
  });
});

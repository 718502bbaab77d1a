import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { RtspConnection } from '../../../main/capture-process/rtsp/rtsp-connection.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** Data between the messages, on channel 0. */
const data = Buffer.from('$\0\0\x04abcd', 'latin1');

test('a camera that goes on sending after the goodbye is left all the same, and heard no more', async () => {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const clock = new ManualClock();
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  let heard = 0;
  const connection = await RtspConnection.open({
    target: {
      ...{ url: `rtsp://cam.test:${port}/`, isTls: false, host: 'cam.test', port, address: '127.0.0.1', family: 4 },
      ...{ username: '', password: '', certificateFingerprint: null, takesSound: false },
    },
    clock,
    onInterleaved: () => (heard += 1),
    onEnd: () => {},
  });
  const [camera] = await accepted;
  const closed = new Promise((resolve) => camera.once('close', resolve));
  camera.on('error', () => {}); // the way back is broken, as it should be
  const goodbye = once(camera, 'end');
  connection.end();
  camera.resume();
  await goodbye;
  const sending = setInterval(() => camera.write(data), 5);
  await clock.advance(1000);
  await closed;
  clearInterval(sending);
  expect(heard).toBe(0);
  server.close();
});

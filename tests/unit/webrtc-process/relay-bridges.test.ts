import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBridged, RelayBridges, splitOffer } from '../../../main/webrtc-process/relay-bridges.ts';
import { StunMessage } from '../../../main/webrtc-process/stun-message.ts';

const host = '127.0.0.1';
const password = 'a-password-of-twenty-two';
let library: Socket;
let relay: Socket;
let bridges: RelayBridges;
let added: string[];

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return socket;
}

beforeEach(async () => {
  [library, relay] = [await bound(), await bound()];
  added = [];
  bridges = new RelayBridges({ portNumber: library.address().port, bindAddress: null, add: (candidate) => added.push(candidate) });
});

afterEach(() => {
  bridges.close();
  library.close();
  relay.close();
});

/** As Chromium has one that it asks over TCP. */
const candidateOf = (port: number): string => `candidate:3138064867 1 udp 16785407 ${host} ${port} typ relay raddr 0.0.0.0 rport 0`;
const answer = `v=0\r\na=ice-pwd:${password}\r\na=candidate:1 1 UDP 2114977791 192.0.2.7 8555 typ host\r\na=end-of-candidates\r\n`;

/** A check of Chromium's: the tie-breaker is zero. */
function check(): Buffer {
  const bytes = Buffer.alloc(20 + 12 + 24 + 8);
  bytes.writeUInt16BE(0x0001, 0);
  bytes.writeUInt16BE(bytes.length - 20, 2);
  bytes.writeUInt32BE(0x2112a442, 4);
  bytes.writeUInt32BE(0x802a0008, 20);
  bytes.writeUInt32BE(0x00080014, 32);
  bytes.writeUInt32BE(0x80280004, 56);
  return StunMessage.read(bytes)!.signed(password);
}

async function next(socket: Socket): Promise<{ packet: Buffer; from: RemoteInfo }> {
  const [packet, from] = (await once(socket, 'message')) as [Buffer, RemoteInfo];
  return { packet, from };
}

/** The port of the bridge, as the library is told it. */
const portOf = (candidate: string | undefined): number => Number(candidate?.split(' ')[5]);

test('relays that are asked over TCP or TLS are bridged, others are not', () => {
  expect(isBridged(candidateOf(4000))).toBe(true);
  expect(isBridged('candidate:1 1 udp 8191 2001:db8::1 4000 typ relay raddr 0.0.0.0 rport 0')).toBe(true);
  expect(isBridged('candidate:1 1 udp 50339839 192.0.2.2 4000 typ relay raddr 0.0.0.0 rport 0')).toBe(false);
  expect(isBridged('candidate:1 1 udp 2113937151 192.0.2.2 4000 typ host')).toBe(false);
  expect(isBridged('candidate:1 1 udp 16785407 relay.local 4000 typ relay raddr 0.0.0.0 rport 0')).toBe(false);
  const other = 'a=candidate:1 1 udp 2113937151 192.0.2.2 4000 typ host';
  const offer = `v=0\r\n${other}\r\na=${candidateOf(4000)}\r\na=end-of-candidates\r\na=mid:0\r\n`;
  expect(splitOffer(offer)).toEqual({ offer: `v=0\r\n${other}\r\na=mid:0\r\n`, bridged: [candidateOf(4000)] });
  expect(splitOffer(`${other}\r\na=end-of-candidates\r\n`)).toEqual({ offer: `${other}\r\na=end-of-candidates\r\n`, bridged: [] });
});

test('the library gets a check with a tie-breaker, from the bridge, and what it sends goes to the relay', async () => {
  const told = await bridges.expectOne(answer);
  await bridges.bridge(candidateOf(relay.address().port), answer);
  const port = portOf(added[0]);
  expect(added).toEqual([candidateOf(port)]);
  expect(told.split('\r\n')[2]).toBe(`a=candidate:bridge 1 UDP 2114977790 192.0.2.7 ${port} typ host`);
  library.send('opens the way', port, host);
  expect((await next(relay)).packet.toString()).toBe('opens the way');

  relay.send(check(), port, host);
  const { packet, from } = await next(library);
  expect(from.port).toBe(port);
  expect(packet.readBigUInt64BE(24)).toBe(1n);
  expect(StunMessage.read(packet)?.isIntact(password)).toBe(true);

  library.send('media', port, host);
  expect((await next(relay)).packet.toString()).toBe('media');
  relay.send('reports', port, host);
  expect((await next(library)).packet.toString()).toBe('reports');
});

test('whoever does not know the password is not heard; a relay that sends from elsewhere is', async () => {
  await bridges.bridge(candidateOf(relay.address().port), answer);
  const port = portOf(added[0]);
  const other = await bound();
  const forged = check();
  forged.writeUInt8(1, 40);
  other.send(forged, port, host);
  other.send('media of nobody', port, host);
  other.send(check(), port, host);
  expect(StunMessage.read((await next(library)).packet)?.isRequest).toBe(true);
  library.send('media', port, host);
  expect((await next(other)).packet.toString()).toBe('media');
  other.close();
});

test('a relay that nobody told of is heard where the answer says', async () => {
  const told = await bridges.expectOne(answer);
  const port = Number(/bridge 1 UDP \d+ \S+ (\d+)/.exec(told)?.[1]);
  library.send('too early', port, host);
  relay.send(check(), port, host);
  expect((await next(library)).packet.readBigUInt64BE(24)).toBe(1n);
  library.send('media', port, host);
  expect((await next(relay)).packet.toString()).toBe('media');
});

test('where there are too many, or another kind of network, the library is told the relay itself', async () => {
  const ipv6 = 'candidate:1 1 udp 8191 2001:db8::1 4000 typ relay raddr :: rport 0';
  const bound4 = new RelayBridges({ portNumber: 1, bindAddress: host, add: (candidate) => added.push(candidate) });
  await bound4.bridge(ipv6, answer);
  expect(added.splice(0)).toEqual([ipv6]);
  for (let count = 0; count < 9; count += 1) {
    await bridges.bridge(candidateOf(4000), answer);
  }
  expect(added.map((candidate) => candidate === candidateOf(4000))).toEqual([...Array<boolean>(8).fill(false), true]);
});

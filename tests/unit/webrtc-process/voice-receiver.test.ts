import { expect, test } from 'vitest';
import { readVoicePacket, VoiceReceiver } from '../../../main/webrtc-process/voice-receiver.ts';
import type { VoicePacket } from '../../../main/media/sound/speaker-protocol.ts';

/** @param head of what stands between the header and the voice */
function rtp(voice: string, { first = 0x80, second = 111, head = Buffer.alloc(0) } = {}): Buffer {
  const header = Buffer.alloc(12);
  header[0] = first;
  header[1] = second;
  header.writeUInt16BE(7, 2);
  header.writeUInt32BE(960, 4);
  return Buffer.concat([header, head, Buffer.from(voice)]);
}

test('the voice is found behind sources and extensions, and before padding', () => {
  const voice = { sequenceNumber: 7, timestamp: 960, data: Buffer.from('voice') };
  expect(readVoicePacket(rtp('voice'), 111)).toEqual(voice);
  expect(readVoicePacket(rtp('voice', { second: 0x80 | 111 }), 111)).toEqual(voice); // a talk spurt begins
  expect(readVoicePacket(rtp('voice', { first: 0x82, head: Buffer.alloc(8) }), 111)).toEqual(voice);
  expect(readVoicePacket(rtp('voice', { first: 0x90, head: Buffer.from('bede000110aaff00', 'hex') }), 111)).toEqual(voice);
  expect(readVoicePacket(rtp('voice\0\0\u0003', { first: 0xa0 }), 111)).toEqual(voice);
});

test.each([
  ['a report', Buffer.from('81c90007000000010000000100000000', 'hex')],
  ['another kind of sound', rtp('voice', { second: 63 })],
  ['another protocol', rtp('voice', { first: 0x40 })],
  ['nothing', Buffer.alloc(0)],
  ['a header alone', rtp('')],
  ['an extension that goes beyond it', rtp('', { first: 0x90, head: Buffer.from('bedeffff', 'hex') })],
  ['half of an extension', rtp('', { first: 0x90, head: Buffer.from('be', 'hex') })],
  ['padding beyond it', rtp('voice\u00ff', { first: 0xa0 })],
  ['what is too much for a voice', rtp('x'.repeat(3829))],
])('%s is no voice', (_what, bytes) => {
  expect(readVoicePacket(bytes, 111)).toBeNull();
});

test('nothing is taken while nobody listens, and no more than a voice can be', () => {
  const taken: VoicePacket[] = [];
  let now = 0;
  const receiver = new VoiceReceiver({ payloadType: 111, onPacket: (packet) => taken.push(packet), nowMilliseconds: () => now });
  receiver.take(rtp('voice'));
  expect(taken).toEqual([]);
  receiver.isListening = true;
  for (let count = 0; count < 1000; count += 1) {
    receiver.take(rtp('voice'));
  }
  expect(taken.length).toBe(400);
  now = 1000;
  receiver.take(rtp('voice'));
  expect(taken.length).toBe(401);
});

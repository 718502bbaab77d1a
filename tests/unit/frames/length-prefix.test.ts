import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lengthPrefix, LengthPrefixReader } from '../../../main/frames/length-prefix.ts';

test('messages come out as they went in, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), fc.integer({ min: 1, max: 40 }), (messages, chunkBytes) => {
      const stream = Buffer.concat(messages.flatMap((message) => [lengthPrefix(message.length), message]));
      const received: Buffer[] = [];
      const reader = new LengthPrefixReader(30, (message) => received.push(message));
      for (let at = 0; at < stream.length; at += chunkBytes) {
        reader.push(stream.subarray(at, at + chunkBytes));
      }
      expect(received.map((message) => [...message])).toEqual(messages.map((message) => [...message]));
    }),
  );
});

test('refuses a message that is too large before it takes memory for it', () => {
  const reader = new LengthPrefixReader(1000, () => {});
  expect(() => reader.push(lengthPrefix(1001))).toThrow('a message of 1001 bytes is larger than 1000');
});

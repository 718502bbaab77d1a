/** Messages of STUN, as RFC 5769 has them for whoever writes or reads them. */
import { expect, test } from 'vitest';
import { StunMessage } from '../../../main/webrtc-process/stun-message.ts';

const password = 'VOkJxbRl1RmTxUk/WvJxBt';
/** RFC 5769, 2.1: with ICE-CONTROLLED. */
const request = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74' +
    '002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020' +
    '000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
  'hex',
);
/** RFC 5769, 2.2: to 192.0.2.1, port 32853. */
const response = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220' +
    '002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);
/** Intact, as the fingerprint stands behind what the password covers. */
const withEmptyFingerprint = Buffer.from(request.subarray(0, -4));
withEmptyFingerprint.writeUInt16BE(withEmptyFingerprint.length - 20, 2);
withEmptyFingerprint.writeUInt16BE(0, withEmptyFingerprint.length - 2);
const tieBreakerAt = request.indexOf('932ff9b151263b36', 0, 'hex');

test('a request is intact for whoever knows the password, and no more where a byte differs', () => {
  expect(StunMessage.read(request)).toMatchObject({ isRequest: true, isSuccess: false });
  expect(StunMessage.read(request)?.isIntact(password)).toBe(true);
  expect(StunMessage.read(request)?.isIntact('another')).toBe(false);
  const changed = Buffer.from(request);
  changed.writeUInt8(0, tieBreakerAt);
  expect(StunMessage.read(changed)?.isIntact(password)).toBe(false);
});

test('a tie-breaker of zero becomes another one, any other stays, and the whole is signed again', () => {
  const zero = Buffer.from(request);
  zero.writeBigUInt64BE(0n, tieBreakerAt);
  const message = StunMessage.read(zero);
  message?.withTieBreaker(0x932ff9b151263b36n);
  expect(message?.signed(password)).toEqual(request);
  message?.withTieBreaker(1n);
  expect(message?.signed(password)).toEqual(request);
});

test('an answer says another address, and the whole is signed again', () => {
  const message = StunMessage.read(response);
  expect(message?.isSuccess).toBe(true);
  message?.withMappedAddress({ address: '203.0.113.7', port: 40_000 });
  expect(message?.signed(password)).not.toEqual(response);
  message?.withMappedAddress({ address: '192.0.2.1', port: 32_853 });
  expect(message?.signed(password)).toEqual(response);
  message?.withMappedAddress({ address: '2001:db8::1', port: 1 });
  expect(message?.signed(password)).toEqual(response);
});

test.each([
  ['media', Buffer.from('80'.repeat(40), 'hex')],
  ['nothing', Buffer.alloc(0)],
  ['a message cut off', request.subarray(0, -4)],
  ['one whose fingerprint has no room', withEmptyFingerprint],
  ['an attribute that is longer than the message', Buffer.from('000100042112a442b7e7a701bc34d686fa87dfae80220010', 'hex')],
])('%s is no message', (_name, packet) => expect(StunMessage.read(packet)).toBeNull());

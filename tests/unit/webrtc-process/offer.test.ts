import { expect, test } from 'vitest';
import { readOffer } from '../../../main/webrtc-process/offer.ts';

/** Of the parts of a browser's offer that matter. */
const offer = (video: readonly string[], head: readonly string[] = ['a=ice-ufrag:u', 'a=ice-pwd:p', 'a=fingerprint:sha-256 AA']): string =>
  ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=video 9 UDP/TLS/RTP/SAVPF 96 102 103', ...head, ...video, ''].join('\r\n');
const h264 = ['a=mid:0', 'a=recvonly', 'a=rtpmap:102 H264/90000', 'a=fmtp:102 packetization-mode=1;profile-level-id=42e01f'];

test('takes the H.264 that browsers decode best, in packets of a part each', () => {
  expect(readOffer(offer(h264))).toEqual({ mid: '0', payloadType: 102, formatParameters: 'packetization-mode=1;profile-level-id=42e01f' });
  const more = [...h264, 'a=rtpmap:103 H264/90000', 'a=fmtp:103 packetization-mode=1;profile-level-id=64001f', 'a=rtpmap:96 VP8/90000'];
  expect(readOffer(offer(more)).payloadType).toBe(103);
  const whole = [...more, 'a=rtpmap:104 H264/90000', 'a=fmtp:104 packetization-mode=0;profile-level-id=64001f'];
  expect(readOffer(offer(whole)).payloadType).toBe(103);
});

test.each([
  ['no SDP', '<html>', /no session description/],
  ['no section', 'v=0\r\ns=-\r\n', /0 sections/],
  ['ten sections', offer(h264) + 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\n'.repeat(9), /10 sections/],
  ['sound', offer(h264).replace('m=video', 'm=audio'), /1 sections where one of video/],
  ['no keys', offer(h264, ['a=ice-ufrag:u', 'a=ice-pwd:p']), /lacks a=fingerprint/],
  ['video of its own', offer(h264).replace('recvonly', 'sendonly'), /does not receive/],
  ['no name', offer(h264).replace('a=mid:0', 'a=x'), /lacks a=mid/],
  ['no H.264', offer(['a=mid:0', 'a=rtpmap:96 VP8/90000']), /no H\.264/],
])('an offer with %s is refused in words', (_what, sdp, words) => {
  expect(() => readOffer(sdp)).toThrow(words);
});

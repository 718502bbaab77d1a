import { expect, test } from 'vitest';
import { readOffer } from '../../../main/webrtc-process/offer.ts';

/** Of the parts of a browser's offer that matter. */
const offer = (video: readonly string[], head: readonly string[] = ['a=ice-ufrag:u', 'a=ice-pwd:p', 'a=fingerprint:sha-256 AA']): string =>
  ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=video 9 UDP/TLS/RTP/SAVPF 96 102 103', ...head, ...video, ''].join('\r\n');
const h264 = ['a=mid:0', 'a=recvonly', 'a=rtpmap:102 H264/90000', 'a=fmtp:102 packetization-mode=1;profile-level-id=42e01f'];

test('takes the H.264 that browsers decode best, in packets of a part each', () => {
  expect(readOffer(offer(h264))).toEqual({
    video: {
      mid: '0',
      h264: { payloadType: 102, formatParameters: 'packetization-mode=1;profile-level-id=42e01f' },
      h265: null,
      playoutDelayId: null,
    },
    sound: null,
  });
  const more = [...h264, 'a=rtpmap:103 H264/90000', 'a=fmtp:103 packetization-mode=1;profile-level-id=64001f', 'a=rtpmap:96 VP8/90000'];
  expect(readOffer(offer(more)).video?.h264?.payloadType).toBe(103);
  const whole = [...more, 'a=rtpmap:104 H264/90000', 'a=fmtp:104 packetization-mode=0;profile-level-id=64001f'];
  expect(readOffer(offer(whole)).video?.h264?.payloadType).toBe(103);
});

test('takes H.265 beside it: as Chrome offers it, as Safari does, and the best of several', () => {
  const h265Of = (...lines: string[]) => readOffer(offer([...h264, ...lines])).video?.h265;
  const chrome = 'level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST';
  expect(h265Of('a=rtpmap:49 H265/90000', `a=fmtp:49 ${chrome}`)).toEqual({
    ...{ payloadType: 49, formatParameters: chrome },
    limits: { profile: 1, isHighTier: false, level: 180 },
  });
  expect(h265Of('a=rtpmap:104 H265/90000')).toEqual({
    ...{ payloadType: 104, formatParameters: undefined },
    limits: { profile: 1, isHighTier: false, level: 93 },
  });
  const several = [
    ...['a=rtpmap:50 H265/90000', 'a=fmtp:50 level-id=183;profile-id=2'],
    ...['a=rtpmap:51 H265/90000', 'a=fmtp:51 level-id=120;profile-id=1'],
    ...['a=rtpmap:52 H265/90000', 'a=fmtp:52 level-id=150;profile-id=1'],
  ];
  expect(h265Of(...several)?.payloadType).toBe(52);
  expect(h265Of('a=rtpmap:50 H265/90000', 'a=fmtp:50 tx-mode=MRST')).toBeNull();
  const alone = readOffer(offer(['a=mid:0', 'a=rtpmap:104 H265/90000'])).video;
  expect([alone?.h264, alone?.h265?.payloadType]).toEqual([null, 104]);
});

test('reads how it numbers the extension for the delay of pictures, where that fits a header of one byte', () => {
  const numbered = (line: string) =>
    readOffer(offer([...h264, 'a=extmap:2 urn:ietf:params:rtp-hdrext:toffset', line])).video?.playoutDelayId;
  const uri = 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay';
  expect(numbered(`a=extmap:5 ${uri}`)).toBe(5);
  expect(numbered(`a=extmap:14/recvonly ${uri}`)).toBe(14);
  expect(numbered(`a=extmap:15 ${uri}`)).toBeNull();
  expect(numbered(`a=extmap:5 ${uri}-of-something-else`)).toBeNull();
});

const opus = ['a=mid:1', 'a=recvonly', 'a=rtpmap:63 red/48000/2', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1'];
const withSound = (sound: readonly string[], port = 9): string => offer([...h264, `m=audio ${port} UDP/TLS/RTP/SAVPF 63 111`, ...sound]);

test('takes the sound beside it, wherever it stands, and hears whether it is wanted', () => {
  const sound = { mid: '1', payloadType: 111, formatParameters: 'minptime=10;useinbandfec=1' };
  expect(readOffer(withSound(opus))).toEqual({
    video: {
      mid: '0',
      h264: { payloadType: 102, formatParameters: 'packetization-mode=1;profile-level-id=42e01f' },
      h265: null,
      playoutDelayId: null,
    },
    sound: { ...sound, isWanted: true, isSent: false },
  });
  const [head = '', video = '', audio = ''] = withSound(opus).split(/(?=m=)/);
  const keys = ['a=ice-ufrag:u', 'a=ice-pwd:p', 'a=fingerprint:sha-256 AA', ''].join('\r\n');
  expect(readOffer(head + keys + audio + video).sound).toEqual({ ...sound, isWanted: true, isSent: false });
  const withWay = (way: string): string =>
    withSound([...opus.filter((line) => line !== 'a=recvonly'), ...(way === '' ? [] : [`a=${way}`])]);
  for (const [unwanted, isSent] of [
    [withSound(opus, 0), false],
    [withWay('sendonly'), true],
    [withWay('inactive'), false],
  ] as const) {
    expect(readOffer(unwanted).sound).toEqual({ ...sound, isWanted: false, isSent });
  }
  // What says nothing goes both ways.
  for (const both of [withWay('sendrecv'), withWay('')]) {
    expect(readOffer(both).sound).toEqual({ ...sound, isWanted: true, isSent: true });
  }
});

test('a voice alone is an offer too, where it is sent', () => {
  const keys = ['a=ice-ufrag:u', 'a=ice-pwd:p', 'a=fingerprint:sha-256 AA'];
  const voice = (way: string): string =>
    ['v=0', 's=-', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', ...keys, ...opus.filter((line) => line !== 'a=recvonly'), `a=${way}`, ''].join(
      '\r\n',
    );
  expect(readOffer(voice('sendonly'))).toMatchObject({ video: null, sound: { mid: '1', payloadType: 111, isSent: true } });
  expect(() => readOffer(voice('recvonly'))).toThrow(/1 sections/);
  expect(() => readOffer(voice('sendonly').replace(/opus/g, 'PCMU'))).toThrow(/no Opus/);
});

test.each([
  ['no SDP', '<html>', /no session description/],
  ['no section', 'v=0\r\ns=-\r\n', /0 sections/],
  ['ten sections', offer(h264) + 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\n'.repeat(9), /10 sections/],
  ['sound', offer(h264).replace('m=video', 'm=audio'), /1 sections where one of video/],
  ['no keys', offer(h264, ['a=ice-ufrag:u', 'a=ice-pwd:p']), /lacks a=fingerprint/],
  ['video of its own', offer(h264).replace('recvonly', 'sendonly'), /does not receive/],
  ['no name', offer(h264).replace('a=mid:0', 'a=x'), /lacks a=mid/],
  ['sound without a name', withSound(opus.slice(1)), /the sound of the offer lacks a=mid/],
  ['sound that is no Opus', withSound(['a=mid:1', 'a=rtpmap:0 PCMU/8000']), /no Opus/],
  ['sound twice', `${withSound(opus)}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`, /3 sections/],
  ['no H.264', offer(['a=mid:0', 'a=rtpmap:96 VP8/90000']), /no H\.264 with packetization-mode=1, and no H\.265/],
])('an offer with %s is refused in words', (_what, sdp, words) => {
  expect(() => readOffer(sdp)).toThrow(words);
});

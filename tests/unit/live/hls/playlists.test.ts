import { expect, test } from 'vitest';
import type { LiveRendition } from '../../../../main/live/renditions.ts';
import type { HlsListing, HlsSegment } from '../../../../main/live/hls/hls-pieces.ts';
import { playableRenditions } from '../../../../main/live/hls/playable-rendition.ts';
import { mediaPlaylist, multivariantPlaylist, type RenditionReport } from '../../../../main/live/hls/playlists.ts';
import { attributesOf, readPlaylist } from '../../../support/playlist-reader.ts';

const first = { number: 4, bytes: Buffer.alloc(10), codec: 'avc1.42c01f', widthPixels: 640, heightPixels: 360 };
const rhythm = { partMilliseconds: 200, targetSeconds: 2, listedMilliseconds: 16_000, hasIndependentSegments: true };

/** Of ten parts of 200 ms and 1000 bytes. */
function segment(sequence: number, given: Partial<HlsSegment> = {}, count = 10): HlsSegment {
  return {
    sequence,
    initialization: first,
    isDiscontinuous: false,
    startsAtMicroseconds: 1_800_000_000_000_000 + sequence * 2_000_000,
    parts: Array.from({ length: count }, (_, index) => ({
      number: sequence * 10 + index,
      bytes: Buffer.alloc(1000),
      durationMilliseconds: 200,
      isIndependent: index === 0,
    })),
    ...given,
  };
}

const listing = (given: Partial<HlsListing> = {}): HlsListing => ({
  rhythm,
  whole: Array.from({ length: 8 }, (_, index) => segment(20 + index)),
  current: segment(28, {}, 3),
  discontinuitySequence: 2,
  nextSequence: 28,
  nextPartNumber: 283,
  ...given,
});

const read = (from: HlsListing, mayLeaveOut = false, query = '?camera=garden&reader=abc', others: RenditionReport[] = []) =>
  readPlaylist(mediaPlaylist(from, { query, mayLeaveOut, others }));

const full = { name: 'full', widthPixels: 640, heightPixels: 360, bitrateKbps: 2000, codec: 'h264' } as const;
const small = { name: '180p', widthPixels: 320, heightPixels: 180, bitrateKbps: 500, codec: 'h264' } as const;

function linesOf(renditions: LiveRendition[], whole: HlsListing, listingOf: (name: string) => HlsListing | null): string[] {
  const playable = playableRenditions(renditions, whole, listingOf).map((each) => ({ ...each, address: `${each.name}/media.m3u8` }));
  return multivariantPlaylist(playable, 14.98765, rhythm).split('\n');
}

test('tells of whole segments, of the parts of the newest, and of what comes next', () => {
  const playlist = read(listing());
  expect(playlist).toMatchObject({
    version: 9,
    targetSeconds: 2,
    partTargetSeconds: 0.2,
    partHoldBackSeconds: 0.6,
    holdBackSeconds: 6,
    canSkipUntilSeconds: 12,
    mediaSequence: 20,
    discontinuitySequence: 2,
    hasIndependentSegments: true,
    skippedSegments: 0,
    hintUri: 'part-283.mp4?camera=garden&reader=abc',
  });
  expect(playlist.segments.map(({ sequence, parts }) => [sequence, parts.length])).toEqual([
    [20, 0],
    [21, 0],
    [22, 0],
    [23, 0],
    [24, 0],
    [25, 10],
    [26, 10],
    [27, 10],
  ]);
  expect(playlist.segments[7]).toMatchObject({
    uri: 'segment-27.mp4?camera=garden&reader=abc',
    durationSeconds: 2,
    programDate: new Date('2027-01-15T08:00:54.000Z'),
    initializationUri: 'init-4.mp4?camera=garden&reader=abc',
  });
  expect(playlist.segments[7]!.parts.slice(0, 2)).toEqual([
    { uri: 'part-270.mp4?camera=garden&reader=abc', durationSeconds: 0.2, isIndependent: true },
    { uri: 'part-271.mp4?camera=garden&reader=abc', durationSeconds: 0.2, isIndependent: false },
  ]);
  expect(playlist.current).toMatchObject({ sequence: 28, initializationUri: 'init-4.mp4?camera=garden&reader=abc' });
  expect(playlist.current!.parts).toHaveLength(3);
});

test('leaves out what a player has from before, and nothing that is near the end', () => {
  const playlist = read(listing(), true);
  expect([playlist.skippedSegments, playlist.mediaSequence]).toEqual([2, 20]);
  expect(playlist.segments.map(({ sequence }) => sequence)).toEqual([22, 23, 24, 25, 26, 27]);
  expect(playlist.segments[0]!.initializationUri).toBeNull(); // it was that of what is left out
  expect(read(listing({ whole: [segment(20), segment(21)], current: segment(22, {}, 1) }), true).skippedSegments).toBe(0);
});

test('says where a video begins that needs another decoder', () => {
  const other = { ...first, number: 5 };
  const whole = [segment(20), segment(21, { initialization: other, isDiscontinuous: true }), segment(22, { initialization: other })];
  const { segments } = read(listing({ whole, current: null, nextPartNumber: 230 }), false, '');
  expect(segments.map(({ isDiscontinuous, initializationUri }) => [isDiscontinuous, initializationUri])).toEqual([
    [false, 'init-4.mp4'],
    [true, 'init-5.mp4'],
    [false, 'init-5.mp4'],
  ]);
});

test('does not promise keyframes where a camera makes them when it likes', () => {
  const own = { ...rhythm, hasIndependentSegments: false };
  expect(read(listing({ rhythm: own })).hasIndependentSegments).toBe(false);
  expect(multivariantPlaylist([], 15, own)).not.toContain('INDEPENDENT');
});

test('the first playlist says what it takes to play: bits a second, decoder, size and rate', () => {
  const whole = [segment(20), segment(21, {}, 5)];
  whole[1] = { ...whole[1]!, parts: whole[1]!.parts.map((part) => ({ ...part, bytes: Buffer.alloc(2000) })) };
  const lines = linesOf([full, small], listing({ whole }), () => null);
  expect(lines.slice(0, 3)).toEqual(['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-INDEPENDENT-SEGMENTS']);
  expect(Object.fromEntries(attributesOf(lines[3]!.replace('#EXT-X-STREAM-INF:', '')))).toEqual({
    BANDWIDTH: '80000',
    'AVERAGE-BANDWIDTH': '60000',
    CODECS: 'avc1.42c01f',
    RESOLUTION: '640x360',
    'FRAME-RATE': '14.988',
  });
  expect(lines[4]).toBe('full/media.m3u8');
  // What is not encoded now takes as many bits for a pixel.
  expect(Object.fromEntries(attributesOf(lines[5]!.replace('#EXT-X-STREAM-INF:', '')))).toEqual({
    BANDWIDTH: '20000',
    'AVERAGE-BANDWIDTH': '15000',
    CODECS: 'avc1.64001f',
    RESOLUTION: '320x180',
    'FRAME-RATE': '14.988',
  });
  expect(lines.slice(6)).toEqual(['180p/media.m3u8', '']);
});

test('of a smaller rendition that is played, it says what that really is', () => {
  const played = listing({
    whole: [segment(3, { initialization: { ...first, codec: 'avc1.640014', widthPixels: 322, heightPixels: 182 } })],
  });
  const lines = linesOf([full, small], listing(), (name) => (name === '180p' ? played : null));
  expect(lines[5]).toContain('BANDWIDTH=40000,AVERAGE-BANDWIDTH=40000,CODECS="avc1.640014",RESOLUTION=322x182');
});

test('a playlist says how far the others are', () => {
  const others = [
    { address: '../180p/media.m3u8', listing: listing() },
    { address: '../90p/media.m3u8', listing: listing({ whole: [segment(7)], current: null }) },
  ];
  expect(read(listing(), false, '?reader=abc', others).reports).toEqual([
    { uri: '../180p/media.m3u8?reader=abc', segment: 28, part: 2 },
    { uri: '../90p/media.m3u8?reader=abc', segment: 7, part: 9 },
  ]);
});

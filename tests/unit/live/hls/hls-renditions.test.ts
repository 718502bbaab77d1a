/** Two sizes of one picture, of which each is there while somebody plays it. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { caller, codeOf, hlsFootage, HlsStage, keyframeEvery, never } from '../../../support/hls-stage.ts';
import type { ReadPlaylist } from '../../../support/playlist-reader.ts';

let footage: Awaited<ReturnType<typeof hlsFootage>>;
let stage: HlsStage;

beforeAll(async () => {
  footage = await hlsFootage();
});

beforeEach(() => {
  stage = new HlsStage(footage);
});

afterEach(() => {
  expect(stage.end()).toEqual([0, 0, false, false]);
});

test('a smaller rendition is told of, and encoded only while somebody plays it', async () => {
  await stage.begun();
  const lines = (await stage.hls.index(caller('one'), (rendition) => rendition, never)).split('\n');
  expect(lines.filter((line) => !line.startsWith('#') && line !== '')).toEqual(['full', '90p']);
  expect(stage.smallWanted).toEqual([]);
  expect(await codeOf(stage.piece('init-0', '90p'))).toBe('hls_gone');
  const first = stage.smallPlaylist();
  stage.published = 0;
  await stage.film(keyframeEvery + 1);
  const small = await first;
  expect(small.segments).toHaveLength(1);
  expect((await stage.piece(small.segments[0]!.uri!, '90p')).subarray(4, 8).toString()).toBe('moof');
  for (let second = 0; second < 11; second += 1) {
    await stage.film(10);
    await stage.playlist();
  }
  expect([stage.smallWanted, stage.wanted, stage.hls.viewerCount]).toEqual([[true, false], [true], 1]);
  const again = stage.smallPlaylist();
  stage.published = 0;
  await stage.film(keyframeEvery + 1);
  expect((await again).mediaSequence).toBeGreaterThan(small.mediaSequence);
});

test('the same moment has the same time in all renditions, also behind a pause and where one begins later', async () => {
  await stage.begun();
  const first = stage.smallPlaylist();
  stage.published = 0;
  await stage.film(keyframeEvery * 2);
  await first;
  await stage.playlist();
  await stage.clock.advance(3000); // the camera gave nothing
  stage.published = 0;
  await stage.film(keyframeEvery * 2 + 2);
  const timesOf = async ({ segments }: ReadPlaylist, rendition: string): Promise<[number, number][]> =>
    Promise.all(segments.map(async ({ uri, programDate }) => [programDate!.getTime(), decodeTimeOf(await stage.piece(uri!, rendition))]));
  const full = new Map(await timesOf(await stage.playlist(), 'full'));
  const small = await timesOf(await stage.smallPlaylist(), '90p');
  expect(small.length).toBeGreaterThan(2);
  expect(small.map(([date]) => full.get(date))).toEqual(small.map(([, time]) => time));
});

test('a playlist says how far the other rendition is that is played', async () => {
  await stage.begun();
  const first = stage.smallPlaylist();
  stage.published = 0;
  await stage.film(keyframeEvery + 4);
  await first;
  const { current } = await stage.smallPlaylist();
  expect((await stage.playlist()).reports).toEqual([
    { uri: '../90p/media.m3u8', segment: current!.sequence, part: current!.parts.length - 1 },
  ]);
});

/** `tfdt` of the first fragment (ISO/IEC 14496-12, 8.8.12), in the units of the video's clock. */
function decodeTimeOf(bytes: Buffer): number {
  const at = bytes.indexOf('tfdt', 0, 'latin1');
  return bytes[at + 4] === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at + 8);
}

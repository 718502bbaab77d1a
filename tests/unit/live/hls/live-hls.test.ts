/** Playlists and pieces of one rendition. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { caller, codeOf, hlsFootage, HlsStage, intervalMilliseconds, keyframeEvery, never, numberOf } from '../../../support/hls-stage.ts';
import { attributesOf } from '../../../support/playlist-reader.ts';

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

test('the first playlist is there with the first whole segment, which is short where a keyframe can be asked for', async () => {
  const first = stage.hls.index(caller(), (rendition, readerId) => `${rendition}/media.m3u8?reader=${readerId}`, never);
  const isThere = vi.fn();
  void first.then(isThere);
  expect([stage.leases, stage.wanted]).toEqual([1, [true]]);
  await stage.film(12);
  expect([isThere.mock.calls.length, stage.keyframeRequests]).toEqual([0, 1]);
  stage.published = 0; // the keyframe that was asked for
  await stage.film(1);
  const [, , , facts = '', address = ''] = (await first).split('\n');
  expect(attributesOf(facts.replace('#EXT-X-STREAM-INF:', '')).get('RESOLUTION')).toBe('320x180');
  expect(Number(attributesOf(facts.replace('#EXT-X-STREAM-INF:', '')).get('FRAME-RATE'))).toBeCloseTo(10, 1);
  const reader = address.replace('full/media.m3u8?reader=', '');
  expect((await stage.playlist({}, caller(reader))).segments).toHaveLength(1);
  expect([stage.leases, stage.hls.viewerCount, stage.keyframeRequests]).toEqual([1, 1, 1]);
});

test('begins with what came since the newest keyframe, where somebody reads the packets already', async () => {
  stage.hub.subscribe({ onAvailable: () => {}, mostBytes: 1e7 });
  await stage.film(keyframeEvery - 2);
  const first = stage.playlist();
  await stage.film(2);
  stage.published = 0;
  await stage.film(1);
  expect((await first).segments[0]!.durationSeconds).toBe(2);
  stage.hub.close();
});

test('a segment is its parts; each goes on where the one before it ended', async () => {
  await stage.begun();
  await stage.film(keyframeEvery * 2);
  const { segments, current } = await stage.playlist();
  for (const { uri, parts } of segments) {
    expect((await stage.piece(uri!)).equals(Buffer.concat(await Promise.all(parts.map((part) => stage.piece(part.uri)))))).toBe(true);
    expect(parts.map(({ isIndependent }) => isIndependent)).toEqual(parts.map((_part, index) => index === 0));
  }
  expect((await stage.piece(segments[0]!.initializationUri!)).subarray(4, 8).toString()).toBe('ftyp');
  const times = segments.map(({ programDate }) => programDate!.getTime());
  expect(times.map((time) => time - times[0]!)).toEqual(segments.map((_segment, index) => index * keyframeEvery * intervalMilliseconds));
  expect(numberOf(current!.parts[0]!.uri)).toBe(numberOf(segments.at(-1)!.parts.at(-1)!.uri) + 1);
});

test('a reload is held until the part is there, and answered at once where it is there already', async () => {
  const { current } = await stage.begun();
  const { sequence, parts } = current!;
  const answered = vi.fn();
  const held = stage.playlist({ segment: sequence, part: parts.length });
  void held.then(answered);
  expect((await stage.playlist({ segment: sequence, part: parts.length - 1 })).current!.parts).toHaveLength(parts.length);
  expect((await stage.playlist({ segment: sequence - 1 })).current!.sequence).toBe(sequence);
  await stage.film(1);
  expect(answered).not.toHaveBeenCalled();
  await stage.film(2);
  expect((await held).current!.parts).toHaveLength(parts.length + 1);
  const whole = stage.playlist({ segment: sequence });
  await stage.film(keyframeEvery);
  expect((await whole).segments.at(-1)!.sequence).toBe(sequence);
  // A part that the segment never had: the next one has begun.
  expect((await stage.playlist({ segment: sequence, part: 10 })).current!.sequence).toBe(sequence + 1);
});

test('the hinted part is held until it is there', async () => {
  const { hintUri } = await stage.begun();
  const held = stage.piece(hintUri);
  await stage.film(3);
  expect((await held).subarray(4, 8).toString()).toBe('moof');
});

test('what is far ahead or long over is refused at once', async () => {
  const { current, hintUri } = await stage.begun();
  const { sequence } = current!;
  expect(await codeOf(stage.playlist({ part: 0 }))).toBe('malformed_request');
  expect(await codeOf(stage.playlist({ segment: sequence + 2 }))).toBe('malformed_request');
  expect(await codeOf(stage.playlist({ segment: sequence, part: 40 }))).toBe('malformed_request');
  expect(await codeOf(stage.playlist({ segment: sequence + 1, part: 40 }))).toBe('malformed_request');
  expect(await codeOf(stage.piece(`part-${numberOf(hintUri) + 1}`))).toBe('malformed_request');
  expect(await codeOf(stage.piece(`segment-${sequence}`))).toBe('hls_gone');
  expect(await codeOf(stage.piece('init-7'))).toBe('hls_gone');
  await stage.play(keyframeEvery * 40);
  expect(await codeOf(stage.piece('part-0'))).toBe('hls_gone');
  expect(await codeOf(stage.piece('segment-0'))).toBe('hls_gone');
});

test('the last segments are kept, however long it goes on; players are told what they miss, or what is new alone', async () => {
  await stage.begun();
  await stage.play(keyframeEvery * 30);
  const all = await stage.playlist();
  expect([all.segments.length, all.mediaSequence]).toEqual([all.segments.length, all.segments[0]!.sequence]);
  expect(all.segments.length).toBeLessThanOrEqual(12);
  expect((await stage.piece(`segment-${all.mediaSequence - 1}`)).length).toBeGreaterThan(0); // of the list before
  const fresh = await stage.playlist({ mayLeaveOut: true });
  expect(fresh.skippedSegments).toBeGreaterThan(0);
  expect(fresh.segments).toEqual(all.segments.slice(fresh.skippedSegments).map((segment) => ({ ...segment, initializationUri: null })));
});

test('another size begins a segment with a beginning of its own', async () => {
  await stage.begun();
  await stage.film(keyframeEvery - 4);
  stage.widthPixels = 160;
  stage.published = 0;
  await stage.film(keyframeEvery + 1);
  const { segments } = await stage.playlist();
  expect(segments.map(({ isDiscontinuous, initializationUri }) => [isDiscontinuous, initializationUri]).slice(-2)).toEqual([
    [false, 'init-0.mp4'],
    [true, 'init-1.mp4'],
  ]);
});

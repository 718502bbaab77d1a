import { expect, test } from 'vitest';
import { recordingSpans, type TimedRecording } from '../../../main/library/recording-spans.ts';
import { TestLibrary } from '../../support/library.ts';

const noon = Date.UTC(2026, 4, 1, 12);
const hour = 3_600_000;
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const every = (count: number, intervalMilliseconds: number, durationMilliseconds: number): TimedRecording[] =>
  Array.from({ length: count }, (_, index) => ({
    recordingId: `r${index}`,
    startedAtMilliseconds: noon + index * intervalMilliseconds,
    durationMilliseconds,
    reason: 'motion' as const,
    pictures: 'made' as const,
  }));

test('tells of each recording that reaches into the time, of one camera, without films', async () => {
  await using test = await TestLibrary.create();
  const long = await test.addFiles({ startedAtMilliseconds: noon - 60 * hour, durationMilliseconds: 61 * hour });
  const reaching = await test.addFiles({ startedAtMilliseconds: noon - 30_000, reason: 'rewind' });
  const inside = await test.addFiles({ startedAtMilliseconds: noon + 120_000 });
  await test.addFiles({ startedAtMilliseconds: noon - 2 * hour });
  await test.addFiles({ startedAtMilliseconds: noon + 2 * hour });
  await test.addFiles({ startedAtMilliseconds: noon, reason: 'timelapse' });
  const garden = await test.addFiles({ startedAtMilliseconds: noon, cameraId: 'garden' });
  await test.library.recover(test.storage);
  const range = { start_date: iso(noon), end_date: iso(noon + hour) };
  const ids = (cameraId: string): string[] => test.library.timeline(range, cameraId).spans.map(({ recording_id }) => recording_id);
  expect(ids('main')).toEqual([long, reaching, inside]);
  expect(ids('garden')).toEqual([garden]);
  expect(test.library.timeline(range, 'main').spans.slice(1)).toEqual([
    { start: iso(noon - 30_000), end: iso(noon + 30_000), recordings: 1, recording_id: reaching, reason: 'rewind', preview_frames: 10 },
    { start: iso(noon + 120_000), end: iso(noon + 180_000), recordings: 1, recording_id: inside, reason: 'manual', preview_frames: 10 },
  ]);
});

test('says where there can be no pictures', () => {
  const [one] = every(1, 0, 250_000);
  const of = (pictures: 'missing' | 'impossible') =>
    recordingSpans(one === undefined ? [] : [{ ...one, pictures }], 0).spans.map(({ preview_frames }) => preview_frames);
  expect([of('missing'), of('impossible')]).toEqual([[25], [0]]);
});

test('what is closer together than the resolution is one span', () => {
  const recordings = [...every(3, 70_000, 60_000), ...every(1, 0, 60_000).map((one) => ({ ...one, startedAtMilliseconds: noon + hour }))];
  const counts = (resolution: number): number[] => recordingSpans(recordings, resolution).spans.map((span) => span.recordings);
  expect(counts(0)).toEqual([1, 1, 1, 1]);
  expect(counts(10)).toEqual([1, 1, 1, 1]);
  expect(counts(11)).toEqual([3, 1]);
  expect(recordingSpans(recordings, 11).spans[0]).toMatchObject({ start: iso(noon), end: iso(noon + 200_000), recording_id: 'r0' });
  expect(counts(86_400)).toEqual([4]);
});

test('a recording inside another does not shorten it, and touching ones stay apart where each is asked for', () => {
  const inside = {
    recordingId: 'short',
    startedAtMilliseconds: noon + 10_000,
    durationMilliseconds: 5_000,
    reason: 'rewind',
    pictures: 'made',
  } as const;
  expect(recordingSpans([...every(1, 0, 60_000), inside], 1).spans).toMatchObject([{ end: iso(noon + 60_000), recordings: 2 }]);
  expect(recordingSpans(every(2, 60_000, 60_000), 0).spans).toHaveLength(2);
});

test('there are never more spans than a strip can show, and none is lost', () => {
  const { spans, resolution_seconds } = recordingSpans(every(10_000, 8_640, 5_000), 0, 500);
  expect(spans.length).toBeLessThanOrEqual(500);
  expect(spans.reduce((sum, span) => sum + span.recordings, 0)).toBe(10_000);
  expect(resolution_seconds).toBeGreaterThan(0);
});

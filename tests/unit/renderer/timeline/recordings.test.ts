import { expect, test } from 'vitest';
import { ManualDelay } from '../../../support/manual-delay.ts';
import { momentAt, nextMomentAfter } from '../../../../renderer/state/timeline/moment.ts';
import { RecordingSpans } from '../../../../renderer/state/timeline/recording-spans.ts';
import type { RecordingTimeline, RecordingTimelineInput } from '../../../../shared/recording-timeline.ts';
import { recordingSpans } from '../../../../main/library/recording-spans.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 4, 1, 12);

/** Answers as PetLog does, from recordings that begin at these times and last a minute. */
function open(starts: readonly number[]) {
  const asked: RecordingTimelineInput[] = [];
  const kept = { starts, failure: false };
  const ask = async (input: RecordingTimelineInput): Promise<RecordingTimeline> => {
    asked.push(input);
    if (kept.failure) {
      throw new Error('the camera cannot be reached');
    }
    const [from, to] = [Date.parse(input.start_date), Date.parse(input.end_date)];
    const found = kept.starts
      .filter((start) => start <= to && start + minute >= from)
      .map((start) => ({
        recordingId: `r${(start - noon) / minute}`,
        startedAtMilliseconds: start,
        durationMilliseconds: minute,
        reason: 'manual' as const,
        pictures: 'made' as const,
      }));
    return recordingSpans(found, input.resolution_seconds ?? 0);
  };
  let changes = 0;
  const time = new ManualDelay();
  const spans = new RecordingSpans(ask, () => (changes += 1), time.delay);
  return {
    spans,
    asked,
    kept,
    changes: () => changes,
    settled: () => {
      time.pass(100); // for which a finger rests
      return new Promise<void>((resolve) => setImmediate(resolve));
    },
    time,
  };
}

const hourAround = { start: noon - 30 * minute, end: noon + 30 * minute };

test('the strip is loaded as coarse as it can show, with its surroundings, and no more often than it must', async () => {
  const { spans, asked, settled, changes } = open([noon, noon + 5 * minute]);
  spans.show(hourAround, 360);
  await settled();
  expect(asked).toEqual([
    { start_date: new Date(noon - 90 * minute).toISOString(), end_date: new Date(noon + 90 * minute).toISOString(), resolution_seconds: 8 },
  ]);
  expect([spans.shown.items.map(({ recordingId }) => recordingId), changes()]).toEqual([['r0', 'r5'], 1]);
  spans.show({ start: noon - 50 * minute, end: noon + 10 * minute }, 360);
  spans.show({ start: noon - 40 * minute, end: noon + 40 * minute }, 360);
  expect(asked).toHaveLength(1);
  spans.show({ start: noon - 5 * minute, end: noon + 5 * minute }, 360); // more is to be seen
  await settled();
  expect(asked.at(-1)?.resolution_seconds).toBe(2);
  spans.show({ start: noon - 300 * minute, end: noon - 240 * minute }, 360);
  await settled();
  expect(asked).toHaveLength(3);
});

test('a single recording is known from the strip; of several that are shown as one, the right one is asked for', async () => {
  const { spans, asked, settled } = open([noon, noon + minute + 2_000, noon + 20 * minute]);
  spans.show(hourAround, 360);
  await settled();
  expect(spans.shown.items.map(({ recordings }) => recordings)).toEqual([2, 1]);
  expect(spans.at(noon + 20 * minute + 5_000, 0)).toMatchObject({ recordingId: 'r20' });
  expect(spans.at(noon + 10 * minute, 0)).toBeNull();
  expect(asked).toHaveLength(1);
  expect(spans.at(noon + minute + 10_000, 0)).toBe('unknown');
  await settled();
  expect(spans.at(noon + minute + 10_000, 0)).toMatchObject({ recordings: 1, start: noon + minute + 2_000 });
  expect(spans.at(noon + minute + 1_000, 0)).toBeNull();
  expect(asked).toHaveLength(2);
});

test('moments that a finger passes are not asked for, and the one where it rests is', async () => {
  const { spans, asked, settled, time } = open([noon, noon + minute + 2_000]);
  spans.show(hourAround, 360);
  await settled();
  for (let at = noon; at < noon + minute; at += 1_000) {
    expect(spans.at(at, 0)).toBe('unknown');
    time.pass(16);
  }
  expect(asked).toHaveLength(1);
  expect(spans.at(noon + minute - 1_000, 0)).toBe('unknown');
  await settled();
  expect(asked).toHaveLength(2);
  expect(spans.at(noon + minute - 1_000, 0)).toMatchObject({ recordingId: 'r0' });
});

test('a finger beside a recording means it, up to a tolerance', async () => {
  const { spans, settled } = open([noon]);
  spans.show(hourAround, 360);
  await settled();
  expect(spans.at(noon - 20_000, 20_000)).toMatchObject({ recordingId: 'r0' });
  expect(spans.at(noon + minute + 20_001, 20_000)).toBeNull();
});

test('after a change all is asked again, and shown until the answer is there', async () => {
  const { spans, asked, kept, settled } = open([noon]);
  spans.show(hourAround, 360);
  await settled();
  kept.starts = [];
  spans.forget();
  expect(spans.shown.items).toHaveLength(1);
  expect(spans.at(noon + 1_000, 0)).toBe('unknown');
  spans.show(hourAround, 360);
  await settled();
  expect([spans.shown.items, spans.at(noon + 1_000, 0), asked.length]).toEqual([[], null, 3]);
});

test('what failed is asked again when it is needed again, and not by itself', async () => {
  const { spans, asked, kept, settled, changes } = open([noon]);
  kept.failure = true;
  spans.show(hourAround, 360);
  expect(spans.at(noon, 0)).toBe('unknown');
  await settled();
  expect([asked.length, changes()]).toEqual([2, 0]);
  kept.failure = false;
  spans.show(hourAround, 360);
  await settled();
  expect(spans.shown.items).toHaveLength(1);
});

test('the next recording is found near by, and far away', async () => {
  const { spans, asked } = open([noon, noon + 5 * minute, noon + 500 * minute, noon + 502 * minute]);
  expect(await spans.nextAfter(noon + minute, noon + 1000 * minute)).toBe(noon + 5 * minute);
  expect(await spans.nextAfter(noon + 6 * minute, noon + 1000 * minute)).toBe(noon + 500 * minute);
  expect(asked.at(-1)?.resolution_seconds).toBe(86_400);
  expect(await spans.nextAfter(noon + 6 * minute, noon + 400 * minute)).toBeNull();
});

test('a moment is live, in the last minutes, in a recording, or nothing was kept of it', () => {
  const now = noon + 60 * minute;
  const lastMinutes = { start: now - 10 * minute, end: now - 2_000, gaps: [{ start: now - 6 * minute, end: now - 5 * minute }] };
  const recording = { start: noon, end: noon + minute, recordings: 1, recordingId: 'a', previewFrames: 10 };
  const recordings = {
    at: (time: number, tolerance: number) => (time >= noon - tolerance && time <= noon + minute + tolerance ? recording : null),
    nextAfter: async () => null,
  };
  const of = (time: number, tolerance = 0, minutes: typeof lastMinutes | null = lastMinutes) =>
    momentAt({ lastMinutes: minutes, recordings, now }, time, tolerance);
  expect(of(now - 3_000)).toEqual({ kind: 'live' });
  expect(of(now - 4_000)).toEqual({ kind: 'last-minutes', at: now - 4_000 });
  expect(of(now - 4_000, 0, null)).toEqual({ kind: 'nothing', at: now - 4_000 });
  expect(of(now - 1_000, 0, null)).toEqual({ kind: 'live' });
  expect(of(now - 5.5 * minute)).toEqual({ kind: 'nothing', at: now - 5.5 * minute });
  expect(of(now - 5.1 * minute, minute)).toEqual({ kind: 'last-minutes', at: now - 5 * minute });
  expect(of(noon + 1_000)).toEqual({ kind: 'recording', at: noon + 1_000, recording });
  expect(of(noon - 5_000, 10_000)).toEqual({ kind: 'recording', at: noon, recording });
  expect(of(noon + minute + 5_000, 10_000)).toMatchObject({ kind: 'recording', at: noon + minute - 100 });
  expect(of(noon + 30 * minute)).toEqual({ kind: 'nothing', at: noon + 30 * minute });
  // The camera was stopped an hour ago: the time since is no live picture.
  expect(of(now - 30 * minute, 0, { ...lastMinutes, start: noon - 60 * minute, end: noon, gaps: [] })).toMatchObject({ kind: 'nothing' });
});

test('what comes next is a recording, or the last minutes where they begin or go on after a gap', async () => {
  const now = noon + 60 * minute;
  const lastMinutes = { start: now - 10 * minute, end: now, gaps: [{ start: now - 6 * minute, end: now - 5 * minute }] };
  const { spans } = open([noon + 20 * minute]);
  const after = (time: number, minutes: typeof lastMinutes | null = lastMinutes) =>
    nextMomentAfter({ lastMinutes: minutes, recordings: spans, now }, time);
  expect(await after(noon + 5 * minute)).toBe(noon + 20 * minute);
  expect(await after(noon + 25 * minute)).toBe(now - 10 * minute);
  expect(await after(now - 6 * minute)).toBe(now - 5 * minute);
  expect(await after(noon + 25 * minute, null)).toBeNull();
});

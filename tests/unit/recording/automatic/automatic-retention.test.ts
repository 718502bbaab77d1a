import { expect, test } from 'vitest';
import { Config } from '../../../../shared/config.ts';
import type { RemovableAutomatic, RemovableRecording } from '../../../../main/library/recording.ts';
import { planAutomaticRetention } from '../../../../main/recording/automatic/automatic-retention.ts';
import { planRetention, type RetentionLimits, type RetentionState } from '../../../../main/recording/retention-plan.ts';

const gigabyte = 1_000_000_000;
const day = 86_400_000;
const nowDays = 1000;
const none: RetentionLimits = { maxAgeMilliseconds: null, maxTotalBytes: null, maxDiskUsed: 1, minFreeBytes: 0, headroomBytes: 0 };
const byDefault = Config.parse({}).recording;

const recording = (recordingId: string, ageDays: number, gigabytes = 1): RemovableRecording => ({
  recordingId,
  startedAtMilliseconds: (nowDays - ageDays) * day,
  clock: 'synchronized',
  seenAtRunningMilliseconds: 0,
  sizeBytes: gigabytes * gigabyte,
});
const automatic = (recordingId: string, ageDays: number, hasEvents: boolean | 'kept' = false, gigabytes = 1): RemovableAutomatic => ({
  ...recording(recordingId, ageDays, gigabytes),
  hasEvents: () => hasEvents !== false,
  hasKeptEvents: () => hasEvents === 'kept',
});

const stateOf = (recordedGigabytes: number, freeGigabytes: number, otherGigabytes = 0): RetentionState => ({
  nowMilliseconds: nowDays * day,
  runningMilliseconds: nowDays * day,
  isClockTrusted: true,
  recordingsBytes: recordedGigabytes * gigabyte,
  disk: { availableBytes: freeGigabytes * gigabyte, totalBytes: (recordedGigabytes + freeGigabytes + otherGigabytes) * gigabyte },
});

const sum = (recordings: readonly RemovableRecording[]): number => recordings.reduce((all, { sizeBytes }) => all + sizeBytes, 0);

/** Both plans, as clean-up makes them: ids of what goes, in order. */
function removed(
  those: { own?: RemovableRecording[]; automatic?: RemovableAutomatic[]; writingGigabytes?: number },
  state: RetentionState,
  limits: Partial<RetentionLimits>,
  own = byDefault,
): string[] {
  const { own: candidates = [], automatic: candidatesByItself = [], writingGigabytes = 0 } = those;
  const bytes = sum(candidatesByItself) + writingGigabytes * gigabyte;
  const first = planAutomaticRetention(candidatesByItself, bytes, state, own);
  const rest = planRetention(candidates, first.state, { ...none, ...limits }, { ...first.rest, headroomBytes: 0 });
  return [...first.removals, ...rest].map(({ recordingId }) => recordingId);
}

test('those with events stay longer', () => {
  const those = [automatic('old', 61, true), automatic('plain', 8), automatic('with', 8, true), automatic('young', 6)];
  expect(removed({ automatic: those }, stateOf(4, 100), {})).toEqual(['old', 'plain']);
  const never = { ...byDefault, automatic_max_age_days: 0, automatic_event_max_age_days: 0 };
  expect(removed({ automatic: those }, stateOf(4, 100), {}, never)).toEqual([]);
  const shorter = { ...byDefault, automatic_max_age_days: 0, automatic_event_max_age_days: 7 };
  expect(removed({ automatic: those }, stateOf(4, 100), {}, shorter)).toEqual(['old', 'with']);
  expect(removed({ automatic: those }, stateOf(4, 100), {}, { ...never, max_age_days: 10 })).toEqual(['old']);
});

test('nobody asks what is in recordings that are young, as long as there is room', () => {
  const asking: RemovableAutomatic = {
    ...recording('young', 1),
    hasEvents: () => {
      throw new Error('asked');
    },
    hasKeptEvents: () => {
      throw new Error('asked');
    },
  };
  expect(removed({ automatic: [asking] }, stateOf(1, 100), {})).toEqual([]);
});

test('they have a part of the disk of their own, which those without events leave first', () => {
  const those = [automatic('a', 5, true), automatic('b', 4), automatic('c', 3, true), automatic('d', 2)];
  const limits = (automatic_disk_percent: number) => ({ ...byDefault, automatic_disk_percent });
  expect(removed({ automatic: those }, stateOf(4, 6), {}, limits(40))).toEqual([]);
  expect(removed({ automatic: those }, stateOf(4, 6), {}, limits(30))).toEqual(['b']);
  expect(removed({ automatic: those }, stateOf(4, 6), {}, limits(10))).toEqual(['b', 'd', 'a']);
  expect(removed({ automatic: those, writingGigabytes: 1 }, stateOf(5, 5), {}, limits(40))).toEqual(['b']);
});

test('those of events that somebody keeps are never too old, and leave last', () => {
  const those = [automatic('kept', 1000, 'kept'), automatic('old', 61, true), automatic('with', 8, true), automatic('plain', 3)];
  expect(removed({ automatic: those }, stateOf(4, 100), {})).toEqual(['old']);
  expect(removed({ automatic: those }, stateOf(4, 100), {}, { ...byDefault, max_age_days: 10 })).toEqual(['old']);
  const never = { ...byDefault, automatic_max_age_days: 0, automatic_event_max_age_days: 0 };
  const small = (automatic_disk_percent: number) => ({ ...never, automatic_disk_percent });
  expect(removed({ automatic: those }, stateOf(4, 6), {}, small(10))).toEqual(['plain', 'old', 'with']);
  // It stays no reason to remove what a person made.
  expect(removed({ own: [recording('own', 30)], automatic: those }, stateOf(5, 5), { maxTotalBytes: gigabyte }, never)).toEqual([
    'plain',
    'old',
    'with',
    'kept',
  ]);
});

test('however large that part is, they go before all that a person made', () => {
  const those = { own: [recording('own', 30), recording('other', 20)], automatic: [automatic('a', 5, true), automatic('b', 4)] };
  const large = { ...byDefault, automatic_disk_percent: 100 };
  expect(removed(those, stateOf(4, 6), { maxTotalBytes: 3 * gigabyte }, large)).toEqual(['b']);
  expect(removed(those, stateOf(4, 6), { maxTotalBytes: 2 * gigabyte }, large)).toEqual(['b', 'a']);
  expect(removed(those, stateOf(4, 6), { maxTotalBytes: gigabyte }, large)).toEqual(['b', 'a', 'own']);
  expect(removed(those, stateOf(4, 0, 6), { minFreeBytes: gigabyte }, large)).toEqual(['b']);
  expect(removed(those, stateOf(4, 0, 6), { minFreeBytes: 3 * gigabyte }, large)).toEqual(['b', 'a', 'own']);
});

test('what is recorded by itself just now is no reason to remove what a person made', () => {
  const those = { own: [recording('own', 30)], automatic: [automatic('a', 5)], writingGigabytes: 3 };
  expect(removed(those, stateOf(5, 5), { maxTotalBytes: 2 * gigabyte })).toEqual(['a']);
  expect(removed(those, stateOf(5, 0, 5), { minFreeBytes: 3 * gigabyte })).toEqual(['a']);
  expect(removed(those, stateOf(5, 0, 5), { maxDiskUsed: 0.5 })).toEqual(['a']);
});

test('where the disk would not be free enough without all of them, none goes for that', () => {
  const those = { own: [recording('own', 30)], automatic: [automatic('a', 5), automatic('b', 4)] };
  expect(removed(those, stateOf(3, 0, 97), { minFreeBytes: 50 * gigabyte })).toEqual([]);
});

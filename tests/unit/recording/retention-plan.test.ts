import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RemovableRecording } from '../../../main/library/recording.ts';
import { planRetention, type RetentionLimits, type RetentionState } from '../../../main/recording/retention-plan.ts';

const gigabyte = 1_000_000_000;
const unlimited: RetentionLimits = { maxAgeMilliseconds: null, maxTotalBytes: null, maxDiskUsed: 1, minFreeBytes: 0, headroomBytes: 0 };

const certain = { clock: 'synchronized', seenAtRunningMilliseconds: 0 } as const;
const trusted = { runningMilliseconds: 0, isClockTrusted: true };

interface Case {
  candidates: RemovableRecording[];
  state: RetentionState;
  limits: RetentionLimits;
}

const bytes = fc.integer({ min: 0, max: 50 * gigabyte });
const orNull = fc.option(bytes, { nil: null });

/** Disks on which recordings, kept ones, other files and free space add up. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    sizes: fc.array(fc.tuple(fc.integer({ min: 1, max: 10 * gigabyte }), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 30 }),
    keptBytes: bytes,
    otherBytes: bytes,
    freeBytes: bytes,
    maxAgeMilliseconds: fc.option(fc.integer({ min: 0, max: 20_000_000 }), { nil: null }),
    maxTotalBytes: orNull,
    maxDiskUsed: fc.double({ min: 0.1, max: 1, noNaN: true }),
    minFreeBytes: bytes,
    headroomBytes: bytes,
  })
  .map(({ sizes, keptBytes, otherBytes, freeBytes, ...limits }) => {
    let startedAtMilliseconds = 0;
    const candidates = sizes.map(([sizeBytes, gap], index) => ({
      recordingId: String(index),
      startedAtMilliseconds: (startedAtMilliseconds += gap),
      sizeBytes,
      ...certain,
    }));
    const recordingsBytes = keptBytes + sizes.reduce((sum, [size]) => sum + size, 0);
    return {
      candidates,
      limits,
      state: {
        ...trusted,
        nowMilliseconds: 20_000_000,
        recordingsBytes,
        disk: { availableBytes: freeBytes, totalBytes: recordingsBytes + otherBytes + freeBytes },
      },
    };
  });

const after = ({ candidates, state }: Case, removed: number) => {
  const freed = candidates.slice(0, removed).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { recordingsBytes: state.recordingsBytes - freed, availableBytes: state.disk.availableBytes + freed, oldest: candidates[removed] };
};

/** Written again, and in another way, so that a mistake shows. */
function breaks(scene: Case, removed: number): boolean {
  const { limits, state } = scene;
  const { recordingsBytes, availableBytes, oldest } = after(scene, removed);
  const { totalBytes } = state.disk;
  const isTooOld =
    limits.maxAgeMilliseconds !== null &&
    oldest !== undefined &&
    oldest.startedAtMilliseconds < state.nowMilliseconds - limits.maxAgeMilliseconds;
  const isTooMuch = limits.maxTotalBytes !== null && recordingsBytes > limits.maxTotalBytes;
  const fillsDisk = totalBytes - availableBytes > limits.maxDiskUsed * totalBytes && recordingsBytes > totalBytes / 10;
  return isTooOld || isTooMuch || fillsDisk;
}

test('removes the oldest first, and nothing but candidates', () => {
  fc.assert(
    fc.property(cases, ({ candidates, state, limits }) => {
      const ids = planRetention(candidates, state, limits).map(({ recordingId }) => recordingId);
      expect(ids).toEqual(candidates.slice(0, ids.length).map(({ recordingId }) => recordingId));
    }),
  );
});

test('afterwards every limit holds, or nothing is left that may be removed', () => {
  fc.assert(
    fc.property(cases, (scene) => {
      const { length } = planRetention(scene.candidates, scene.state, scene.limits);
      expect(length === scene.candidates.length || !breaks(scene, length)).toBe(true);
    }),
  );
});

test('removes no more than it has to', () => {
  fc.assert(
    fc.property(cases, (scene) => {
      const { length } = planRetention(scene.candidates, scene.state, scene.limits);
      if (length > 0) {
        const { minFreeBytes, headroomBytes } = scene.limits;
        expect(breaks(scene, length - 1) || after(scene, length - 1).availableBytes < minFreeBytes + headroomBytes).toBe(true);
      }
    }),
  );
});

test('makes room where there can be room, and removes nothing for it where there cannot', () => {
  fc.assert(
    fc.property(cases, (scene) => {
      const { length } = planRetention(scene.candidates, scene.state, scene.limits);
      const { minFreeBytes } = scene.limits;
      const couldBeEnough = after(scene, scene.candidates.length).availableBytes >= minFreeBytes;
      if (couldBeEnough) {
        expect(after(scene, length).availableBytes).toBeGreaterThanOrEqual(minFreeBytes);
      } else if (length > 0) {
        expect(breaks(scene, length - 1)).toBe(true);
      }
    }),
  );
});

test('headroom that cannot be had costs nothing', () => {
  fc.assert(
    fc.property(cases, (scene) => {
      const { minFreeBytes, headroomBytes } = scene.limits;
      fc.pre(after(scene, scene.candidates.length).availableBytes < minFreeBytes + headroomBytes);
      const plan = planRetention(scene.candidates, scene.state, scene.limits);
      expect(plan).toEqual(planRetention(scene.candidates, scene.state, { ...scene.limits, headroomBytes: 0 }));
    }),
  );
});

test('removes nothing without limits', () => {
  fc.assert(
    fc.property(cases, ({ candidates, state }) => {
      expect(planRetention(candidates, state, unlimited)).toEqual([]);
    }),
  );
});

test('says why', () => {
  const candidates = [1, 2, 3, 4].map((day) => ({ recordingId: String(day), startedAtMilliseconds: day, sizeBytes: gigabyte, ...certain }));
  const state = {
    ...trusted,
    nowMilliseconds: 100,
    recordingsBytes: 4 * gigabyte,
    disk: { availableBytes: 6 * gigabyte, totalBytes: 10 * gigabyte },
  };
  const reasons = (limits: Partial<RetentionLimits>): string[] =>
    planRetention(candidates, state, { ...unlimited, ...limits }).map(({ reason }) => reason);
  expect(reasons({ maxAgeMilliseconds: 98 })).toEqual(['age']);
  expect(reasons({ maxTotalBytes: 2.5 * gigabyte })).toEqual(['total_size', 'total_size']);
  expect(reasons({ maxDiskUsed: 0.25 })).toEqual(['disk', 'disk']);
  expect(reasons({ minFreeBytes: 7 * gigabyte })).toEqual(['disk']);
  expect(reasons({ maxAgeMilliseconds: 98, maxTotalBytes: 2 * gigabyte, minFreeBytes: 9 * gigabyte })).toEqual([
    'age',
    'total_size',
    'disk',
  ]);
});

test('a disk that other files fill costs no recording while they take less than a tenth of it', () => {
  const candidates = [{ recordingId: 'only', startedAtMilliseconds: 1, sizeBytes: 9 * gigabyte, ...certain }];
  const state = {
    ...trusted,
    nowMilliseconds: 100,
    recordingsBytes: 9 * gigabyte,
    disk: { availableBytes: 5 * gigabyte, totalBytes: 100 * gigabyte },
  };
  expect(planRetention(candidates, state, { ...unlimited, maxDiskUsed: 0.8, minFreeBytes: gigabyte })).toEqual([]);
  expect(
    planRetention(candidates, { ...state, recordingsBytes: 11 * gigabyte }, { ...unlimited, maxDiskUsed: 0.8, minFreeBytes: gigabyte }),
  ).toHaveLength(1);
});

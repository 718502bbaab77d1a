import { expect, test } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { storageOutlook, type StorageOutlookSources } from '../../../main/recording/storage-outlook.ts';
import type { Recording, RemovableAutomatic } from '../../../main/library/recording.ts';
import { TestLibrary } from '../../support/library.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const gigabyte = 1_000_000_000;
const day = 86_400_000;

/** A disk of 100 GB, half of it free, of which recordings may fill all. */
async function scene(recording: Partial<Config['recording']> = {}) {
  const clock = new ManualClock();
  const files = await TestLibrary.create({ clock });
  const config = Config.parse({});
  Object.assign(config.recording, { max_disk_used_percent: 100, min_free_mb: 0, ...recording });
  const seen = new Set<string>();
  const { library } = files;
  const sources: StorageOutlookSources = {
    storage: files.storage,
    config,
    clock,
    diskSpace: () => Promise.resolve({ availableBytes: 50 * gigabyte, totalBytes: 100 * gigabyte }),
    library: {
      usage: (storage) => library.usage(storage),
      recordedSince: (storage, milliseconds) => library.recordedSince(storage, milliseconds),
      lookAtRemovable: (storage, withImported, look) =>
        library.lookAtRemovable(storage, withImported, (own, automatic) => look(own, withSeen(automatic, seen))),
    },
  };
  const now = clock.nowMicroseconds() / 1000;
  return {
    config,
    seen,
    add: (ageDays: number, details: Partial<Recording> = {}) =>
      files.addFiles({ startedAtMilliseconds: now - ageDays * day, sizeBytes: gigabyte, ...details }),
    outlook: async () => {
      await library.recover(files.storage);
      return storageOutlook(sources);
    },
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

function* withSeen(automatic: Iterable<RemovableAutomatic>, seen: ReadonlySet<string>): Generator<RemovableAutomatic> {
  for (const each of automatic) {
    yield { ...each, hasEvents: () => seen.has(each.recordingId) };
  }
}

test('nobody knows how long it lasts before anything was recorded', async () => {
  await using it = await scene();
  expect(await it.outlook()).toEqual({ daysFit: null, firstToGo: [] });
});

test('so many days fit as the last week went on, without what is kept', async () => {
  await using it = await scene();
  await it.add(30);
  await it.add(5);
  await it.add(4);
  await it.add(1, { isKept: true });
  // 54 GB without the kept one, of which 53 may go, at 2 GB a week.
  expect((await it.outlook()).daysFit).toBe(((54 - 1) * 7) / 2);
  it.config.recording.max_total_gb = 11;
  expect((await it.outlook()).daysFit).toBe(((11 - 1) * 7) / 2);
  it.config.recording.max_age_days = 14;
  expect((await it.outlook()).daysFit).toBe(14);
});

test('a camera of this morning has a pace, too, and what is recorded by itself has a part of its own', async () => {
  await using it = await scene({ automatic_disk_percent: 10 });
  await it.add(0.25, { reason: 'motion' });
  await it.add(0.2, { reason: 'scheduled' });
  expect((await it.outlook()).daysFit).toBe(10 / 2);
});

test('what nobody was seen in goes first, then visits, then what was recorded by hand, and never what is kept', async () => {
  await using it = await scene();
  const kept = await it.add(9, { reason: 'motion', isKept: true });
  const own = [await it.add(8), await it.add(7), await it.add(6), await it.add(5)];
  expect((await it.outlook()).firstToGo).toEqual(own.slice(0, 3));
  const visits = [await it.add(4, { reason: 'motion' }), await it.add(3, { reason: 'motion' })];
  visits.forEach((id) => it.seen.add(id));
  expect((await it.outlook()).firstToGo).toEqual(visits);
  const empty = await it.add(2, { reason: 'scheduled' });
  const { firstToGo } = await it.outlook();
  expect(firstToGo).toEqual([empty]);
  expect(firstToGo).not.toContain(kept);
});

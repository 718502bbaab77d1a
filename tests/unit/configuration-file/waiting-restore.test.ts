import { mkdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { readSavedSettings } from '../../../main/config/saved-settings.ts';
import { isRestoreWaiting } from '../../../main/configuration-file/waiting-file.ts';
import { bringBackWaiting, leaveForNextStart } from '../../../main/configuration-file/waiting-restore.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { StartupError } from '../../../main/system/startup-error.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const zone = {
  zone_id: 'a1',
  camera_id: 'main',
  name: 'Bed',
  kind: 'place',
  place: 'bed',
  polygon: [
    [0, 0],
    [1, 0],
    [1, 1],
  ],
} as const;
const pet = {
  pet_id: 3,
  name: 'Luna',
  species: 'cat',
  breed: '',
  color: '',
  birth_date: null,
  gender: 'unknown',
  weight_kg: null,
  microchip_id: '',
  notes: '',
  picture: Buffer.from('jpeg').toString('base64'),
  created_at_ms: 1,
  updated_at_ms: 2,
} as const;
const contents = { settings: { recording: { max_age_days: 9 } }, zones: [zone], pets: [pet] };

function rowsOf(directory: string, table: string): Record<string, unknown>[] {
  using database = new DatabaseSync(join(directory, 'events.db'), { readOnly: true });
  return database
    .prepare(`SELECT * FROM ${table}`)
    .all()
    .map((row) => ({ ...row }));
}

test('what is interrupted in the middle is done again as a whole', async () => {
  await using directory = await temporaryDirectory();
  await leaveForNextStart(directory.path, contents);
  // Settings come last: where they cannot be written, the rest is there already, and none of it counts.
  await mkdir(join(directory.path, 'settings.yaml', 'in the way'), { recursive: true });
  await expect(bringBackWaiting(directory.path, silentLogger)).rejects.toThrow(StartupError);
  expect(isRestoreWaiting(directory.path)).toBe(true);
  expect(rowsOf(directory.path, 'pets')).toHaveLength(1);

  await rm(join(directory.path, 'settings.yaml'), { recursive: true });
  await bringBackWaiting(directory.path, silentLogger);
  expect(isRestoreWaiting(directory.path)).toBe(false);
  expect(rowsOf(directory.path, 'zones')).toMatchObject([{ id: 'a1', labels: '[]' }]); // a file of an older PetLog names none
  expect(rowsOf(directory.path, 'pets')).toMatchObject([{ id: 3, name: 'Luna' }]);
  expect(rowsOf(directory.path, 'zones')).toMatchObject([{ id: 'a1', name: 'Bed' }]);
  expect((await readSavedSettings(join(directory.path, 'settings.yaml'))).patch).toEqual({ recording: { max_age_days: 9 } });
  const name = String(rowsOf(directory.path, 'pets')[0]?.['picture']);
  expect(await readFile(join(directory.path, 'events', 'pets', name.slice(0, 2), `${name}.jpg`), 'utf8')).toBe('jpeg');
});

test('of a pet that is the same the events stay its own; those of another are nobody’s', async () => {
  await using directory = await temporaryDirectory();
  await leaveForNextStart(directory.path, { pets: [pet, { ...pet, pet_id: 4, name: 'Mimi' }] });
  await bringBackWaiting(directory.path, silentLogger);
  {
    using database = new DatabaseSync(join(directory.path, 'events.db'));
    const insert = database.prepare(
      "INSERT INTO events (camera_id, event_type, pet_id, decided_by, started_at_ms, duration_ms, is_open, created_at_ms) VALUES ('main', 'visit', ?, 'person', 0, 0, 0, 0)",
    );
    insert.run(3);
    insert.run(4);
  }
  await leaveForNextStart(directory.path, {
    pets: [
      { ...pet, name: 'Luna II' },
      { ...pet, pet_id: 4, name: 'Other', created_at_ms: 77 },
    ],
  });
  await bringBackWaiting(directory.path, silentLogger);
  expect(rowsOf(directory.path, 'events').map(({ pet_id: id }) => id)).toEqual([3, null]);
  expect(rowsOf(directory.path, 'pets').map(({ name }) => name)).toEqual(['Luna II', 'Other']);
});

test('what waits and is damaged is put aside, and the start goes on', async () => {
  await using directory = await temporaryDirectory();
  await leaveForNextStart(directory.path, { pets: [{ ...pet, name: 7 }], settings: { recording: { max_age_days: 9 } } });
  await bringBackWaiting(directory.path, silentLogger);
  expect(isRestoreWaiting(directory.path)).toBe(false);
  expect(existsSync(join(directory.path, 'restore.json.damaged'))).toBe(true);
  expect(existsSync(join(directory.path, 'settings.yaml'))).toBe(false);
});

import { expect, test } from 'vitest';
import { readFile, rm } from 'node:fs/promises';
import { RecordingChangeInput } from '../../../shared/recording-change.ts';
import { TestLibrary } from '../../support/library.ts';

const noon = Date.UTC(2026, 4, 1, 12);

test('name and note are found again after the database was made anew from the files', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: noon });
  await test.library.recover(test.storage);
  expect(await test.library.change(id, { name: 'Luna jumps', note: 'From the table.\nTwice.' })).toMatchObject({
    name: 'Luna jumps',
    note: 'From the table.\nTwice.',
    kept: false,
  });
  expect(await test.library.change(id, { kept: true })).toMatchObject({ name: 'Luna jumps', kept: true });
  await test.library.close();
  await rm(test.databasePath);
  await test.reopen();
  await test.library.recover(test.storage);
  expect(test.library.list({}).recordings).toMatchObject([{ name: 'Luna jumps', note: 'From the table.\nTwice.', kept: true }]);
  expect(await test.library.change(id, { name: '' })).toMatchObject({ name: '', note: 'From the table.\nTwice.' });
});

test('a sidecar of a PetLog without names is read as one without a name', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: noon });
  expect(await readFile(test.storage.sidecar(id), 'utf8')).toContain('"name": ""');
  await test.library.recover(test.storage);
  expect(test.library.list({}).recordings).toMatchObject([{ name: '', note: '' }]);
});

test('a search finds what has each of its words in name or note, in any case and way of writing', async () => {
  await using test = await TestLibrary.create();
  const jump = await test.addFiles({ startedAtMilliseconds: noon, name: 'Ärger mit Luna', note: 'auf dem Tisch' });
  await test.addFiles({ startedAtMilliseconds: noon + 1000, name: 'Rocky', note: 'sleeps, 100%_sure' });
  await test.addFiles({ startedAtMilliseconds: noon + 2000, cameraId: 'garden', name: 'Luna' });
  await test.addFiles({ startedAtMilliseconds: noon + 3000 });
  await test.library.recover(test.storage);
  const found = (q: string, cameras?: string[]): string[] => test.library.list({ q }, cameras).recordings.map(({ name }) => name);
  expect(found('luna')).toEqual(['Luna', 'Ärger mit Luna']);
  expect(found('A\u0308RGER  tisch')).toEqual(['Ärger mit Luna']);
  expect(found('luna rocky')).toEqual([]);
  expect(found('%_')).toEqual(['Rocky']);
  expect(found('luna', ['main'])).toEqual(['Ärger mit Luna']);
  expect(found(' ')).toHaveLength(4);
  expect(test.library.list({ q: 'luna', page_size: 1 })).toMatchObject({ total_count: 2, recordings: [{ name: 'Luna' }] });
  await test.library.change(jump, { name: 'Tidy', note: '' });
  expect(found('ärger')).toEqual([]);
});

test('a name is one line of at most 100 characters, and a change says something', () => {
  expect(RecordingChangeInput.parse({ id: 'x', name: '  Luna 🐈  ' })).toEqual({ id: 'x', name: 'Luna 🐈' });
  for (const wrong of [{}, { name: 'a\nb' }, { name: 'x'.repeat(101) }, { note: 'x'.repeat(2001) }, { note: '\u0000' }, { name: 7 }]) {
    expect(RecordingChangeInput.safeParse({ id: 'x', ...wrong }).success).toBe(false);
  }
});

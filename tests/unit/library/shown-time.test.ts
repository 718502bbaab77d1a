import { expect, test } from 'vitest';
import { TestLibrary } from '../../support/library.ts';

const noon = Date.parse('2026-05-01T12:00:00Z');
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A recording that was asked for at noon, with 20 seconds from before, and one that ended 5 seconds before it begins. */
async function library(): Promise<TestLibrary> {
  const files = await TestLibrary.create();
  await files.addFiles({
    recordingId: 'before',
    startedAtMilliseconds: noon - 80_000,
    preRollMilliseconds: 5000,
    durationMilliseconds: 60_000,
  });
  await files.addFiles({ recordingId: 'at-noon', startedAtMilliseconds: noon, preRollMilliseconds: 20_000, durationMilliseconds: 50_000 });
  await files.library.recover(files.storage);
  return files;
}

test('a recording shows what was before it was asked for, and ends when its file does', async () => {
  await using files = await library();
  const { spans } = files.library.timeline({ start_date: iso(noon - 3_600_000), end_date: iso(noon + 3_600_000) }, 'main');
  expect(spans.map(({ start, end }) => [start, end])).toEqual([
    [iso(noon - 85_000), iso(noon - 25_000)],
    [iso(noon - 20_000), iso(noon + 30_000)],
  ]);
});

test('what began before a recording was asked for is shown by it, and not by the one before', async () => {
  await using files = await library();
  const showing = (fromMilliseconds: number, toMilliseconds = fromMilliseconds): string[] =>
    files.library.showing({ cameraId: 'main', fromMilliseconds: noon + fromMilliseconds, toMilliseconds: noon + toMilliseconds });
  expect(files.library.covering({ cameraId: 'main', fromMilliseconds: noon - 18_000, toMilliseconds: noon })).toMatchObject({
    recordingId: 'at-noon',
  });
  expect(showing(-20_000)).toEqual(['at-noon']);
  expect(showing(-22_000)).toEqual([]);
  expect(showing(-26_000, 0)).toEqual(['before', 'at-noon']);
  expect(showing(31_000)).toEqual([]);
});

import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TestLibrary } from '../../support/library.ts';
import { addRecordings } from '../../support/many-recordings.ts';

/** A camera that starts asks the disk about as often, one thing after the other. */
const questions = 100;

test('thousands of recordings that are not in the list yet do not keep a camera waiting that starts meanwhile', async () => {
  await using files = await TestLibrary.create();
  await addRecordings(files.storage, 5000);
  const ended: string[] = [];
  const recovered = files.library.recover(files.storage).then(() => ended.push('library'));
  const camera = (async () => {
    for (let count = 0; count < questions; count += 1) {
      await stat(files.dataDirectory);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    ended.push('camera');
  })();
  await Promise.all([recovered, camera]);
  expect(ended).toEqual(['camera', 'library']);
  expect(files.library.list({}).total_count).toBe(5000);
});

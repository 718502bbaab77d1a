import { mkdir, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TestLibrary } from '../../support/library.ts';
import { addRecordings } from '../../support/many-recordings.ts';

/** A camera that starts asks the disk about as often, one thing after the other. */
const questions = 100;
const count = 1500;

test('thousands of recordings that are not in the list yet do not keep a camera waiting that starts meanwhile', async () => {
  await using files = await TestLibrary.create();
  await mkdir(files.storage.absolutePath, { recursive: true });
  await addRecordings(files.storage, count);
  const recovered = files.library.recover(files.storage);
  while (files.library.list({}).total_count === 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  let question = 0;
  while (question < questions && files.library.list({}).total_count < count) {
    await stat(files.dataDirectory);
    await new Promise((resolve) => setTimeout(resolve, 1));
    question += 1;
  }
  expect(question).toBe(questions);
  await recovered;
  expect(files.library.list({}).total_count).toBe(count);
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WrittenFile } from '../../../main/media-process/written-file.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('writes where it is told, as much as it is told', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'file');
  await writeFile(path, 'what was there');
  const file = await WrittenFile.open(path);
  await file.write(Buffer.from('is'), 5);
  await file.truncate(7);
  await file.syncData();
  await file.write(Buffer.alloc(3_000_000, ' and more'), 7);
  await file.sync();
  await file.close();
  const written = await readFile(path, 'utf8');
  expect([written.slice(0, 16), written.length]).toEqual(['what is and more', 3_000_007]);
});

test('says what the system says', async () => {
  await using directory = await temporaryDirectory();
  await expect(WrittenFile.open(join(directory.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  const full = await WrittenFile.open('/dev/full');
  await expect(full.write(Buffer.from('more'), 0)).rejects.toMatchObject({ code: 'ENOSPC' });
  await full.close();
  await expect(full.close()).rejects.toMatchObject({ code: 'EBADF' });
});

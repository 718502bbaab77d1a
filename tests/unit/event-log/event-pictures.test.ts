import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EventPictures } from '../../../main/event-log/event-pictures.ts';
import { PictureFiles } from '../../../main/event-log/picture-files.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** On a disk that takes nothing until it is let. */
class HeldPictureFiles extends PictureFiles {
  readonly #held = Promise.withResolvers<void>();

  letGo(): void {
    this.#held.resolve();
  }

  override async write(jpeg: Uint8Array): Promise<string> {
    await this.#held.promise;
    return super.write(jpeg);
  }
}

const jpeg = (text: string): Uint8Array => Buffer.from(text);
const text = (picture: Uint8Array | null): string | null => (picture === null ? null : Buffer.from(picture).toString());

test('a picture is there before the disk has taken it, and of several the newest', async () => {
  await using directory = await temporaryDirectory();
  const files = new HeldPictureFiles(join(directory.path, 'pictures'));
  const written: number[] = [];
  const pictures = new EventPictures({
    files,
    logger: silentLogger,
    onWritten(eventId) {
      written.push(eventId);
      return null;
    },
  });
  pictures.put(1, jpeg('a cat'));
  pictures.put(2, jpeg('a dog'));
  expect([1, 2, 3].map((id) => text(pictures.unwritten(id)))).toEqual(['a cat', 'a dog', null]);
  pictures.put(1, jpeg('the cat, nearer'));
  expect(text(pictures.unwritten(1))).toBe('the cat, nearer');
  files.letGo();
  await pictures.idle;
  expect([1, 2].map((id) => pictures.unwritten(id))).toEqual([null, null]);
  expect(written).toEqual([1, 2, 1]);
});

test('one that the disk does not take is kept no longer', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'pictures');
  await writeFile(path, 'in the way');
  const pictures = new EventPictures({ files: new PictureFiles(path), logger: silentLogger, onWritten: () => null });
  pictures.put(1, jpeg('a cat'));
  expect(text(pictures.unwritten(1))).toBe('a cat');
  await pictures.idle;
  expect(pictures.unwritten(1)).toBeNull();
});

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventPictures } from '../../../main/event-log/event-pictures.ts';
import { PictureFiles } from '../../../main/event-log/picture-files.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  directory = await temporaryDirectory();
});

afterEach(async () => {
  await directory[Symbol.asyncDispose]();
});

const jpeg = (text: string): Uint8Array => new TextEncoder().encode(text);

/** On a disk that takes nothing for a while. */
class SlowFiles extends PictureFiles {
  readonly #taken = Promise.withResolvers<void>();

  take(): void {
    this.#taken.resolve();
  }

  override async write(bytes: Uint8Array): Promise<string> {
    await this.#taken.promise;
    return super.write(bytes);
  }
}

describe('a picture that the disk has not taken yet', () => {
  it('can be had, the newest of each event, until it is written', async () => {
    const files = new SlowFiles(directory.path);
    const written: number[] = [];
    const pictures = new EventPictures({
      files,
      logger: silentLogger,
      onWritten(eventId) {
        written.push(eventId);
        return null;
      },
    });
    const [first, second, newer] = [jpeg('first'), jpeg('second'), jpeg('newer')];
    pictures.put(1, first);
    pictures.put(2, second);
    expect([1, 2, 3].map((eventId) => pictures.unwritten(eventId))).toEqual([first, second, null]);
    pictures.put(1, newer);
    expect(pictures.unwritten(1)).toBe(newer);
    files.take();
    await pictures.idle;
    expect([1, 2].map((eventId) => pictures.unwritten(eventId))).toEqual([null, null]);
    expect(written).toEqual([1, 2, 1]);
  });

  it('is let go of where it cannot be written', async () => {
    await writeFile(join(directory.path, 'pictures'), 'no directory');
    const pictures = new EventPictures({
      files: new PictureFiles(join(directory.path, 'pictures')),
      logger: silentLogger,
      onWritten: () => null,
    });
    pictures.put(1, jpeg('a picture'));
    expect(pictures.unwritten(1)).not.toBeNull();
    await pictures.idle;
    expect(pictures.unwritten(1)).toBeNull();
  });
});

describe('the search for what nobody knows', () => {
  it('leaves what was written since the start, which nobody may know yet, and removes the rest', async () => {
    const earlier = new PictureFiles(directory.path);
    const [known, unknown] = [await earlier.write(jpeg('known')), await earlier.write(jpeg('unknown'))];
    const files = new PictureFiles(directory.path);
    const name = await files.write(jpeg('of this start'));
    const halfWritten = join(dirname(files.path(known)), `.${known}.jpg.0.tmp`);
    await writeFile(halfWritten, 'of a killed process');
    await files.removeOrphans((one) => one === known);
    expect([name, known, unknown].map((one) => existsSync(files.path(one)))).toEqual([true, true, false]);
    expect(existsSync(halfWritten)).toBe(false);
  });

  it('leaves what is being written', async () => {
    const files = new PictureFiles(directory.path);
    // Each folder is looked through while files are written into it.
    await Promise.all(Array.from({ length: 256 }, (_, index) => mkdir(join(directory.path, index.toString(16).padStart(2, '0')))));
    const writing = Array.from({ length: 200 }, () => files.write(jpeg('being written')));
    const [names] = await Promise.all([Promise.all(writing), files.removeOrphans(() => false)]);
    expect(names.filter((name) => !existsSync(files.path(name)))).toEqual([]);
  });
});

import { open } from 'node:fs/promises';
import type { EnteredFile } from '../files/entered-file.ts';
import { JpegSplitter } from '../frames/jpeg-splitter.ts';
import type { Clock } from '../system/clock.ts';
import { FramePacer } from '../system/frame-pacer.ts';
import type { WriteJpeg } from './output.ts';
import { CaptureError, type FileRequest } from './request.ts';

const CHUNK_BYTES = 64 * 1024;
const LARGEST_JPEG_BYTES = 16 * 1024 * 1024;

/** The pictures of the file in their order, again and again, byte for byte. @throws CaptureError when it holds none */
async function* picturesForEver(path: string, file: Pick<EnteredFile, 'path'>): AsyncGenerator<Buffer, void, undefined> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const waiting: Buffer[] = [];
    const splitter = new JpegSplitter(
      LARGEST_JPEG_BYTES,
      (jpeg) => waiting.push(jpeg),
      () => {},
    );
    let count = 0;
    await using handle = await open(file.path);
    for (let bytesRead = -1; bytesRead !== 0;) {
      ({ bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES));
      splitter.push(chunk.subarray(0, bytesRead));
      count += waiting.length;
      yield* waiting.splice(0);
    }
    if (count === 0) {
      throw new CaptureError(`the file ${path} holds no complete JPEG picture`);
    }
  }
}

/** Plays the pictures of the file at the configured rate, in a loop. Returns only by throwing. */
export async function playMjpegFile(
  { path, framesPerSecond }: FileRequest,
  file: Pick<EnteredFile, 'path'>,
  write: WriteJpeg,
  clock: Clock,
): Promise<void> {
  const slots = new FramePacer(framesPerSecond, clock).slots();
  for await (const jpeg of picturesForEver(path, file)) {
    await slots.next();
    await write(jpeg);
  }
}

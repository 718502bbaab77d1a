import { open } from 'node:fs/promises';
import { JpegSplitter } from '../frames/jpeg-splitter.ts';
import type { Clock } from '../system/clock.ts';
import { FramePacer } from '../system/frame-pacer.ts';
import type { WriteJpeg } from './output.ts';
import { CaptureError, type FileRequest } from './request.ts';

const CHUNK_BYTES = 64 * 1024;
const LARGEST_JPEG_BYTES = 16 * 1024 * 1024;

/**
 * Whether the file begins like a JPEG: then it is JPEGs back to back, or a single one.
 *
 * @throws CaptureError when it cannot be read or is empty
 */
export async function isMjpegFile(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    if (!(await file.stat()).isFile()) {
      throw new CaptureError(`${path} is not a file`);
    }
    const { bytesRead, buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
    if (bytesRead === 0) {
      throw new CaptureError(`the file ${path} is empty`);
    }
    return buffer.equals(Buffer.from([0xff, 0xd8, 0xff]));
  } catch (error) {
    throw error instanceof CaptureError ? error : new CaptureError(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no file ${path}`;
    case 'EACCES':
    case 'EPERM':
      return `the file ${path} may not be read: permission denied`;
    default:
      return `the file ${path} could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The pictures of the file in their order, again and again, byte for byte. @throws CaptureError when it holds none */
async function* picturesForEver(path: string): AsyncGenerator<Buffer, void, undefined> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const waiting: Buffer[] = [];
    const splitter = new JpegSplitter(
      LARGEST_JPEG_BYTES,
      (jpeg) => waiting.push(jpeg),
      () => {},
    );
    let count = 0;
    await using file = await open(path);
    for (let bytesRead = -1; bytesRead !== 0; ) {
      ({ bytesRead } = await file.read(chunk, 0, CHUNK_BYTES));
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
export async function playMjpegFile({ path, framesPerSecond }: FileRequest, write: WriteJpeg, clock: Clock): Promise<void> {
  const slots = new FramePacer(framesPerSecond, clock).slots();
  for await (const jpeg of picturesForEver(path)) {
    await slots.next();
    await write(jpeg);
  }
}

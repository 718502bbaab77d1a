/** Video files that people name: of which kinds, and in which places. */
import { constants, open, readlink, realpath, stat, type FileHandle } from 'node:fs/promises';
import { isAbsolute, normalize, sep } from 'node:path';
import { holdsSeveralJpegs, videoKind, type VideoKind } from './video-kind.ts';

/** Where a file may be: below these directories, or `anywhere`, for whoever owns the machine. */
export type FilePlaces = readonly string[] | 'anywhere';

export type RefusalReason = 'place' | 'kind' | 'unreadable';

/** A sentence about a file, with its path: for those who may know it. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A file that was looked at and stays open: whatever its path leads to from now on, it is this one. */
export interface EnteredFile extends AsyncDisposable {
  /** Opens this very file again, until it is closed. */
  readonly path: string;
  readonly kind: VideoKind;
}

const playable = 'MP4, MOV, Matroska, WebM, AVI, MPEG, FLV, Ogg, ASF, H.264, H.265 and Motion JPEG are';

/** Whether a path, as it is written, is below one of these directories. Asks no disk: nobody learns what is elsewhere. */
export function isBelow(path: string, directories: readonly string[]): boolean {
  const isPlain = isAbsolute(path) && !path.split(sep).includes('..') && !path.includes('\0');
  return isPlain && directories.some((directory) => normalize(path).startsWith(`${normalize(directory).replace(/\/+$/, '')}/`));
}

/**
 * Opens a video file that may be used.
 *
 * @throws FileRefusal when it is in another place, is no video, or cannot be read
 */
export async function openEnteredFile(path: string, places: FilePlaces): Promise<EnteredFile> {
  if (places !== 'anywhere' && !isBelow(path, places)) {
    throw new FileRefusal('place', `${path} is not below a directory of security.allowed_directories`);
  }
  const handle = await openFile(path);
  try {
    const pathNow = `/proc/self/fd/${handle.fd}`;
    // Asked of the open file: between a look at its path and the opening, a link may have been put there.
    if (places !== 'anywhere' && !isBelow(await readlink(pathNow), await realDirectories(places))) {
      throw new FileRefusal('place', `${path} leads out of the directories of security.allowed_directories`);
    }
    const kind = await videoKind(handle);
    if (kind === null) {
      throw new FileRefusal('kind', `${path} is not a video file; ${playable}`);
    }
    // Whoever owns the machine may show one picture for ever.
    if (places !== 'anywhere' && kind === 'mjpeg' && !(await holdsSeveralJpegs(handle))) {
      throw new FileRefusal('kind', `${path} is a picture, not a video file; ${playable}`);
    }
    return { path: pathNow, kind, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error instanceof FileRefusal ? error : new FileRefusal('unreadable', unreadable(path, error));
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    if (!(await stat(path)).isFile()) {
      throw new FileRefusal('kind', `${path} is not a file`); // opening some devices does something
    }
    // Not waiting for the writer of a pipe that has taken the file's place.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = await handle.stat();
    if (status.isFile() && status.size > 0) {
      return handle;
    }
    await handle.close();
    throw new FileRefusal('kind', status.isFile() ? `the file ${path} is empty` : `${path} is not a file`);
  } catch (error) {
    throw error instanceof FileRefusal ? error : new FileRefusal('unreadable', unreadable(path, error));
  }
}

/** The places themselves may be reached by links: those are their owner's. */
async function realDirectories(places: readonly string[]): Promise<string[]> {
  const found = await Promise.all(places.map((place) => realpath(place).catch(() => null)));
  return found.filter((place) => place !== null);
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

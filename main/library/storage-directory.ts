import type { Dirent } from 'node:fs';
import { open, opendir, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { isMissing } from '../system/is-missing.ts';
import { makeDirectory } from '../system/make-directory.ts';
import { fittingFilename } from './fitting-filename.ts';

/** What belongs to recordings but is none: sidecars, further parts, temporary files. */
const hiddenName = '.petlog';
const picturesName = 'pictures';
const sharedName = 'shared';
const historyName = 'rewind';
const extension = '.mp4';
const namesAtOnce = 256;
/** Ends the name of a file whose recording was removed. */
export const removedExtension = '.removed';

export const pictureKinds = ['thumbnail', 'preview'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** The directory of the recordings and the names in it. */
export class StorageDirectory {
  readonly absolutePath: string;
  /** As the library and the API write it: relative to the data directory. */
  readonly relativePath: string;
  readonly #dataDirectory: string;
  readonly #hiddenPath: string;

  /** @param storagePath relative to the data directory, or absolute */
  constructor(dataDirectory: string, storagePath: string) {
    this.#dataDirectory = resolve(dataDirectory);
    this.absolutePath = resolve(dataDirectory, storagePath);
    this.relativePath = relative(this.#dataDirectory, this.absolutePath);
    this.#hiddenPath = join(this.absolutePath, hiddenName);
  }

  file(filename: string): string {
    return join(this.absolutePath, filename);
  }

  /**
   * Whether there is a video of that name: a file, or a link to one.
   *
   * @throws the system's error when the disk does not tell
   */
  hasFile(filename: string): Promise<boolean> {
    return isFile(this.file(filename));
  }

  hiddenFile(filename: string): string {
    return join(this.#hiddenPath, filename);
  }

  sidecar(recordingId: string): string {
    return this.hiddenFile(`${recordingId}.json`);
  }

  /** Of a file in it, as people read it: relative to the data directory. */
  relativePathOf(path: string): string {
    return relative(this.#dataDirectory, path);
  }

  removedName(recordingId: string): string {
    return `${recordingId}${removedExtension}`;
  }

  /** Where the file of a removed recording waits for its end. */
  removed(recordingId: string): string {
    return this.hiddenFile(this.removedName(recordingId));
  }

  /** In a directory of their own, so that listing the sidecars takes no longer. */
  picture(recordingId: string, kind: PictureKind): string {
    return join(this.#hiddenPath, picturesName, `${recordingId}.${kind}.jpg`);
  }

  /** @throws the system's error */
  async preparePictures(): Promise<void> {
    await makeDirectory(join(this.#hiddenPath, picturesName), 0o750);
  }

  /**
   * The files among the pictures, and the recordings that they belong to.
   *
   * @throws the system's error
   */
  async *pictures(): AsyncGenerator<{ path: string; recordingId: string }> {
    const directory = join(this.#hiddenPath, picturesName);
    for await (const name of namesIn(directory)) {
      yield { path: join(directory, name), recordingId: name.replace(/\.(thumbnail|preview)\.jpg$/, '') };
    }
  }

  /** A part of a recording that is shared by a link: a file of its own. */
  sharedPart(shareId: string): string {
    return join(this.#hiddenPath, sharedName, `${shareId}${extension}`);
  }

  /** @throws the system's error */
  async prepareSharedParts(): Promise<void> {
    await makeDirectory(join(this.#hiddenPath, sharedName), 0o750);
  }

  /**
   * Of the parts that are shared.
   *
   * @throws the system's error
   */
  async *sharedParts(): AsyncGenerator<string> {
    for await (const name of namesIn(join(this.#hiddenPath, sharedName))) {
      yield join(this.#hiddenPath, sharedName, name);
    }
  }

  /** Of the last minutes of a camera's live picture. */
  historyDirectory(cameraId: string): string {
    return join(this.#hiddenPath, cameraId === mainCameraId ? historyName : `${historyName}-${cameraId}`);
  }

  /** Never rejects: on a disk that is not there, nothing is in the way. */
  async removeHistory(cameraId: string): Promise<void> {
    await rm(this.historyDirectory(cameraId), { recursive: true, force: true }).catch(() => {});
  }

  /** @throws the system's error */
  async prepare(): Promise<void> {
    await makeDirectory(this.#hiddenPath, 0o750);
  }

  /**
   * Makes an empty file of that name, or of the first free one after it: `name.mp4`, `name (2).mp4`, ... Nothing is ever overwritten.
   * A name that is too long for the disk is cut off.
   *
   * @returns its name
   * @throws the system's error
   */
  async reserve(name: string): Promise<string> {
    for (let count = 1; ; count += 1) {
      const filename = fittingFilename(name, `${count === 1 ? '' : ` (${count})`}${extension}`);
      try {
        await (await open(this.file(filename), 'wx', 0o640)).close();
        return filename;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
          throw error;
        }
      }
    }
  }

  /** @throws the system's error */
  async createHidden(filename: string): Promise<void> {
    await (await open(this.hiddenFile(filename), 'w', 0o640)).close();
  }

  /**
   * The names of the videos, and of the hidden files. A directory that is not there is empty. Pipes, devices and directories are left out: who opens a pipe waits for ever.
   *
   * @throws the system's error
   */
  async contents(): Promise<{ videos: Set<string>; hidden: Set<string> }> {
    const videos = new Set<string>();
    for await (const name of namesIn(this.absolutePath)) {
      if (name.endsWith(extension) && !name.startsWith('.')) {
        videos.add(name);
      }
    }
    const hidden = new Set<string>();
    for await (const name of namesIn(this.#hiddenPath)) {
      hidden.add(name);
    }
    return { videos, hidden };
  }

  /**
   * Whether the directory is on another disk than the data directory, such as a USB stick. Without it, an empty mount point remains.
   *
   * @throws the system's error
   */
  async hasOwnDisk(): Promise<boolean> {
    try {
      return (await stat(this.absolutePath)).dev !== (await stat(this.#dataDirectory)).dev;
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }
}

/** A few hundred at a time: the names of a hundred thousand files at once would stop everything else for a while. None of a directory that is not there. */
async function* namesIn(path: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(path, { bufferSize: namesAtOnce })) {
      if (entry.isFile() || (isOfUnknownKind(entry) && (await isFile(join(path, entry.name))))) {
        yield entry.name;
      }
    }
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
  }
}

/** A link to something, or on a file system that does not say what an entry is. */
const isOfUnknownKind = (entry: Dirent): boolean =>
  !entry.isDirectory() && !entry.isFIFO() && !entry.isSocket() && !entry.isBlockDevice() && !entry.isCharacterDevice();

/** @throws the system's error, except that a link to nothing is no file */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ELOOP')) {
      return false;
    }
    throw error;
  }
}

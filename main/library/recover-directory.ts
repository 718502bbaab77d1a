import { rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Logger } from '../system/logger.ts';
import { finishRecording, measuredFrameRate, partsOf, sizeOfParts } from './finish-recording.ts';
import type { KeyedLock } from './keyed-lock.ts';
import type { LibraryDatabase } from './library-database.ts';
import type { MediaFiles } from './media-files.ts';
import { recordingIdOf, type Recording } from './recording.ts';
import { readSidecar, writeSidecar } from './sidecar.ts';
import { removeRemains } from './remove-recording.ts';
import { removedExtension, type StorageDirectory } from './storage-directory.ts';
import { unhurried } from './unhurried.ts';

export interface RecoveryOptions {
  storage: StorageDirectory;
  database: LibraryDatabase;
  media: MediaFiles;
  logger: Logger;
  /** Whether this process is writing the recording. */
  isActive: (recordingId: string) => boolean;
  locks: KeyedLock;
  /** Ends the work early, between two recordings. */
  signal: AbortSignal;
}

/** How many recordings came to the list, were repaired, and left it. */
export interface RecoveryResult {
  /** Absolute path of the directory. */
  readonly path: string;
  readonly found: number;
  readonly repaired: number;
  readonly gone: number;
}

/** A kill within the first half second leaves a file without a whole picture; more than that at the highest bit rate is worth a look by somebody. */
const tornFragmentBytes = 4 * 1024 * 1024;

const holdsNoPicture = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENODATA';

/** Sidecars read at once; more would only fill memory. */
const batchSize = 64;
const rowsAtOnce = 500;

/**
 * Makes files, sidecars and database agree: unfinished recordings are
 * repaired, rows without files and files without rows settled, temporary files
 * removed.
 *
 * @throws the system's error when the directory cannot be read; nothing is changed then
 */
export async function recoverDirectory(options: RecoveryOptions): Promise<RecoveryResult> {
  const { storage, database, isActive, signal } = options;
  let found = 0;
  let repaired = 0;
  let gone = 0;
  const known = await knownRecordings(options);
  const { videos, hidden } = await storage.contents();
  await removeTemporaryFiles(storage, hidden, isActive);
  gone += await removeRemoved(options, hidden);

  const unfinished: string[] = [];
  const unknown: string[] = [];
  for await (const name of unhurried(hidden)) {
    const recordingId = name.endsWith('.json') ? name.slice(0, -'.json'.length) : null;
    if (recordingId !== null && !isActive(recordingId)) {
      const row = known.get(recordingId);
      if (row === undefined) {
        unknown.push(recordingId);
      } else if (row.state !== 'finished') {
        unfinished.push(recordingId);
      }
    }
  }
  for await (const [recordingId, { state }] of unhurried(known)) {
    if (state !== 'finished' && !hidden.has(`${recordingId}.json`) && !isActive(recordingId)) {
      known.delete(recordingId); // only its file can tell now
      database.write((table) => table.remove(recordingId));
    }
  }
  const named = new Set<string>();
  for await (const { filename } of unhurried(known.values())) {
    named.add(filename);
  }
  for (let begin = 0; begin < unknown.length && !signal.aborted; begin += batchSize) {
    const ids = unknown.slice(begin, begin + batchSize);
    const read = await Promise.all(ids.map((id) => readSidecar(storage.sidecar(id), storage.relativePath)));
    const sidecars = read.filter((sidecar) => sidecar !== null);
    sidecars.forEach(({ recording }) => named.add(recording.filename));
    unfinished.push(...sidecars.filter(({ recording }) => recording.state !== 'finished').map(({ recording }) => recording.recordingId));
    const finished = sidecars.map(({ recording }) => recording).filter(({ state, filename }) => state === 'finished' && videos.has(filename));
    database.write((table) => table.put(...finished));
    found += finished.length;
    await Promise.all(
      sidecars.filter(({ recording }) => recording.state === 'finished' && !videos.has(recording.filename)).map(({ recording }) => rm(storage.sidecar(recording.recordingId), { force: true })),
    );
  }
  for (const recordingId of unfinished) {
    if (!signal.aborted) {
      repaired += (await options.locks.run(recordingId, () => repair(recordingId, options))) ? 1 : 0;
    }
  }
  for await (const [recordingId, { filename, state }] of unhurried(known)) {
    if (state === 'finished' && !videos.has(filename) && !isActive(recordingId)) {
      database.write((table) => table.remove(recordingId));
      await rm(storage.sidecar(recordingId), { force: true });
      gone += 1;
    }
  }
  for await (const filename of unhurried(videos)) {
    // A recording may have begun since the rows were read.
    if (!signal.aborted && !named.has(filename) && !database.read((table) => table.hasFile(storage.relativePath, filename))) {
      found += (await adopt(filename, options)) ? 1 : 0;
    }
  }
  return { path: storage.absolutePath, found, repaired, gone };
}

type KnownRecordings = Map<string, Pick<Recording, 'filename' | 'state'>>;

async function knownRecordings({ database, storage }: RecoveryOptions): Promise<KnownRecordings> {
  const known: KnownRecordings = new Map();
  let last = '';
  for (;;) {
    const rows = database.read((table) => table.ofDirectory(storage.relativePath, last, rowsAtOnce));
    for (const { recordingId, filename, state } of rows) {
      known.set(recordingId, { filename, state });
    }
    if (rows.length < rowsAtOnce) {
      return known;
    }
    last = rows.at(-1)?.filename ?? last;
    await breathe(); // the live picture goes on meanwhile
  }
}

async function removeTemporaryFiles(storage: StorageDirectory, hidden: ReadonlySet<string>, isActive: (recordingId: string) => boolean): Promise<void> {
  for await (const name of unhurried(hidden)) {
    if (name.endsWith('.tmp') && !isActive(name.replace(/^\./, '').replace(/\.(json\..*)?tmp$/, ''))) {
      await rm(storage.hiddenFile(name), { force: true });
    }
  }
}

/** A crash came between the two halves of a removal; what has begun is done. */
async function removeRemoved({ storage, database }: RecoveryOptions, hidden: Set<string>): Promise<number> {
  let count = 0;
  for await (const name of unhurried(hidden)) {
    if (name.endsWith(removedExtension)) {
      const recordingId = name.slice(0, -removedExtension.length);
      await removeRemains(recordingId, storage);
      hidden.delete(name);
      hidden.delete(`${recordingId}.json`);
      database.write((table) => table.remove(recordingId));
      count += 1;
    }
  }
  return count;
}

/** Closes what a crash left open. What holds nothing is removed; what cannot be repaired now stays for the next start. Returns whether there is a recording now. */
async function repair(recordingId: string, { storage, database, media, logger, signal }: RecoveryOptions): Promise<boolean> {
  const sidecar = await readSidecar(storage.sidecar(recordingId), storage.relativePath);
  if (sidecar === null) {
    return false;
  }
  const { recording, furtherParts } = sidecar;
  if (recording.state === 'finished') {
    database.write((table) => table.put(recording));
    return true;
  }
  const removeAll = async (): Promise<void> => {
    database.write((table) => table.remove(recordingId));
    const leftovers = [storage.file(recording.filename), ...furtherParts.map(({ filename }) => storage.hiddenFile(filename)), storage.sidecar(recordingId)];
    await Promise.all(leftovers.map((path) => rm(path, { force: true })));
  };
  const sizeBytes = await sizeOfParts(partsOf(sidecar, storage));
  if (sizeBytes === 0) {
    await removeAll();
    return false;
  }
  try {
    const finished = await finishRecording(sidecar, storage, media);
    database.write((table) => table.put(finished));
    logger.info({ recordingId, duration_seconds: finished.durationMilliseconds / 1000 }, 'repaired an unfinished recording');
    return true;
  } catch (error) {
    if (signal.aborted) {
      return false;
    }
    if (holdsNoPicture(error) && sizeBytes <= tornFragmentBytes) {
      logger.info({ recordingId, sizeBytes }, 'removed what was written before the first picture');
      await removeAll();
      return false;
    }
    logger.warn({ err: error, recordingId }, 'an unfinished recording could not be repaired');
    database.write((table) => table.put(recording));
    return true;
  }
}

/** A video that somebody put there, or whose sidecar is lost. Returns whether it is one. */
async function adopt(filename: string, { storage, database, media, logger, signal }: RecoveryOptions): Promise<boolean> {
  let isListed = false;
  try {
    const { mtimeMs } = await stat(storage.file(filename));
    const facts = await media.probe(storage.file(filename));
    const startedAtMilliseconds = Math.round(mtimeMs - facts.durationMilliseconds);
    const { durationMilliseconds, sizeBytes, widthPixels, heightPixels } = facts;
    const recording: Recording = {
      // The same each time, also where no sidecar can be written.
      recordingId: recordingIdOf(startedAtMilliseconds, createHash('sha256').update(filename).digest('hex').slice(0, 6)),
      startedAtMilliseconds, durationMilliseconds, sizeBytes, widthPixels, heightPixels,
      frameRate: measuredFrameRate(facts),
      preRollMilliseconds: 0,
      reason: 'imported',
      isKept: false,
      directory: storage.relativePath,
      filename,
      state: 'finished',
      pictures: 'missing',
    };
    database.write((table) => table.put(recording));
    isListed = true;
    await storage.prepare();
    await writeSidecar(storage.sidecar(recording.recordingId), { recording, furtherParts: [] });
  } catch (error) {
    if (!signal.aborted) {
      logger.warn({ err: error, filename }, 'a file in the directory of the recordings could not be read as a video');
    }
  }
  return isListed;
}

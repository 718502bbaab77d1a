import { rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { adoptFile } from './adopt-file.ts';
import type { Recording } from './recording.ts';
import { removeRemains } from './remove-recording.ts';
import type { RecoveryOptions, RecoveryResult } from './recovery-options.ts';
import { repairRecording } from './repair-recording.ts';
import { readSidecar } from './sidecar.ts';
import { removedExtension, type StorageDirectory } from './storage-directory.ts';
import { Pace, cooperatively } from '../system/cooperative-work.ts';
import { Unreadable } from './unreadable.ts';

/** Sidecars read at once; more would keep the camera and everybody else waiting for the disk. */
const batchSize = 16;
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
  const unreadable = new Unreadable(options.problems, options.logger);
  let hasUnreadSidecar = false;
  for await (const name of cooperatively(hidden)) {
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
  for await (const [recordingId, { state }] of cooperatively(known)) {
    if (state !== 'finished' && !hidden.has(`${recordingId}.json`) && !isActive(recordingId)) {
      known.delete(recordingId); // only its file can tell now
      database.write((table) => table.remove(recordingId));
    }
  }
  const named = new Set<string>();
  for await (const { filename } of cooperatively(known.values())) {
    named.add(filename);
  }
  unknown.sort(); // by time: rows that follow each other change few pages of the database
  const pace = new Pace();
  for (let begin = 0; begin < unknown.length && !signal.aborted; begin += batchSize) {
    await pace.rest();
    const ids = unknown.slice(begin, begin + batchSize);
    const read = await Promise.all(
      ids.map((id) =>
        readSidecar(storage.sidecar(id), storage.relativePath).catch((error: unknown) => {
          unreadable.add(storage.relativePathOf(storage.sidecar(id)), error);
          hasUnreadSidecar = true;
          return null;
        }),
      ),
    );
    const sidecars = read.filter((sidecar) => sidecar !== null);
    sidecars.forEach(({ recording }) => named.add(recording.filename));
    unfinished.push(...sidecars.filter(({ recording }) => recording.state !== 'finished').map(({ recording }) => recording.recordingId));
    const finished = sidecars
      .map(({ recording }) => recording)
      .filter(({ state, filename }) => state === 'finished' && videos.has(filename));
    database.put(...finished);
    found += finished.length;
    await Promise.all(
      sidecars
        .filter(({ recording }) => recording.state === 'finished' && !videos.has(recording.filename))
        .map(({ recording }) => rm(storage.sidecar(recording.recordingId), { force: true })),
    );
  }
  for (const recordingId of unfinished) {
    if (!signal.aborted) {
      repaired += (await options.locks.run(recordingId, () => repairRecording(recordingId, options, unreadable))) ? 1 : 0;
    }
  }
  for await (const [recordingId, { filename, state }] of cooperatively(known)) {
    if (state === 'finished' && !videos.has(filename) && !isActive(recordingId)) {
      database.write((table) => table.remove(recordingId));
      await rm(storage.sidecar(recordingId), { force: true });
      gone += 1;
    }
  }
  for await (const filename of cooperatively(videos)) {
    // A recording may have begun since the rows were read.
    await pace.rest();
    if (!signal.aborted && !named.has(filename) && !database.read((table) => table.directories.hasFile(storage.relativePath, filename))) {
      found += (await adoptFile(filename, options, unreadable, hasUnreadSidecar)) ? 1 : 0;
    }
  }
  if (!signal.aborted) {
    unreadable.done();
  }
  return { path: storage.absolutePath, found, repaired, gone };
}

type KnownRecordings = Map<string, Pick<Recording, 'filename' | 'state'>>;

async function knownRecordings({ database, storage }: RecoveryOptions): Promise<KnownRecordings> {
  const known: KnownRecordings = new Map();
  let last = '';
  for (;;) {
    const rows = database.read((table) => table.directories.recordings(storage.relativePath, last, rowsAtOnce));
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

async function removeTemporaryFiles(
  storage: StorageDirectory,
  hidden: ReadonlySet<string>,
  isActive: (recordingId: string) => boolean,
): Promise<void> {
  for await (const name of cooperatively(hidden)) {
    if (name.endsWith('.tmp') && !isActive(name.replace(/^\./, '').replace(/\.(json\..*)?tmp$/, ''))) {
      await rm(storage.hiddenFile(name), { force: true });
    }
  }
}

/** A crash came between the two halves of a removal; what has begun is done. */
async function removeRemoved({ storage, database, logger }: RecoveryOptions, hidden: Set<string>): Promise<number> {
  let count = 0;
  for await (const name of cooperatively(hidden)) {
    if (name.endsWith(removedExtension)) {
      const recordingId = name.slice(0, -removedExtension.length);
      await removeRemains(recordingId, storage).catch((error: unknown) =>
        logger.warn({ err: error, recordingId }, 'something of a removed recording is left until the next start'),
      );
      hidden.delete(name);
      hidden.delete(`${recordingId}.json`);
      database.write((table) => table.remove(recordingId));
      count += 1;
    }
  }
  return count;
}

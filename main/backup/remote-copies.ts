import type { BackupRestoreInput } from '../../shared/backup.ts';
import { timeRange } from '../library/time-range.ts';
import type { BackupStore } from './backup-store.ts';
import { dayOf, eventsFolder, recordingsFolder } from './copied-things.ts';

/** The head of a copy, which says that all of it is there. */
export interface RemoteCopy {
  readonly folder: string;
  /** With `.json`. */
  readonly name: string;
  /** When it began, since 1970; null for a name that does not say it. */
  readonly atMilliseconds: number | null;
  /** Of its video; 0 for none. */
  readonly videoBytes: number;
}

export type WantedCopies = Pick<BackupRestoreInput, 'recording_id' | 'date' | 'all'> & {
  /** Of an event that is here: when it began, since 1970. */
  readonly eventAtMilliseconds?: number;
};

/** Heads are small; what is larger is none. */
export const mostHeadBytes = 1_000_000;

/** Recordings that are wanted of those there, the oldest first. Throws BackupFault. */
export async function findRecordings(store: BackupStore, wanted: WantedCopies, signal: AbortSignal): Promise<RemoteCopy[]> {
  return wanted.eventAtMilliseconds === undefined ? find(store, recordingsFolder, wanted, signal) : [];
}

/** The same of events. */
export async function findEvents(store: BackupStore, wanted: WantedCopies, signal: AbortSignal): Promise<RemoteCopy[]> {
  return wanted.recording_id === undefined ? find(store, eventsFolder, wanted, signal) : [];
}

async function find(store: BackupStore, top: string, wanted: WantedCopies, signal: AbortSignal): Promise<RemoteCopy[]> {
  const days = (await store.list(top, signal)).folders.filter((name) => mayHold(name, wanted)).sort();
  const found: RemoteCopy[] = [];
  for (const day of days) {
    const folder = `${top}/${day}`;
    const { files } = await store.list(folder, signal);
    const videos = new Map(files.filter(({ name }) => name.endsWith('.mp4')).map(({ name, sizeBytes }) => [name, sizeBytes]));
    const heads = files
      .filter(({ name, sizeBytes }) => /^[\w-]+\.json$/.test(name) && sizeBytes <= mostHeadBytes && isWanted(name, wanted))
      .map(({ name }) => ({
        folder,
        name,
        atMilliseconds: timeIn(name),
        videoBytes: videos.get(name.replace(/\.json$/, '.mp4')) ?? 0,
      }));
    found.push(...heads.sort((one, other) => (one.atMilliseconds ?? 0) - (other.atMilliseconds ?? 0)));
  }
  return found;
}

/** Days there are those of UTC. */
function mayHold(day: string, { date, recording_id: id, eventAtMilliseconds }: WantedCopies): boolean {
  const at = eventAtMilliseconds ?? (id === undefined ? null : timeIn(id));
  if (at !== null) {
    return day === dayOf(at);
  }
  if (date === undefined) {
    return /^\d{4}-\d\d-\d\d$/.test(day);
  }
  const { fromMilliseconds, toMilliseconds } = timeRange(date, date);
  return day >= dayOf(fromMilliseconds) && day <= dayOf(toMilliseconds);
}

function isWanted(name: string, { recording_id: id, date, eventAtMilliseconds }: WantedCopies): boolean {
  if (id !== undefined) {
    return name === `${id}.json`;
  }
  const at = timeIn(name);
  if (eventAtMilliseconds !== undefined) {
    return at === eventAtMilliseconds;
  }
  if (date === undefined) {
    return true;
  }
  const { fromMilliseconds, toMilliseconds } = timeRange(date, date);
  return at !== null && at >= fromMilliseconds && at <= toMilliseconds;
}

/** Names begin with their time, as `20260501T120000000Z`. */
function timeIn(name: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name);
  if (parts === null) {
    return null;
  }
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', milliseconds = ''] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  return Number.isNaN(at) ? null : at;
}

import { createWriteStream } from 'node:fs';
import { mkdir, open as openFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupRestore, BackupRestoreInput } from '../../shared/backup.ts';
import type { NewEvent } from '../event-log/stored-event.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import { timeRange } from '../library/time-range.ts';
import { readSidecar } from '../library/sidecar.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { Copy } from './backup-database.ts';
import { BackupFault, type BackupStore } from './backup-store.ts';
import { CopiedEvent, dayOf, eventsFolder, recordingsFolder } from './copied-things.ts';

export interface BackupRestorerOptions {
  storage(): StorageDirectory;
  readonly library: { find(recordingId: string): object | null; recover(storage: StorageDirectory): Promise<void> };
  /** Whether there is a video of a camera and time. */
  isRecorded(cameraId: string, fromMilliseconds: number, toMilliseconds: number): boolean;
  /** Adds an event unless it is there. Returns its id; null where it was there. */
  addEvent(event: NewEvent, petName: string | null, picture: Buffer | null): Promise<number | null>;
  /** Throws where there is not as much room. */
  assertRoom(sizeBytes: number): Promise<void>;
  readonly logger: Logger;
}

/** What came back is there, and need not be copied again. */
export type Brought = Pick<Copy, 'kind' | 'sourceId' | 'atMilliseconds'> & { readonly sizeBytes: number };

interface Found {
  readonly folder: string;
  readonly name: string;
}

/** Heads are small; what is larger is none. */
const mostHeadBytes = 1_000_000;
const mostPictureBytes = 10_000_000;

/** Brings recordings and events back that are not here any more. What is here stays as it is. */
export class BackupRestorer {
  readonly #options: BackupRestorerOptions;
  readonly #store: BackupStore;
  readonly #input: BackupRestoreInput;
  readonly #signal: AbortSignal;
  readonly #onBrought: (brought: Brought) => void;
  #state: BackupRestore;

  constructor(
    options: BackupRestorerOptions,
    store: BackupStore,
    input: BackupRestoreInput,
    signal: AbortSignal,
    onBrought: (brought: Brought) => void,
  ) {
    this.#options = options;
    this.#onBrought = onBrought;
    this.#store = store;
    this.#input = input;
    this.#signal = signal;
    this.#state = {
      target_id: input.target_id,
      state: 'running',
      found_count: 0,
      done_count: 0,
      recordings_count: 0,
      events_count: 0,
      reason: null,
    };
  }

  get state(): BackupRestore {
    return this.#state;
  }

  /** Never rejects: the state says what went wrong. What came back until then stays. */
  async run(): Promise<void> {
    try {
      const recordings = await this.#find(recordingsFolder);
      const events = this.#input.recording_id === undefined ? await this.#find(eventsFolder) : [];
      this.#change({ found_count: recordings.length + events.length });
      for (const found of recordings) {
        await this.#bringRecording(found);
        this.#change({ done_count: this.#state.done_count + 1 });
      }
      await this.#list();
      for (const found of events) {
        await this.#bringEvent(found);
        this.#change({ done_count: this.#state.done_count + 1 });
      }
      await this.#list();
      const isUnknown = this.#state.found_count === 0 && this.#input.all !== true;
      this.#change(isUnknown ? { state: 'failed', reason: 'There is no copy of that there.' } : { state: 'done' });
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'copies could not be brought back');
      await this.#list().catch(() => {});
      this.#change({
        state: 'failed',
        reason: error instanceof BackupFault ? error.message : `It could not be saved here: ${diskReason(error)}.`,
      });
    }
  }

  #change(part: Partial<BackupRestore>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** Has the library look what is there. */
  async #list(): Promise<void> {
    const { library, storage } = this.#options;
    await library.recover(storage());
  }

  /** Heads of what was asked for. */
  async #find(top: string): Promise<Found[]> {
    const days = (await this.#store.list(top, this.#signal)).folders.filter((name) => this.#mayHold(name)).sort();
    const found: Found[] = [];
    for (const day of days) {
      const folder = `${top}/${day}`;
      const { files } = await this.#store.list(folder, this.#signal);
      found.push(
        ...files
          .filter(({ name, sizeBytes }) => /^[\w-]+\.json$/.test(name) && sizeBytes <= mostHeadBytes && this.#isWanted(name))
          .map(({ name }) => ({ folder, name })),
      );
    }
    return found;
  }

  /** Days there are those of UTC. */
  #mayHold(day: string): boolean {
    const { date } = this.#input;
    if (date === undefined) {
      return /^\d{4}-\d\d-\d\d$/.test(day);
    }
    const { fromMilliseconds, toMilliseconds } = timeRange(date, date);
    return day >= dayOf(fromMilliseconds) && day <= dayOf(toMilliseconds);
  }

  #isWanted(name: string): boolean {
    const { recording_id: id, date } = this.#input;
    if (id !== undefined) {
      return name === `${id}.json`;
    }
    if (date === undefined) {
      return true;
    }
    const [, year = '', month = '', day = '', hour = '', minute = '', second = '', milliseconds = ''] =
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name) ?? [];
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
    const { fromMilliseconds, toMilliseconds } = timeRange(date, date);
    return at >= fromMilliseconds && at <= toMilliseconds;
  }

  async #bringRecording({ folder, name }: Found): Promise<void> {
    const { library } = this.#options;
    const id = name.replace(/\.json$/, '');
    if (library.find(id) !== null) {
      return;
    }
    const head = await this.#bytes(`${folder}/${name}`, mostHeadBytes);
    const brought = await this.#bringVideo(`${folder}/${id}.mp4`, JSON.parse(head.toString('utf8')));
    if (brought !== null) {
      this.#onBrought({ kind: 'recording', sourceId: id, ...brought });
      this.#change({ recordings_count: this.#state.recordings_count + 1 });
    }
  }

  /** Null where it is here by now. */
  async #bringVideo(key: string, head: unknown): Promise<Pick<Brought, 'atMilliseconds' | 'sizeBytes'> | null> {
    const { storage, assertRoom, library } = this.#options;
    const directory = storage();
    const trial = directory.hiddenFile('.restored-head.tmp');
    await mkdir(dirname(trial), { recursive: true, mode: 0o750 });
    await writeFile(trial, JSON.stringify(head));
    const sidecar = await readSidecar(trial, directory.relativePath);
    await rm(trial, { force: true });
    if (sidecar === null || !/^[\w-]{1,100}$/.test(sidecar.recording.recordingId)) {
      throw new BackupFault('What lies there is not what PetLog copied.');
    }
    const { recording } = sidecar;
    if (library.find(recording.recordingId) !== null) {
      return null;
    }
    await assertRoom(recording.sizeBytes);
    const isTaken =
      !recording.filename.endsWith('.mp4') || recording.filename.startsWith('.') || (await directory.hasFile(recording.filename));
    const filename = isTaken ? `${recording.recordingId}.mp4` : recording.filename;
    const temporary = directory.hiddenFile(`.${recording.recordingId}.restored.tmp`);
    try {
      await pipeline(await this.#store.read(key, this.#signal), createWriteStream(temporary, { mode: 0o640 }), { signal: this.#signal });
      await using file = await openFile(temporary, 'r+');
      if ((await file.stat()).size !== recording.sizeBytes) {
        throw new BackupFault('A copy there is not as long as it was sent.');
      }
      await file.sync();
      // What says whose video it is, is there first: a video alone would be taken for somebody else's.
      await writeAtomically(directory.sidecar(recording.recordingId), `${JSON.stringify({ ...(head as object), filename }, null, 1)}\n`);
      await rename(temporary, directory.file(filename));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error instanceof Error &&
        'code' in error &&
        typeof error.code === 'string' &&
        /^(ECONN|ERR_STREAM|ABORT|EPIPE)/.test(error.code)
        ? new BackupFault('The server broke the connection off.', null, { cause: error })
        : error;
    }
    return { atMilliseconds: recording.startedAtMilliseconds, sizeBytes: recording.sizeBytes };
  }

  async #bringEvent({ folder, name }: Found): Promise<void> {
    const { addEvent, isRecorded } = this.#options;
    const base = `${folder}/${name.replace(/\.json$/, '')}`;
    const parsed = CopiedEvent.safeParse(JSON.parse((await this.#bytes(`${folder}/${name}`, mostHeadBytes)).toString('utf8')));
    if (!parsed.success) {
      throw new BackupFault('What lies there is not what PetLog copied.');
    }
    const event = eventOf(parsed.data);
    const picture = parsed.data.has_picture ? await this.#bytes(`${base}.jpg`, mostPictureBytes) : null;
    const eventId = await addEvent(event, parsed.data.pet_name, picture);
    if (eventId !== null) {
      this.#onBrought({
        kind: 'event',
        sourceId: String(eventId),
        atMilliseconds: event.startedAtMilliseconds,
        sizeBytes: picture?.length ?? 0,
      });
      this.#change({ events_count: this.#state.events_count + 1 });
    }
    const end = event.startedAtMilliseconds + event.durationMilliseconds;
    if (parsed.data.clip !== null && !isRecorded(event.cameraId, event.startedAtMilliseconds, end)) {
      await this.#bringVideo(`${base}.mp4`, parsed.data.clip);
    }
  }

  async #bytes(key: string, mostBytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    for await (const piece of await this.#store.read(key, this.#signal)) {
      sizeBytes += piece.length;
      if (sizeBytes > mostBytes) {
        throw new BackupFault('What lies there is not what PetLog copied.');
      }
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }
}

function eventOf(copied: CopiedEvent): NewEvent {
  return {
    visitKey: null,
    cameraId: copied.camera_id,
    eventType: copied.event_type,
    label: copied.label,
    petId: copied.pet_id,
    decidedBy: copied.is_decided_by_person ? 'person' : copied.pet_id === null ? 'nobody' : 'species',
    confidence: copied.confidence,
    startedAtMilliseconds: Date.parse(copied.started_at),
    durationMilliseconds: copied.duration_ms,
    isOpen: false,
    box: copied.box,
    picture: null,
    mediaPath: null,
    note: copied.note,
    isWrong: copied.is_wrong,
    isKept: copied.kept,
    metadata: copied.metadata,
    createdAtMilliseconds: Date.parse(copied.created_at),
    zones: copied.zones.map(({ zone_id: zoneId, duration_ms: durationMilliseconds }) => ({ zoneId, durationMilliseconds })),
  };
}

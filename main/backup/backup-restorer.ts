import { createWriteStream } from 'node:fs';
import { mkdir, open as openFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupRestore } from '../../shared/backup.ts';
import { type BackupFaultCode, sentenceOfFault } from '../../shared/backup-faults.ts';
import type { NewEvent } from '../event-log/stored-event.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import { readSidecar } from '../library/sidecar.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { Copy } from './copy-list.ts';
import { BackupFault, type BackupStore } from './backup-store.ts';
import { CopiedEvent } from './copied-things.ts';
import { findEvents, findRecordings, mostHeadBytes, type RemoteCopy, type WantedCopies } from './remote-copies.ts';

export interface BackupRestorerOptions {
  storage(): StorageDirectory;
  readonly library: { find(recordingId: string): object | null; recover(storage: StorageDirectory): Promise<void> };
  /** Whether there is a video of a camera and time. */
  isRecorded(cameraId: string, fromMilliseconds: number, toMilliseconds: number): boolean;
  /** Adds an event unless it is there. */
  addEvent(event: NewEvent, petName: string | null, picture: Buffer | null): Promise<{ readonly eventId: number; readonly isNew: boolean }>;
  /** Throws where there is not as much room. */
  assertRoom(sizeBytes: number): Promise<void>;
  readonly logger: Logger;
}

/** What came back is there, and need not be copied again. */
export type Brought = Pick<Copy, 'kind' | 'sourceId' | 'idThere' | 'atMilliseconds'> & { readonly sizeBytes: number };

const mostPictureBytes = 10_000_000;
/** What is wrong with one copy alone, so that the others can come. */
const ofOneCopy: readonly BackupFaultCode[] = ['not_ours', 'wrong_size', 'no_folder', 'sealed_damaged', 'key_wrong'];

/** Brings recordings and events back that are not here any more. What is here stays as it is. */
export class BackupRestorer {
  readonly #options: BackupRestorerOptions;
  readonly #store: BackupStore;
  readonly #wanted: WantedCopies;
  readonly #signal: AbortSignal;
  readonly #onBrought: (brought: Brought) => void;
  #state: BackupRestore;

  constructor(
    options: BackupRestorerOptions,
    store: BackupStore,
    targetId: string,
    wanted: WantedCopies,
    signal: AbortSignal,
    onBrought: (brought: Brought) => void,
  ) {
    this.#options = options;
    this.#onBrought = onBrought;
    this.#store = store;
    this.#wanted = wanted;
    this.#signal = signal;
    this.#state = {
      target_id: targetId,
      state: 'running',
      found_count: 0,
      done_count: 0,
      recordings_count: 0,
      events_count: 0,
      failed_count: 0,
      bringing: null,
      reason: null,
    };
  }

  get state(): BackupRestore {
    return this.#state;
  }

  /** Never rejects: the state says what went wrong. What came back until then stays. */
  async run(): Promise<void> {
    try {
      const recordings = await findRecordings(this.#store, this.#wanted, this.#signal);
      const events = await findEvents(this.#store, this.#wanted, this.#signal);
      this.#change({ found_count: recordings.length + events.length });
      await this.#bringEach(recordings, (found) => this.#bringRecording(found));
      await this.#bringEach(events, (found) => this.#bringEvent(found));
      const { found_count: found, failed_count: failed, recordings_count } = this.#state;
      if (failed > 0) {
        this.#change({ state: 'failed', reason: sentenceOfFault('some_broken', { count: String(failed) }) });
      } else if ((found === 0 && this.#wanted.all !== true) || (this.#wanted.eventAtMilliseconds !== undefined && recordings_count === 0)) {
        this.#change({ state: 'failed', reason: sentenceOfFault('no_copy') });
      } else {
        this.#change({ state: 'done' });
      }
    } catch (error) {
      await this.#list().catch(() => {});
      if (this.#signal.aborted) {
        this.#change({ state: 'cancelled', bringing: null });
        return;
      }
      this.#options.logger.warn({ err: error }, 'copies could not be brought back');
      const reason =
        error instanceof BackupFault
          ? error.message
          : isBrokenOff(error)
            ? sentenceOfFault('broke_off')
            : sentenceOfFault('not_saved_here', { words: diskReason(error) });
      this.#change({ state: 'failed', bringing: null, reason });
    }
  }

  async #bringEach(copies: readonly RemoteCopy[], bring: (found: RemoteCopy) => Promise<void>): Promise<void> {
    for (const found of copies) {
      this.#signal.throwIfAborted();
      try {
        await bring(found);
      } catch (error) {
        // A key that opened others may have been another one in those days.
        const isWrongKey = error instanceof BackupFault && error.code === 'key_wrong' && !this.#hasCome;
        if (!(error instanceof BackupFault) || !ofOneCopy.includes(error.code) || isWrongKey) {
          throw error;
        }
        this.#options.logger.warn({ err: error, copy: `${found.folder}/${found.name}` }, 'a copy could not be brought back');
        this.#change({ failed_count: this.#state.failed_count + 1 });
      }
      this.#change({ done_count: this.#state.done_count + 1, bringing: null });
    }
    await this.#list();
  }

  get #hasCome(): boolean {
    return this.#state.recordings_count + this.#state.events_count > 0;
  }

  #change(part: Partial<BackupRestore>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** Has the library look what is there. */
  async #list(): Promise<void> {
    const { library, storage } = this.#options;
    await library.recover(storage());
  }

  async #bringRecording({ folder, name }: RemoteCopy): Promise<void> {
    const { library } = this.#options;
    const id = name.replace(/\.json$/, '');
    if (library.find(id) !== null) {
      return;
    }
    const brought = await this.#bringVideo(`${folder}/${id}.mp4`, await this.#head(`${folder}/${name}`));
    if (brought !== null) {
      this.#onBrought({ kind: 'recording', sourceId: id, idThere: id, ...brought });
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
      throw new BackupFault('not_ours');
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
      const { name } = recording;
      const pieces = this.#counted(await this.#store.read(key, this.#signal), name === '' ? filename : name, recording.sizeBytes);
      await pipeline(pieces, createWriteStream(temporary, { mode: 0o640 }), { signal: this.#signal });
      await using file = await openFile(temporary, 'r+');
      if ((await file.stat()).size !== recording.sizeBytes) {
        throw new BackupFault('wrong_size');
      }
      await file.sync();
      // What says whose video it is, is there first: a video alone would be taken for somebody else's.
      await writeAtomically(directory.sidecar(recording.recordingId), `${JSON.stringify({ ...(head as object), filename }, null, 1)}\n`);
      await rename(temporary, directory.file(filename));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return { atMilliseconds: recording.startedAtMilliseconds, sizeBytes: recording.sizeBytes };
  }

  async #bringEvent({ folder, name, videoBytes }: RemoteCopy): Promise<void> {
    const { addEvent, isRecorded } = this.#options;
    const base = `${folder}/${name.replace(/\.json$/, '')}`;
    const parsed = CopiedEvent.safeParse(await this.#head(`${folder}/${name}`));
    if (!parsed.success) {
      throw new BackupFault('not_ours');
    }
    const event = eventOf(parsed.data);
    const picture = parsed.data.has_picture ? await this.#bytes(`${base}.jpg`, mostPictureBytes) : null;
    const { eventId, isNew } = await addEvent(event, parsed.data.pet_name, picture);
    const [sourceId, idThere] = [String(eventId), name.replace(/^.*-|\.json$/g, '')];
    // One that is here under another number came back before, though that may not have been written down.
    if (isNew || sourceId !== idThere) {
      const { startedAtMilliseconds: atMilliseconds } = event;
      this.#onBrought({ kind: 'event', sourceId, idThere, atMilliseconds, sizeBytes: videoBytes + (picture?.length ?? 0) });
    }
    if (isNew) {
      this.#change({ events_count: this.#state.events_count + 1 });
    }
    const end = event.startedAtMilliseconds + event.durationMilliseconds;
    if (parsed.data.clip !== null && !isRecorded(event.cameraId, event.startedAtMilliseconds, end)) {
      if ((await this.#bringVideo(`${base}.mp4`, parsed.data.clip)) !== null) {
        this.#change({ recordings_count: this.#state.recordings_count + 1 });
      }
    }
  }

  async *#counted(pieces: AsyncIterable<Buffer>, name: string, sizeBytes: number): AsyncGenerator<Buffer> {
    let receivedBytes = 0;
    for await (const piece of pieces) {
      receivedBytes += piece.length;
      this.#change({ bringing: { name, received_bytes: receivedBytes, size_bytes: sizeBytes } });
      yield piece;
    }
  }

  async #head(key: string): Promise<unknown> {
    const bytes = await this.#bytes(key, mostHeadBytes);
    try {
      return JSON.parse(bytes.toString('utf8'));
    } catch (error) {
      throw new BackupFault('not_ours', { cause: error });
    }
  }

  async #bytes(key: string, mostBytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    for await (const piece of await this.#store.read(key, this.#signal)) {
      sizeBytes += piece.length;
      if (sizeBytes > mostBytes) {
        throw new BackupFault('not_ours');
      }
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }
}

/** What a connection says that ends within an answer, or falls silent there. */
const isBrokenOff = (error: unknown): boolean =>
  error instanceof Error &&
  /^(ECONN|ETIMEDOUT|ERR_STREAM|ABORT|EPIPE|silent$)/.test((error as NodeJS.ErrnoException).code ?? error.message);

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

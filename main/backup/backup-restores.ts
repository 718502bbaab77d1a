import type { BackupCopies, BackupRestore, BackupRestoreInput, BackupTarget } from '../../shared/backup.ts';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Logger } from '../system/logger.ts';
import { BackupRestorer, type BackupRestorerOptions, type Brought } from './backup-restorer.ts';
import { BackupFault, type BackupStore } from './backup-store.ts';
import { findRecordings, type WantedCopies } from './remote-copies.ts';
import { SealedStore } from './sealed-store.ts';

export interface BackupRestoresOptions {
  readonly restore: Omit<BackupRestorerOptions, 'logger'>;
  makeStore(target: BackupTarget): BackupStore;
  /** When an event that is here began, since 1970. Throws PetLogError `event_not_found`. */
  timeOfEvent(eventId: number): number;
  onBrought(target: BackupTarget, brought: Brought): void;
  onChanged(): void;
  readonly logger: Logger;
}

const listingMilliseconds = 20_000;

/** What is brought back, one after the other. */
export class BackupRestores {
  readonly #options: BackupRestoresOptions;
  readonly #closing = new AbortController();
  #restorer: BackupRestorer | null = null;
  #running: { readonly cancel: AbortController; readonly done: Promise<void> } | null = null;

  constructor(options: BackupRestoresOptions) {
    this.#options = options;
  }

  /** Of the last one; null while there was none. */
  get state(): BackupRestore | null {
    return this.#restorer?.state ?? null;
  }

  /** @throws PetLogError `backup_restore_running`, `event_not_found` */
  begin(target: BackupTarget, input: BackupRestoreInput): BackupRestore {
    if (this.#running !== null) {
      throw new PetLogError('backup_restore_running');
    }
    const { makeStore, restore, logger, onBrought, onChanged } = this.#options;
    const wanted = this.#wantedBy(input);
    const cancel = new AbortController();
    const signal = AbortSignal.any([this.#closing.signal, cancel.signal]);
    const store = new SealedStore(makeStore(target), { recipient: '', identity: input.key ?? '' });
    const restorer = new BackupRestorer({ ...restore, logger }, store, target.target_id, wanted, signal, (brought) =>
      onBrought(target, brought),
    );
    this.#restorer = restorer;
    const done = restorer.run().finally(() => {
      store.close();
      this.#running = null;
      onChanged();
    });
    this.#running = { cancel, done };
    return restorer.state;
  }

  /** Resolves once it has ended; what came back stays. Does nothing while nothing is brought back. */
  async cancel(): Promise<void> {
    this.#running?.cancel.abort();
    await this.#running?.done;
  }

  /**
   * Recordings of a day that lie there, the oldest first.
   *
   * @param date a day of the camera's time zone, as 2026-05-01
   * @throws PetLogError `backup_not_read`
   */
  async recordingsOf(target: BackupTarget, date: string): Promise<BackupCopies> {
    const { makeStore, restore } = this.#options;
    const store = new SealedStore(makeStore(target), { recipient: '', identity: '' });
    try {
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(listingMilliseconds)]);
      const found = await findRecordings(store, { date }, signal);
      return {
        recordings: found.map(({ name, atMilliseconds, videoBytes }) => {
          const id = name.replace(/\.json$/, '');
          return {
            recording_id: id,
            started_at: atMilliseconds === null ? null : new Date(atMilliseconds).toISOString(),
            size_bytes: videoBytes,
            is_here: restore.library.find(id) !== null,
          };
        }),
      };
    } catch (error) {
      const reason = error instanceof BackupFault ? error.message : sentenceOfFault('no_answer');
      throw new PetLogError('backup_not_read', { reason }, { cause: error });
    } finally {
      store.close();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running?.done;
  }

  #wantedBy({ recording_id: id, event_id: eventId, date, all }: BackupRestoreInput): WantedCopies {
    return eventId === undefined ? { recording_id: id, date, all } : { eventAtMilliseconds: this.#options.timeOfEvent(eventId) };
  }
}

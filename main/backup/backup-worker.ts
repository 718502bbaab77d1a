import type { BackupTarget } from '../../shared/backup.ts';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { BackupDatabase } from './backup-database.ts';
import { BackupFault, type BackupStore, type PartialUpload, sizeOf } from './backup-store.ts';
import { type CopiedThing, keysOf } from './copied-things.ts';
import type { Copy, CopyKind } from './copy-list.ts';
import type { GivenUpUploads } from './given-up-uploads.ts';
import { mostPriorityOf } from './priorities.ts';
import { SealedStore } from './sealed-store.ts';

export interface BackupWorkerOptions {
  readonly database: BackupDatabase;
  readonly givenUp: GivenUpUploads;
  readonly kind: CopyKind;
  target(): BackupTarget;
  makeStore(target: BackupTarget): BackupStore;
  /** Null for what is not there any more, so that there is nothing to copy. Throws what the disk says. */
  open(copy: Copy): Promise<CopiedThing | null>;
  /** Whether now is an hour in which copies are sent. */
  isHour(target: BackupTarget): boolean;
  /** Whether the time can be believed, so that what is old may be removed there. */
  isClockSynchronized(): boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  onChanged(): void;
}

/** How far a copy has come that is being sent. */
export interface SendingCopy {
  readonly name: string;
  readonly sentBytes: number;
  readonly sizeBytes: number;
}

const shortestPauseMilliseconds = 5000;
const longestPauseMilliseconds = 15 * 60_000;
const stuckFailures = 8;
/** What waits for an hour, or for its age, is looked at again then. */
const lookMilliseconds = 60_000;
const removedTogether = 20;
const dayMilliseconds = 86_400_000;

/** Sends one kind of copies to one target, one after the other, and goes on after whatever breaks. */
export class BackupWorker {
  readonly #options: BackupWorkerOptions;
  readonly #closing = new AbortController();
  #store: SealedStore | null = null;
  #work: Promise<void> | null = null;
  #cancelWake = (): void => {};
  #isWoken = false;
  #failures = 0;
  #pausedUntilMilliseconds = -Infinity;
  #sending: SendingCopy | null = null;
  #sweptAtMilliseconds = -Infinity;

  constructor(options: BackupWorkerOptions) {
    this.#options = options;
  }

  get sending(): SendingCopy | null {
    return this.#sending;
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Whether attempts have failed one after the other for some ten minutes. */
  get isStuck(): boolean {
    return this.#failures >= stuckFailures;
  }

  /** There may be something to send, or another way to do so. */
  wake(): void {
    this.#isWoken = true;
    if (this.#work === null && !this.#closing.signal.aborted) {
      this.#cancelWake();
      this.#work = this.#run().finally(() => (this.#work = null));
    }
  }

  /** As `wake`, also where the last attempts failed: somebody has mended something. */
  retryNow(): void {
    this.#pausedUntilMilliseconds = -Infinity;
    this.wake();
  }

  async close(): Promise<void> {
    this.#cancelWake();
    this.#closing.abort();
    await this.#work;
    this.#store?.close();
  }

  async #run(): Promise<void> {
    const { clock, logger, isHour, target } = this.#options;
    while (!this.#closing.signal.aborted) {
      this.#isWoken = false;
      const settings = target();
      if (!settings.enabled) {
        return;
      }
      const pauseMilliseconds = this.#pausedUntilMilliseconds - clock.monotonicMilliseconds();
      if (pauseMilliseconds > 0) {
        this.#wakeIn(pauseMilliseconds);
        return;
      }
      if (!isHour(settings)) {
        this.#wakeIn(lookMilliseconds);
        return;
      }
      try {
        await this.#sweep(settings);
        if (!(await this.#sendNext(settings)) && !(await this.#removeOld(settings)) && !this.#isWoken) {
          this.#rest(settings);
          return;
        }
      } catch (error) {
        if (this.#closing.signal.aborted) {
          return;
        }
        logger.error({ err: error }, 'a backup could not go on');
        this.#pause();
      }
    }
  }

  /** Whether there was something to send. */
  async #sendNext(settings: BackupTarget): Promise<boolean> {
    const { database, kind, open } = this.#options;
    const copy = database.copies.next(settings.target_id, kind, mostPriorityOf(settings), this.#nowMilliseconds);
    if (copy === null) {
      return false;
    }
    if (this.#isTooOld(settings, copy.atMilliseconds)) {
      await this.#giveUp(copy);
      return true;
    }
    try {
      const thing = await open(copy);
      if (thing === null) {
        await this.#giveUp(copy);
        return true;
      }
      try {
        database.copies.copied(copy, await this.#send(settings, copy, thing));
      } finally {
        thing.release();
      }
      this.#failures = 0;
      database.setOutcome(settings.target_id, null, this.#nowMilliseconds);
    } catch (error) {
      this.#failed(copy, error);
    } finally {
      this.#sending = null;
      this.#options.onChanged();
    }
    return true;
  }

  /** Returns the bytes that are there now. */
  async #send({ target_id: targetId }: BackupTarget, copy: Copy, { files, name }: CopiedThing): Promise<number> {
    const { database, onChanged } = this.#options;
    const store = this.#openStore();
    const sizeBytes = files.reduce((sum, { content }) => sum + sizeOf(content), 0);
    this.#sending = { name, sentBytes: 0, sizeBytes };
    onChanged();
    for (const { key, content } of files) {
      await store.send(key, content, {
        earlier: await this.#earlierOf(copy, key, sizeOf(content)),
        keep: (upload) => database.uploads.keep(targetId, key, sizeOf(content), upload),
        sent: (bytes) => {
          this.#sending = { name, sentBytes: Math.min(sizeBytes, (this.#sending?.sentBytes ?? 0) + bytes), sizeBytes };
        },
        isStored: (otherKey) => database.files.isStored(targetId, otherKey),
        stored: (file, otherKey) => database.files.stored(copy, file, otherKey),
        signal: this.#closing.signal,
      });
    }
    return sizeBytes;
  }

  /** How far the same file has come; another one that had its name is given up. */
  async #earlierOf(copy: Copy, key: string, sizeBytes: number): Promise<PartialUpload | null> {
    const { database, givenUp } = this.#options;
    const earlier = database.uploads.of(copy.targetId, key);
    if (earlier === null || earlier.sizeBytes === sizeBytes) {
      return earlier?.upload ?? null;
    }
    await givenUp.abandon(this.#openStore(), [earlier], this.#closing.signal);
    return null;
  }

  /** Of what is not here any more, or too old. */
  async #giveUp(copy: Copy): Promise<void> {
    const { database, givenUp } = this.#options;
    await givenUp.ofCopy(this.#openStore(), copy, this.#closing.signal);
    database.copies.gone(copy);
  }

  /** Once in a while: what others have given up, or was before a power cut. */
  async #sweep({ target_id: targetId }: BackupTarget): Promise<void> {
    const { kind, clock, givenUp } = this.#options;
    if (kind === 'recording' && clock.monotonicMilliseconds() - this.#sweptAtMilliseconds >= dayMilliseconds) {
      this.#sweptAtMilliseconds = clock.monotonicMilliseconds();
      await givenUp.sweep(this.#openStore(), targetId, this.#closing.signal);
    }
  }

  #openStore(): SealedStore {
    const { makeStore, target } = this.#options;
    const settings = target();
    return (this.#store ??= new SealedStore(makeStore(settings), { recipient: settings.recipient, identity: '' }));
  }

  #failed(copy: Copy, error: unknown): void {
    if (this.#closing.signal.aborted) {
      return; // it goes on at the next start
    }
    const { database, logger } = this.#options;
    this.#store?.close();
    this.#store = null;
    logger.warn({ err: error, kind: copy.kind, sourceId: copy.sourceId }, 'a copy could not be sent; it is tried again');
    const sentence = error instanceof BackupFault ? error.message : sentenceOfFault('not_read_here');
    database.setOutcome(copy.targetId, sentence, this.#nowMilliseconds);
    const pauseMilliseconds = this.#pause();
    database.copies.failed(copy, this.#nowMilliseconds + pauseMilliseconds);
  }

  #pause(): number {
    this.#failures += 1;
    const milliseconds = Math.min(longestPauseMilliseconds, shortestPauseMilliseconds * 2 ** Math.min(20, this.#failures - 1));
    this.#pausedUntilMilliseconds = this.#options.clock.monotonicMilliseconds() + milliseconds;
    return milliseconds;
  }

  /** Whether something was removed there by its age. */
  async #removeOld(settings: BackupTarget): Promise<boolean> {
    const { database, kind, isClockSynchronized } = this.#options;
    if (kind !== 'recording' || settings.keep_days === 0 || !isClockSynchronized()) {
      return false;
    }
    const old = database.copies.copiedBefore(
      settings.target_id,
      this.#nowMilliseconds - settings.keep_days * dayMilliseconds,
      removedTogether,
    );
    const store = this.#openStore();
    for (const copy of old) {
      for (const key of keysOf(copy)) {
        await store.remove(key, this.#closing.signal);
      }
      database.copies.gone(copy);
    }
    return old.length > 0;
  }

  #isTooOld({ keep_days: days }: BackupTarget, atMilliseconds: number): boolean {
    return days > 0 && this.#options.isClockSynchronized() && atMilliseconds < this.#nowMilliseconds - days * dayMilliseconds;
  }

  #rest(settings: BackupTarget): void {
    const { database, kind } = this.#options;
    const due = database.copies.nextDueMilliseconds(settings.target_id, kind, mostPriorityOf(settings));
    const untilDue = due === null ? Infinity : Math.max(0, due - this.#nowMilliseconds);
    const untilOld = settings.keep_days === 0 ? Infinity : 60 * lookMilliseconds;
    if (Math.min(untilDue, untilOld) < Infinity) {
      this.#wakeIn(Math.min(untilDue, untilOld));
    }
  }

  #wakeIn(milliseconds: number): void {
    this.#cancelWake = this.#options.clock.after(Math.min(milliseconds, 60 * lookMilliseconds), () => this.wake());
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

import { createHash } from 'node:crypto';
import type { BackupTarget } from '../../shared/backup.ts';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { CheckedFile, StoredFiles } from './stored-files.ts';
import { BackupFault, type BackupStore } from './backup-store.ts';

export interface CopyCheckerOptions {
  readonly files: Pick<StoredFiles, 'checkOf' | 'setCheck' | 'filesToCheck' | 'sendAgain'>;
  targets(): readonly BackupTarget[];
  makeStore(target: BackupTarget): BackupStore;
  /** Whether now is an hour in which something may go there. */
  isHour(target: BackupTarget): boolean;
  /** Something is to be sent again. */
  onBroken(target: BackupTarget): void;
  onChanged(): void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const dayMilliseconds = 86_400_000;
const weekMilliseconds = 7 * dayMilliseconds;
/** Whether a check is due is looked at as often. One that could not be made is tried again after a day: it may have read a lot. */
const lookMilliseconds = 60 * 60_000;
const mostFiles = 20;
/** In all, so that a week costs no month's volume; one file is read whatever it has. */
const mostBytes = 200_000_000;

/** Reads a sample of the copies of each place back once a week, and says whether they are what was sent. */
export class CopyChecker {
  readonly #options: CopyCheckerOptions;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  /** When a check could not be made, by the monotonic clock, and why. */
  readonly #failures = new Map<string, { readonly atMilliseconds: number; readonly sentence: string }>();
  #cancelLook = (): void => {};

  constructor(options: CopyCheckerOptions) {
    this.#options = options;
    this.#schedule();
  }

  isRunning(targetId: string): boolean {
    return this.#running.has(targetId);
  }

  /** Why the last check could not be made; null where it could. */
  errorOf(targetId: string): string | null {
    return this.#failures.get(targetId)?.sentence ?? null;
  }

  /** Resolves once it is over; joins one that is under way. Never rejects. */
  check(target: BackupTarget): Promise<void> {
    const id = target.target_id;
    const running =
      this.#running.get(id) ??
      this.#check(target)
        .catch((error: unknown) => {
          if (!this.#closing.signal.aborted) {
            const sentence = error instanceof BackupFault ? error.message : sentenceOfFault('broke_off');
            this.#failures.set(id, { atMilliseconds: this.#options.clock.monotonicMilliseconds(), sentence });
            this.#options.logger.warn({ err: error }, 'copies could not be checked');
          }
        })
        .finally(() => {
          this.#running.delete(id);
          this.#options.onChanged();
        });
    this.#running.set(id, running);
    return running;
  }

  async close(): Promise<void> {
    this.#cancelLook();
    this.#closing.abort();
    await Promise.all(this.#running.values());
  }

  #schedule(): void {
    this.#cancelLook = this.#options.clock.after(lookMilliseconds, () => {
      this.#options
        .targets()
        .filter((target) => target.enabled && this.#options.isHour(target) && this.#isDue(target.target_id))
        .forEach((target) => void this.check(target));
      this.#schedule();
    });
  }

  /** A day after the place was added, then each week; the day after something was broken. By a clock that may be set back. */
  #isDue(targetId: string): boolean {
    const failedAtMilliseconds = this.#failures.get(targetId)?.atMilliseconds ?? -Infinity;
    if (this.#options.clock.monotonicMilliseconds() - failedAtMilliseconds < dayMilliseconds) {
      return false;
    }
    const { last, createdAtMilliseconds } = this.#options.files.checkOf(targetId);
    const pauseMilliseconds = last === null || last.brokenCount > 0 ? dayMilliseconds : weekMilliseconds;
    const sinceMilliseconds = this.#nowMilliseconds - (last?.atMilliseconds ?? createdAtMilliseconds);
    return sinceMilliseconds < 0 || sinceMilliseconds >= pauseMilliseconds;
  }

  async #check(target: BackupTarget): Promise<void> {
    const { files: known, makeStore, onBroken, logger } = this.#options;
    const files = withinBytes(known.filesToCheck(target.target_id, mostFiles));
    const store = makeStore(target);
    const broken: CheckedFile[] = [];
    try {
      for (const file of files) {
        if (!(await this.#isWhole(store, file))) {
          logger.warn({ target: target.name, copy: file.key }, 'a copy is broken; it is sent again if it is still here');
          broken.push(file);
        }
      }
    } finally {
      store.close();
    }
    known.setCheck(target.target_id, {
      atMilliseconds: this.#nowMilliseconds,
      checkedCount: files.length,
      brokenCount: broken.length,
      brokenKeys: broken.map(({ key }) => key),
    });
    this.#failures.delete(target.target_id);
    broken.forEach((file) => known.sendAgain(file));
    if (broken.length > 0) {
      onBroken(target);
    }
  }

  /** Throws where the server cannot be asked. */
  async #isWhole(store: BackupStore, { key, sizeBytes, sha256 }: CheckedFile): Promise<boolean> {
    const hash = createHash('sha256');
    let readBytes = 0;
    try {
      for await (const piece of await store.read(key, this.#closing.signal)) {
        readBytes += piece.length;
        if (readBytes > sizeBytes) {
          return false;
        }
        hash.update(piece);
      }
    } catch (error) {
      if (error instanceof BackupFault && error.code === 'no_folder') {
        return false;
      }
      throw error;
    }
    return readBytes === sizeBytes && hash.digest('hex') === sha256;
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

function withinBytes(files: readonly CheckedFile[]): CheckedFile[] {
  let sumBytes = 0;
  return files.filter(({ sizeBytes }, index) => {
    const fits = index === 0 || sumBytes + sizeBytes <= mostBytes;
    sumBytes += fits ? sizeBytes : 0;
    return fits;
  });
}

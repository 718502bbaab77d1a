import type { BackupTarget } from '../../shared/backup.ts';
import type { Logger } from '../system/logger.ts';
import type { CopyList } from './copy-list.ts';
import { priorities } from './priorities.ts';
import type { Source } from './source.ts';

interface CopyQueueOptions {
  readonly copies: Pick<CopyList, 'add'>;
  targets(): readonly BackupTarget[];
  /** Everything that is there, in portions, so that others have their turn in between. */
  all(): Iterable<readonly Source[]>;
  /** There may be something to send now, or, for what was just noticed, soon. */
  onQueued(isSoon: boolean): void;
  nowMilliseconds(): number;
  readonly logger: Logger;
}

/** Until the end of what is recorded of an event is on the disk. */
const afterEventMilliseconds = 8000;

/** What is to be copied, for each place. */
export class CopyQueue {
  readonly #options: CopyQueueOptions;
  #isClosed = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: CopyQueueOptions) {
    this.#options = options;
  }

  /** Something has ended, or is kept from now on. */
  noticed(source: Source): void {
    for (const target of this.#options.targets()) {
      this.#add(target, source, afterEventMilliseconds);
    }
    this.#options.onQueued(source.kind === 'event');
  }

  /** Goes through everything: what ended while PetLog was killed, or before there was a place. */
  look(): void {
    this.#looking = this.#looking
      .then(() => this.#lookAtAll())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'what is to be copied could not be looked at');
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    const { all, targets, onQueued } = this.#options;
    // A long log is not read for nobody: who adds a target has it looked at.
    if (targets().length === 0) {
      return;
    }
    for (const portion of all()) {
      if (this.#isClosed) {
        return;
      }
      portion.forEach((source) => targets().forEach((target) => this.#add(target, source, 0)));
      await new Promise(setImmediate);
    }
    onQueued(false);
  }

  #add({ target_id: targetId }: BackupTarget, { kind, sourceId, atMilliseconds, isKept }: Source, afterMilliseconds: number): void {
    const priority = kind === 'event' ? priorities.event : isKept ? priorities.kept : priorities.rest;
    const dueAtMilliseconds = this.#options.nowMilliseconds() + (kind === 'event' ? afterMilliseconds : 0);
    this.#options.copies.add({ targetId, kind, sourceId, atMilliseconds }, priority, dueAtMilliseconds);
  }
}

import type { Clock } from '../system/clock.ts';
import type { JobQueue } from '../system/job-queue.ts';
import type { RecordingsInProgress } from './recordings-in-progress.ts';

/** Until the disk is asked again for room in the list. */
const retryMilliseconds = 5000;

interface UnlistedRecordingsOptions {
  readonly inProgress: RecordingsInProgress;
  readonly work: JobQueue;
  readonly clock: Clock;
  /** Called for each that is listed now. */
  readonly onListed: (recordingId: string) => void;
}

/** Recordings that are over, and that the disk had no room to list: they are listed as soon as it has. */
export class UnlistedRecordings {
  readonly #options: UnlistedRecordingsOptions;
  #cancelRetry: (() => void) | null = null;
  #isClosed = false;

  constructor(options: UnlistedRecordingsOptions) {
    this.#options = options;
  }

  /** There may be one more. */
  retry(): void {
    const { inProgress, work, clock, onListed } = this.#options;
    if (inProgress.hasUnlisted && this.#cancelRetry === null && !this.#isClosed) {
      this.#cancelRetry = clock.after(retryMilliseconds, () => {
        this.#cancelRetry = null;
        void work.add(async () => {
          const listed = await inProgress.listUnlisted();
          listed.forEach(onListed);
          this.retry();
        });
      });
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry?.();
  }
}

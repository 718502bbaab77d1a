import type { Clock } from '../system/clock.ts';
import type { MediaCommand } from './protocol.ts';
import type { HistorySettings } from './video-settings.ts';

/** After the last picture the history stays as long as it reaches back, and so much more. */
const graceMilliseconds = 2000;

interface FeedHistoryOptions {
  readonly clock: Clock;
  /** Tells the process, if it runs. */
  readonly tell: (command: MediaCommand) => void;
  /** Nothing is kept any more. Told whether there was anything before, which the process may still have. */
  readonly onExpired: (wasThere: boolean) => void;
}

/** One camera's last minutes, as its feed knows them: how much of them is wanted, and whether the process has, or may have, any. */
export class FeedHistory {
  readonly #options: FeedHistoryOptions;
  #settings: HistorySettings | null = null;
  /** Of the newest frame that the history has, or may have; null when it has none. */
  #newestMilliseconds: number | null = null;
  #cancelExpiry: (() => void) | null = null;

  constructor(options: FeedHistoryOptions) {
    this.#options = options;
  }

  /** Whether frames are kept from now on. */
  get isWanted(): boolean {
    return this.#settings !== null;
  }

  /** Whether there are last minutes, or may be. */
  get isThere(): boolean {
    return this.#newestMilliseconds !== null;
  }

  /** null keeps nothing any more, and forgets what was kept. */
  keep(settings: HistorySettings | null): void {
    this.#settings = settings;
    if (settings === null) {
      this.#expire();
    } else if (this.isThere) {
      this.tellSettings();
    }
  }

  /** A frame goes to the process, which keeps it if that is wanted. */
  take(captureMilliseconds: number): void {
    if (this.isWanted) {
      this.#newestMilliseconds = captureMilliseconds;
      this.#cancelExpiry ??= this.#expireAfter(this.#keptMilliseconds);
    }
  }

  /** To a process that does not know them yet. */
  tellSettings(): void {
    if (this.#settings !== null) {
      this.#options.tell({ type: 'keep-history', ...this.#settings });
    }
  }

  get #keptMilliseconds(): number {
    return (this.#settings?.limits.keptMilliseconds ?? 0) + graceMilliseconds;
  }

  /** One timer, moved on only when it fires. */
  #expireAfter(milliseconds: number): () => void {
    const { clock } = this.#options;
    return clock.after(milliseconds, () => {
      const leftMilliseconds = (this.#newestMilliseconds ?? -Infinity) + this.#keptMilliseconds - clock.monotonicMilliseconds();
      if (leftMilliseconds > 0) {
        this.#cancelExpiry = this.#expireAfter(leftMilliseconds);
      } else {
        this.#expire();
      }
    });
  }

  #expire(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = null;
    const wasThere = this.isThere;
    this.#newestMilliseconds = null;
    this.#options.onExpired(wasThere);
  }
}

import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import { afterAwake } from './patience.ts';

/** The signals that end PetLog in an orderly way. */
export const endingSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

type EndingEvent = (typeof endingSignals)[number] | 'uncaughtException' | 'unhandledRejection';

/** The part of `process` that says when to end. */
export interface EndingEvents {
  on(name: EndingEvent, listener: (reason: unknown) => void): unknown;
  off(name: EndingEvent, listener: (reason: unknown) => void): unknown;
}

export interface ShutdownOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: EndingEvents;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Longest time that closing may take; default 4500, so that a process is gone within 5 s of its signal. */
  readonly deadlineMilliseconds?: number;
}

/**
 * Ends the application once, whatever asks for it and however often: everything
 * that was opened is closed, newest first, then the process exits. A bug
 * ends it as well, with exit code 1, so that a recording is finished and a
 * supervisor can start it anew.
 */
export class Shutdown {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #events: EndingEvents;
  readonly #exit: (code: number) => void;
  readonly #deadlineMilliseconds: number;
  readonly #closers: { name: string; close: () => Promise<void> }[] = [];
  readonly #listeners: [EndingEvent, (reason: unknown) => void][];
  #exitCode: number | undefined;

  constructor({ clock, logger, events, exit, deadlineMilliseconds = 4500 }: ShutdownOptions) {
    this.#clock = clock;
    this.#logger = logger;
    this.#events = events;
    this.#exit = exit;
    this.#deadlineMilliseconds = deadlineMilliseconds;
    this.#listeners = [
      ...endingSignals.map((name): [EndingEvent, () => void] => [name, () => this.#obey(name)]),
      ['uncaughtException', (error) => this.#fail(error)],
      ['unhandledRejection', (error) => this.#fail(error)],
    ];
  }

  get isRequested(): boolean {
    return this.#exitCode !== undefined;
  }

  /**
   * Ends on signals and on bugs from now on. Called again, it takes the signals
   * back from whoever took them meanwhile.
   */
  listen(): void {
    for (const [name, listener] of this.#listeners) {
      this.#events.off(name, listener);
      this.#events.on(name, listener);
    }
  }

  /** Closed before everything that was added earlier. */
  add(name: string, close: () => Promise<void>): void {
    this.#closers.push({ name, close });
  }

  /** Closes everything and exits. Asked again, it only makes sure that a failure is not reported as success. */
  request(exitCode = 0): void {
    if (this.#exitCode !== undefined) {
      this.#exitCode = Math.max(this.#exitCode, exitCode);
      return;
    }
    this.#exitCode = exitCode;
    let closing = 'nothing';
    const cancelDeadline = afterAwake(this.#clock, this.#deadlineMilliseconds, () => {
      this.#logger.error(
        { closing, waitedMilliseconds: this.#deadlineMilliseconds },
        'Stopping took too long; the process ends without it.',
      );
      this.#exit(Math.max(this.#exitCode ?? 0, 1));
    });
    const close = async (): Promise<void> => {
      for (const closer of this.#closers.toReversed()) {
        closing = closer.name;
        try {
          await closer.close();
        } catch (error) {
          this.#logger.error({ err: error, closing }, 'Something could not be closed.');
          this.#exitCode = Math.max(this.#exitCode ?? 0, 1);
        }
      }
      cancelDeadline();
      this.#exit(this.#exitCode ?? 0);
    };
    void close();
  }

  #obey(signal: string): void {
    if (!this.isRequested) {
      this.#logger.info({ signal }, 'PetLog is stopping.');
    }
    this.request();
  }

  #fail(error: unknown): void {
    this.#logger.error({ err: error }, 'PetLog has a bug and stops.');
    this.request(1);
  }
}

import type { ChildProcess } from 'node:child_process';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

export interface ServiceManagerOptions {
  /** `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`, as systemd.exec(5) has them. */
  readonly environment: NodeJS.ProcessEnv;
  readonly processId: number;
  readonly spawn: (program: string, args: readonly string[], options: { stdio: 'ignore'; timeout: number }) => ChildProcess;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** systemd-notify answers within milliseconds; one that does not answer is given up. */
const notifyTimeoutMilliseconds = 10_000;
/** Pings in one watchdog period: sd_watchdog_enabled(3) advises two, and on a busy machine one may come late. */
const pingsPerPeriod = 3;

/**
 * Tells systemd that PetLog is ready, that it lives, and that it stops. The signs
 * of life come from a timer of the event loop: when that hangs, they end,
 * and systemd starts the service anew. They go through systemd-notify(1),
 * since Node has no unix datagram sockets. Without systemd it does nothing.
 */
export class ServiceManager {
  readonly #options: ServiceManagerOptions;
  readonly #isThere: boolean;
  #messenger: ChildProcess | undefined;
  #cancelPing = (): void => {};
  #hasFailed = false;

  constructor(options: ServiceManagerOptions) {
    this.#options = options;
    this.#isThere = (options.environment['NOTIFY_SOCKET'] ?? '') !== '';
  }

  /** PetLog serves; the signs of life begin, where systemd wants them. */
  ready(): void {
    this.#tell('READY=1', 'STATUS=Serving.');
    const periodMilliseconds = watchdogMilliseconds(this.#options);
    if (this.#isThere && periodMilliseconds !== null) {
      this.#pingEvery(periodMilliseconds / pingsPerPeriod);
    }
  }

  async close(): Promise<void> {
    this.#cancelPing();
    this.#tell('STOPPING=1', 'STATUS=Finishing recordings.');
  }

  #pingEvery(milliseconds: number): void {
    this.#cancelPing = this.#options.clock.after(milliseconds, () => {
      // One that still runs has told it, or will not.
      if (this.#messenger === undefined) {
        this.#tell('WATCHDOG=1');
      }
      this.#pingEvery(milliseconds);
    });
  }

  #tell(...assignments: string[]): void {
    if (!this.#isThere) {
      return;
    }
    const messenger = this.#options.spawn('systemd-notify', assignments, { stdio: 'ignore', timeout: notifyTimeoutMilliseconds });
    this.#messenger = messenger;
    const end = (problem?: string): void => {
      if (this.#messenger === messenger) {
        this.#messenger = undefined;
      }
      if (problem !== undefined && !this.#hasFailed) {
        this.#hasFailed = true;
        this.#options.logger.warn({ problem }, 'systemd could not be told how PetLog is.');
      }
    };
    messenger.once('error', (error) => end(error.message));
    messenger.once('exit', (code, signal) => end(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  }
}

/** Null where systemd watches nobody, or another process. */
function watchdogMilliseconds({ environment, processId }: ServiceManagerOptions): number | null {
  const microseconds = Number(environment['WATCHDOG_USEC'] ?? '');
  const watched = environment['WATCHDOG_PID'] ?? '';
  const isOurs = watched === '' || Number(watched) === processId;
  return isOurs && Number.isFinite(microseconds) && microseconds > 0 ? microseconds / 1000 : null;
}

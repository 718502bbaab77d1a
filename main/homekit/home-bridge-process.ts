import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import type { HomeKitCommand, HomeKitReport, HomeKitRequests } from './protocol.ts';

/** What the process says beside answers. */
export type HomeKitNews = Exclude<HomeKitReport, { type: 'ready' | 'succeeded' | 'refused' }>;

interface HomeBridgeProcessOptions {
  readonly program: URL;
  readonly clock: Clock;
  readonly logger: Logger;
  onNews(news: HomeKitNews): void;
  /** It crashed; not called after `close`. */
  onGone(): void;
}

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  request: { silentMilliseconds: 10_000, workMilliseconds: 30_000, looks: 2 },
  lingerMilliseconds: 0,
  // The network is told that nobody is here any more.
  stopMilliseconds: { usual: 1500, shutdown: 1500 },
};

/** One life of the HomeKit process: what it publishes, it publishes once. */
export class HomeBridgeProcess {
  readonly #worker: WorkerProcess<HomeKitRequests, HomeKitCommand, HomeKitNews>;
  #isOver = false;

  constructor({ program, clock, logger, onNews, onGone }: HomeBridgeProcessOptions) {
    this.#worker = new WorkerProcess(
      // The arithmetic of a pairing would take a Pi half a minute without.
      { name: 'HomeKit process', program, computesInJavaScript: true, clock, logger, patience },
      {
        isNeeded: () => !this.#isOver,
        report: (news) => this.#isOver || onNews(news),
        crashed: () => {
          if (!this.#isOver) {
            this.#isOver = true;
            onGone();
          }
        },
      },
    );
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /** @throws WorkerError `EADDRINUSE` where the port is taken */
  publish(question: HomeKitRequests['publish']['question']): Promise<HomeKitRequests['publish']['answer']> {
    return this.#worker.ask('publish', question);
  }

  send(command: Exclude<HomeKitCommand, { requestId: number }>): void {
    this.#worker.send(command);
  }

  /** Resolves when nothing is left of it. */
  close(): Promise<void> {
    this.#isOver = true;
    return this.#worker.close();
  }
}

import {
  refusedSpeakerCode,
  type SpeakerCommand,
  type SpeakerEvent,
  type SpeakerRequests,
  type VoicePacket,
} from '../media/sound/speaker-protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { WorkerError } from '../system/worker-requests.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';

interface SpeakerProcessOptions {
  readonly program: URL;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What is played ended by itself: why, as the rest of a sentence. */
  onEnded(reason: string): void;
}

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  request: { silentMilliseconds: 10_000, workMilliseconds: 30_000, looks: 2 },
  // Who lets go of the button often presses it again.
  lingerMilliseconds: 5000,
  stopMilliseconds: { usual: 2000, shutdown: 500 },
};

/** A speaker could not be opened; the message is the rest of a sentence about it. */
export class SpeakerError extends Error {
  override readonly name = 'SpeakerError';
}

/** The main process's side of a speaker process, which runs while somebody talks, and some seconds longer. */
export class SpeakerProcessClient {
  readonly #worker: WorkerProcess<SpeakerRequests, SpeakerCommand, SpeakerEvent>;
  /** From the wish to open it on: a process that nobody needs ends. */
  #isNeeded = false;
  #isPlaying = false;
  /** What an earlier wish comes to says nothing of whoever talks now. */
  #latestWish: symbol | null = null;

  constructor({ program, clock, logger, onEnded }: SpeakerProcessOptions) {
    const ended = (reason: string): void => {
      if (this.#isPlaying) {
        this.#isPlaying = false;
        this.#isNeeded = false;
        this.#worker.endUnlessNeeded();
        onEnded(reason);
      }
    };
    this.#worker = new WorkerProcess(
      { name: 'speaker process', program, clock, logger, patience },
      {
        isNeeded: () => this.#isNeeded,
        report: ({ reason }) => ended(reason),
        gone: () => ended('what plays it is gone'),
      },
    );
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /**
   * Opens a speaker by its name of ALSA, and starts the process when needed.
   *
   * @throws SpeakerError
   */
  async open(device: string): Promise<void> {
    const wish = Symbol('wish');
    this.#latestWish = wish;
    this.#isNeeded = true;
    try {
      await this.#worker.ask('open', { device });
    } catch (error) {
      if (this.#latestWish === wish) {
        this.#isNeeded = false;
        this.#worker.endUnlessNeeded();
      }
      const isRefused = error instanceof WorkerError && error.code === refusedSpeakerCode;
      throw new SpeakerError(isRefused ? error.message : 'what plays it does not answer', { cause: error });
    }
    this.#isPlaying = true;
  }

  play({ sequenceNumber, timestamp, data }: VoicePacket): void {
    this.#worker.send({ type: 'packet', sequenceNumber, timestamp, data });
  }

  /** What was said is played to its end. */
  finish(): void {
    this.#isNeeded = false;
    this.#isPlaying = false;
    this.#worker.send({ type: 'finish' });
    this.#worker.endUnlessNeeded();
  }

  async close(): Promise<void> {
    this.#isNeeded = false;
    this.#isPlaying = false;
    await this.#worker.close();
  }
}

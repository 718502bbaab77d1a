import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import { WorkerError } from '../system/worker-requests.ts';
import {
  type RelayCommand,
  type RelayDestination,
  type RelayedFormat,
  type RelayedPicture,
  type RelayedSound,
  type RelayFault,
  type RelayReport,
  type RelayRequests,
  refusedServerCode,
} from './protocol.ts';

interface RelayProcessOptions {
  readonly program: URL;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Monotonic milliseconds that all processes of the machine share. */
  machineMilliseconds(): number;
}

/** Whom a connection to a server is of. */
export interface RelayOwner {
  /** Of the video, since it was opened. */
  onProgress(sentBytes: number, lostPictures: number): void;
  /** It is over, after it was open. `fault` null: the video became another one, or the process ended. */
  onEnded(fault: RelayFault | null): void;
  /** The server cannot go on without a keyframe. */
  onKeyframeWanted(): void;
}

/** Has an offer answered by a server: SDP for SDP. */
export type AnswerOffer = (offer: string) => Promise<string>;

/** The server took no video. */
export class RelayRefused extends Error {
  override readonly name = 'RelayRefused';
  readonly fault: RelayFault;

  constructor(fault: RelayFault) {
    super(fault.predicate);
    this.fault = fault;
  }
}

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  // A server may take as long to say no.
  request: { silentMilliseconds: 30_000, workMilliseconds: 60_000, looks: 2 },
  lingerMilliseconds: 2000,
  stopMilliseconds: { usual: 2000, shutdown: 1500 },
};

/** Of servers that do not answer, each holds a thread of FFmpeg's; the others go on. */
const environment = { UV_THREADPOOL_SIZE: '24' };

/** The main process's side of the relay process, which runs while there is somewhere to publish to. */
export class RelayProcessClient {
  readonly #worker: WorkerProcess<RelayRequests, RelayCommand, Exclude<RelayReport, { type: 'ready' | 'succeeded' | 'refused' }>>;
  /** Those that are being opened, too: one may end before its answer has been read. */
  readonly #open = new Map<string, { readonly owner: RelayOwner; isAnswered: boolean }>();
  readonly #machineOffsetMilliseconds: () => number;

  constructor({ program, clock, logger, machineMilliseconds }: RelayProcessOptions) {
    this.#machineOffsetMilliseconds = () => machineMilliseconds() - clock.monotonicMilliseconds();
    this.#worker = new WorkerProcess(
      { name: 'relay process', program, clock, logger, patience, environment },
      {
        isNeeded: () => this.#open.size > 0,
        report: (report) => {
          if (report.type === 'progress') {
            this.#open.get(report.relayId)?.owner.onProgress(report.sentBytes, report.lostPictures);
          } else if (report.type === 'keyframe-wanted') {
            this.#open.get(report.relayId)?.owner.onKeyframeWanted();
          } else {
            this.#end(report.relayId, report.fault);
          }
        },
        gone: () => [...this.#open.keys()].forEach((relayId) => this.#end(relayId, null)),
      },
    );
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /**
   * Publishes there, and starts the process when needed.
   *
   * @throws RelayRefused with the step that failed
   * @throws WorkerError where the process is to blame, or it was closed meanwhile
   */
  async open(relayId: string, destination: RelayDestination, format: RelayedFormat, owner: RelayOwner): Promise<void> {
    await this.#begin(relayId, owner, () => this.#worker.ask('open', { relayId, destination, format }));
  }

  /**
   * The same by WebRTC, where its offer is answered.
   *
   * @returns whether the server takes the sound
   * @throws RelayRefused, WorkerError as `open`; what `answer` throws
   */
  openByOffer(relayId: string, format: RelayedFormat, answer: AnswerOffer, owner: RelayOwner): Promise<boolean> {
    return this.#begin(relayId, owner, async (assertWanted) => {
      const machineOffsetMilliseconds = this.#machineOffsetMilliseconds();
      const { sdp: offer } = await this.#worker.ask('offer', { relayId, format, machineOffsetMilliseconds });
      const sdp = await answer(offer);
      assertWanted();
      const { hasSound } = await this.#worker.ask('accept', { relayId, sdp });
      return hasSound;
    });
  }

  send(relayId: string, { annexB, isKeyframe, captureMilliseconds }: RelayedPicture): void {
    this.#worker.send({ type: 'picture', relayId, annexB, isKeyframe, captureMilliseconds });
  }

  sendSound(relayId: string, { firstSample, data }: RelayedSound): void {
    this.#worker.send({ type: 'sound', relayId, firstSample, data });
  }

  /** Its owner is not told. */
  closeRelay(relayId: string): void {
    this.#open.delete(relayId);
    this.#worker.send({ type: 'close', relayId });
    this.#worker.endUnlessNeeded();
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  async #begin<Result>(relayId: string, owner: RelayOwner, work: (assertWanted: () => void) => Promise<Result>): Promise<Result> {
    const entry = { owner, isAnswered: false };
    this.#open.set(relayId, entry);
    const assertWanted = (): void => {
      if (this.#open.get(relayId) !== entry) {
        throw new RelayRefused({ step: 'send', predicate: 'broke the connection off' });
      }
    };
    try {
      const result = await work(assertWanted);
      assertWanted();
      entry.isAnswered = true;
      return result;
    } catch (error) {
      if (this.#open.get(relayId) === entry) {
        this.#worker.send({ type: 'close', relayId });
        this.#end(relayId, null);
      }
      throw error instanceof WorkerError && error.code === refusedServerCode
        ? new RelayRefused(JSON.parse(error.message) as RelayFault)
        : error;
    }
  }

  #end(relayId: string, fault: RelayFault | null): void {
    const entry = this.#open.get(relayId);
    this.#open.delete(relayId);
    if (entry?.isAnswered === true) {
      entry.owner.onEnded(fault);
    }
    this.#worker.endUnlessNeeded();
  }
}

import type { VoicePacket } from '../../media/sound/speaker-protocol.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { WorkerProcess, type WorkerPatience } from '../../system/worker-process.ts';
import { WorkerError } from '../../system/worker-requests.ts';
import type { AnsweredOffer, SentRendition, WebRtcCommand, WebRtcPicture, WebRtcReport, WebRtcRequests, WebRtcSound } from './protocol.ts';

interface WebRtcProcessOptions {
  readonly program: URL;
  readonly clock: Clock;
  readonly logger: Logger;
  /** UDP, for everybody; 0 for any. */
  portNumber(): number;
  /** Null for every network. */
  bindAddress(): string | null;
  /** `stun:ADDRESS:PORT`; null for none. */
  stunServer(): Promise<string | null>;
  /** Browsers may have a relay that they ask over TCP or TLS. */
  bridgesRelays(): boolean;
  /** Monotonic milliseconds that all processes of the machine share. */
  machineMilliseconds(): number;
}

/** Whom a session is of. */
export interface SessionOwner {
  readonly cameraId: string;
  /** The largest first, in which it begins. */
  readonly renditions: readonly SentRendition[];
  /** The camera has sound, for whoever takes it. */
  readonly hasSound: boolean;
  /** A voice that it sends may be taken. */
  readonly mayTalk: boolean;
  /** The process is there, and gets what it is sent from now on. */
  onAsked(): void;
  /** What is said by it, while that is listened to. */
  onVoice(packet: VoicePacket): void;
  /** The browser went, or the process did. */
  onEnded(): void;
  /** It is to be sent in another rendition, beside the one that it gets up to the next keyframe. */
  onRenditionWanted(rendition: string): void;
  /** It gets that one now, and no other. */
  onRenditionTaken(rendition: string): void;
  /** Somebody cannot go on without a keyframe of that rendition. */
  onKeyframeWanted(rendition: string): void;
}

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  request: { silentMilliseconds: 10_000, workMilliseconds: 30_000, looks: 2 },
  lingerMilliseconds: 2000,
  stopMilliseconds: { usual: 0, shutdown: 0 },
};

/** The main process's side of the WebRTC process, which runs while somebody watches that way. */
export class WebRtcProcessClient {
  readonly #options: WebRtcProcessOptions;
  readonly #worker: WorkerProcess<WebRtcRequests, WebRtcCommand, Exclude<WebRtcReport, { type: 'ready' | 'succeeded' | 'refused' }>>;
  readonly #sessions = new Map<string, SessionOwner>();
  /** When it was gone last. */
  #hadSessions = false;

  constructor(options: WebRtcProcessOptions) {
    const { program, clock, logger } = options;
    this.#options = options;
    this.#worker = new WorkerProcess(
      { name: 'WebRTC process', program, clock, logger, patience },
      {
        isNeeded: () => this.#sessions.size > 0,
        report: (report) => {
          switch (report.type) {
            case 'session-ended':
              this.#end(report.sessionId);
              break;
            case 'voice':
              this.#sessions.get(report.sessionId)?.onVoice(report);
              break;
            case 'rendition-wanted':
              this.#sessions.get(report.sessionId)?.onRenditionWanted(report.rendition);
              break;
            case 'rendition-taken':
              this.#sessions.get(report.sessionId)?.onRenditionTaken(report.rendition);
              break;
            case 'keyframe-wanted':
              [...this.#sessions.values()].find(({ cameraId }) => cameraId === report.cameraId)?.onKeyframeWanted(report.rendition);
          }
        },
        gone: () => {
          this.#hadSessions = this.#sessions.size > 0;
          [...this.#sessions.keys()].forEach((sessionId) => this.#end(sessionId));
        },
        // Those who watched come back in a moment, and find it running; it ends where nobody does.
        crashed: () => {
          if (this.#hadSessions) {
            this.#worker.start();
          }
        },
      },
    );
  }

  /** Whether the process gets what it is sent. */
  get isThere(): boolean {
    return this.#worker.pid !== undefined;
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /**
   * Begins a session, and starts the process when needed.
   *
   * @throws WorkerError `refusedOfferCode` where the offer is to blame, `refusedPortCode` where the UDP port cannot be had
   */
  async open(sessionId: string, offer: string, owner: SessionOwner): Promise<AnsweredOffer> {
    this.#sessions.set(sessionId, owner);
    try {
      const { portNumber, bindAddress, stunServer, bridgesRelays, machineMilliseconds, clock } = this.#options;
      const { cameraId, renditions, hasSound, mayTalk } = owner;
      const places = { portNumber: portNumber(), bindAddress: bindAddress(), bridgesRelays: bridgesRelays() };
      const network = { ...places, stunServer: await stunServer() };
      if (!this.#sessions.has(sessionId)) {
        throw new WorkerError('ECANCELED', 'it was ended');
      }
      const machineOffsetMilliseconds = machineMilliseconds() - clock.monotonicMilliseconds();
      const wanted = { cameraId, renditions, hasSound, mayTalk };
      const answered = this.#worker.ask('open', { sessionId, ...wanted, machineOffsetMilliseconds, offer, ...network });
      owner.onAsked();
      return await answered;
    } catch (error) {
      this.#end(sessionId);
      throw error;
    }
  }

  /** For everybody who watches that rendition of the camera; lost where the process is not there. */
  send(picture: WebRtcPicture): void {
    this.#worker.send({ type: 'picture', ...picture });
  }

  /** Nobody watches that rendition of the camera any more. */
  forgetPictures(cameraId: string, rendition: string): void {
    this.#worker.send({ type: 'forget-pictures', cameraId, rendition });
  }

  /** For everybody who hears the camera. */
  sendSound(sound: WebRtcSound): void {
    this.#worker.send({ type: 'sound', ...sound });
  }

  /** Whether what is said by a session is given to its owner. */
  listen(sessionId: string, isListening: boolean): void {
    this.#worker.send({ type: 'listen', sessionId, isListening });
  }

  addCandidates(sessionId: string, mid: string, candidates: string[]): void {
    this.#worker.send({ type: 'candidates', sessionId, mid, candidates });
  }

  /** Its owner is not told. */
  closeSession(sessionId: string): void {
    if (this.#sessions.delete(sessionId)) {
      this.#worker.send({ type: 'close', sessionId });
      this.#worker.endUnlessNeeded();
    }
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  #end(sessionId: string): void {
    const owner = this.#sessions.get(sessionId);
    this.#sessions.delete(sessionId);
    owner?.onEnded();
    this.#worker.endUnlessNeeded();
  }
}

import type { RelayState, StoredRelay } from '../../shared/relays.ts';
import type { PacketSource, PacketSubscription } from '../media/packet-hub.ts';
import { AddressRefusal, UnknownHost } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { RelayFault } from './protocol.ts';
import type { RelayConnections } from './relay-connections.ts';
import { RelayRefused } from './relay-process-client.ts';
import { type HeardCamera, RelayedSounds } from './relayed-sounds.ts';
import { formatOf } from './video-format.ts';

/** A camera as a relay sees it. */
export interface RelayedCamera {
  /** Whether it may run for a relay now: nobody has stopped it, and nobody keeps it from all. */
  readonly isAvailable: boolean;
  /** @throws PetLogError while nobody gets it */
  acquire(): { release(): void };
  packetsOf(rendition: string): PacketSource;
  readonly sound: HeardCamera;
}

export interface RelayOptions {
  readonly relay: StoredRelay;
  /** Null where there is none with its id. */
  camera(): RelayedCamera | null;
  readonly connections: Pick<RelayConnections, 'open' | 'send' | 'sendSound' | 'closeRelay'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** While a server is opened; more than that is too old to be shown. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** A server that is started again is tried soon; one that refuses, less and less often. */
const retry = { firstMilliseconds: 500, mostMilliseconds: 2500, mostAfterRefusalMilliseconds: 60_000 } as const;
/** What was published for so long was no accident: the next try is soon again. */
const calmMilliseconds = 10_000;

/** One camera's way to one server, for as long as it is wanted: the camera runs, and what ends is tried again. */
export class Relay {
  readonly #options: RelayOptions;
  #state: RelayState = 'waiting';
  #stateSinceMicroseconds: number;
  #lease: { release(): void } | null = null;
  #source: PacketSource | null = null;
  #packets: PacketSubscription | null = null;
  readonly #sounds: RelayedSounds;
  #cancelRetry = (): void => {};
  #failures = 0;
  #publishedAtMilliseconds = 0;
  #hasPublished = false;
  #reconnects = 0;
  /** Of connections that are over, and of the one that is open. */
  #sent = { earlierBytes: 0, bytes: 0, earlierLost: 0, lost: 0 };
  #fault: RelayFault | null = null;
  /** Whether the server was offered sound. */
  #asksForSound = false;
  /** Which try it is: what an earlier one still brings is of no use. */
  #turn = 0;
  #isClosed = false;

  constructor(options: RelayOptions) {
    const { relay, connections } = options;
    this.#options = options;
    this.#sounds = new RelayedSounds(relay.url, (sound) => connections.sendSound(relay.relay_id, sound));
    this.#stateSinceMicroseconds = options.clock.nowMicroseconds();
  }

  get state(): RelayState {
    return this.#options.relay.enabled ? this.#state : 'off';
  }

  get stateSinceMicroseconds(): number {
    return this.#stateSinceMicroseconds;
  }

  get sentBytes(): number {
    return this.#sent.earlierBytes + this.#sent.bytes;
  }

  get lostPictures(): number {
    return this.#sent.earlierLost + this.#sent.lost;
  }

  get reconnects(): number {
    return this.#reconnects;
  }

  /** What went wrong last; null once it is right. */
  get fault(): RelayFault | null {
    return this.#fault;
  }

  /** Begins, goes on, or ends, as the camera now may. */
  follow(): void {
    const { relay, camera } = this.#options;
    const followed = relay.enabled && !this.#isClosed ? camera() : null;
    if (followed?.isAvailable !== true) {
      this.#rest();
      return;
    }
    if (this.#lease !== null) {
      this.#followSound();
      return;
    }
    try {
      this.#lease = followed.acquire();
    } catch {
      this.#rest();
      return;
    }
    this.#begin(followed);
  }

  /** The camera was stopped, and every need of it ended with it. */
  cameraStopped(): void {
    this.#rest();
    this.follow();
  }

  close(): void {
    this.#isClosed = true;
    this.#rest();
  }

  #begin(camera: RelayedCamera): void {
    this.#become('waiting');
    this.#turn += 1;
    const turn = this.#turn;
    this.#source = camera.packetsOf(this.#options.relay.rendition);
    this.#packets = this.#source.subscribe({
      mostBytes: mostWaitingBytes,
      isHeard: () => this.#sounds.areSent,
      onAvailable: () => {
        if (turn === this.#turn && this.#state === 'waiting') {
          void this.#publish(turn, camera.sound);
        } else if (turn === this.#turn && this.#state === 'publishing') {
          this.#pass();
        }
      },
    });
    if (this.#failures > 0) {
      this.#source.requestKeyframe(); // else a server that is back waits for the next one
    }
  }

  async #publish(turn: number, sound: HeardCamera): Promise<void> {
    const { relay, connections } = this.#options;
    const first = this.#packets?.take() ?? null;
    if (first === null) {
      return;
    }
    this.#become('connecting');
    this.#asksForSound = relay.sound && sound.isOn;
    try {
      const isSoundTaken = await connections.open(relay.relay_id, relay, formatOf(first, this.#asksForSound), {
        onProgress: (bytes, lost) => Object.assign(this.#sent, { bytes, lost }),
        onKeyframeWanted: () => this.#source?.requestKeyframe(),
        onEnded: (fault) => {
          if (turn === this.#turn) {
            this.#ended(fault);
          }
        },
      });
      if (turn !== this.#turn) {
        return; // whoever ended the turn closed it there
      }
      this.#reconnects += this.#hasPublished ? 1 : 0;
      this.#hasPublished = true;
      this.#publishedAtMilliseconds = this.#options.clock.monotonicMilliseconds();
      this.#fault = null;
      this.#become('publishing');
      if (isSoundTaken) {
        this.#sounds.begin(sound, first.captureMilliseconds);
      }
      connections.send(relay.relay_id, first);
      this.#pass();
      this.#followSound();
    } catch (error) {
      if (turn === this.#turn) {
        this.#failed(faultOf(error));
      }
    }
  }

  #pass(): void {
    const { relay, connections } = this.#options;
    for (let packet = this.#packets?.take() ?? null; packet !== null; packet = this.#packets?.take() ?? null) {
      connections.send(relay.relay_id, packet);
      this.#sounds.passUntil(packet.captureMilliseconds);
    }
  }

  /** Servers take no further track: when sound is switched on, it begins anew. Switched off, silence follows. */
  #followSound(): void {
    const { relay, camera } = this.#options;
    if (this.#state === 'publishing' && relay.sound && !this.#asksForSound && camera()?.sound.isOn === true) {
      this.#failed(null);
    }
  }

  #ended(fault: RelayFault | null): void {
    const lasted = this.#options.clock.monotonicMilliseconds() - this.#publishedAtMilliseconds;
    if (lasted >= calmMilliseconds) {
      this.#failures = 0;
    }
    this.#failed(fault);
  }

  /** @param fault null where nobody is to blame: it is tried again at once */
  #failed(fault: RelayFault | null): void {
    const { relay, clock, logger } = this.#options;
    this.#endTurn();
    this.#failures += fault === null ? 0 : 1;
    if (fault !== null && fault.predicate !== this.#fault?.predicate) {
      logger.warn(
        { relay: relay.relay_id, step: fault.step },
        `the relay "${relay.name}" does not get through: its server ${fault.predicate}`,
      );
    }
    this.#fault = fault ?? this.#fault;
    this.#become('failing');
    // Only a server that was there and said no is left alone for longer.
    const most = fault?.step === 'publish' || fault?.step === 'secure' ? retry.mostAfterRefusalMilliseconds : retry.mostMilliseconds;
    const delay = Math.min(most, retry.firstMilliseconds * 2 ** Math.max(0, this.#failures - 1));
    this.#cancelRetry = clock.after(delay, () => {
      const camera = this.#options.camera();
      if (camera !== null && this.#lease !== null) {
        this.#begin(camera);
      }
    });
  }

  /** Nothing is published, and the camera is not needed. */
  #rest(): void {
    this.#endTurn();
    this.#lease?.release();
    this.#lease = null;
    this.#failures = 0;
    this.#become('waiting');
  }

  #endTurn(): void {
    const { relay, connections } = this.#options;
    this.#turn += 1;
    this.#cancelRetry();
    this.#sounds.end();
    this.#packets?.close();
    this.#packets = null;
    this.#source = null;
    const { bytes, lost } = this.#sent;
    this.#sent = { earlierBytes: this.sentBytes, bytes: 0, earlierLost: this.lostPictures, lost: 0 };
    if (this.#state === 'connecting' || this.#state === 'publishing' || bytes + lost > 0) {
      connections.closeRelay(relay.relay_id);
    }
  }

  #become(state: RelayState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#stateSinceMicroseconds = this.#options.clock.nowMicroseconds();
    }
  }
}

/** @returns null where the process is to blame, and not the server */
export function faultOf(error: unknown): RelayFault | null {
  if (error instanceof RelayRefused) {
    return error.fault;
  }
  if (error instanceof AddressRefusal) {
    return {
      step: 'look_up',
      predicate: error instanceof UnknownHost ? 'is not known on the network' : `cannot be used: ${error.message}`,
    };
  }
  return null;
}

import { type Audio, PeerConnection, type Track, type Video } from 'node-datachannel';
import { isBridged, RelayBridges, splitOffer } from './relay-bridges.ts';

export interface PeerOptions {
  readonly sessionId: string;
  readonly offer: string;
  /** UDP, for everybody. */
  readonly portNumber: number;
  /** Null for every network. */
  readonly bindAddress: string | null;
  /** Asked for the address that the internet sees; null for none. */
  readonly stunServer: string | null;
  /** It may have a relay that it asks over TCP or TLS. */
  readonly bridgesRelays: boolean;
}

const gatherMilliseconds = 4000;
/** A STUN server that does not answer is waited for no longer: the browser may not need what it says. */
const reflexiveMilliseconds = 1000;

/** The connection to one browser, which made the offer: ICE and DTLS are the library's. */
export class Peer {
  readonly #options: PeerOptions;
  readonly #connection: PeerConnection;
  /** The library forgets a track that nobody here has. */
  readonly #tracks: Track[] = [];
  readonly #bridges: RelayBridges;

  /** @throws what the library does not like */
  constructor(options: PeerOptions) {
    const { sessionId, portNumber, bindAddress, stunServer } = options;
    this.#options = options;
    this.#connection = new PeerConnection(sessionId, {
      iceServers: stunServer === null ? [] : [stunServer],
      disableAutoNegotiation: true,
      enableIceUdpMux: true,
      portRangeBegin: portNumber,
      portRangeEnd: portNumber,
      ...(bindAddress === null ? {} : { bindAddress }),
    });
    this.#bridges = new RelayBridges({ portNumber, bindAddress, add: (candidate) => this.#add(candidate, this.#firstMid) });
  }

  addTrack(media: Audio | Video): Track {
    const track = this.#connection.addTrack(media);
    this.#tracks.push(track);
    return track;
  }

  /** The connection is lost, or was ended by the other side. May be told more than once. */
  onGone(listener: () => void): void {
    this.#connection.onStateChange((state) => {
      if (state === 'closed' || state === 'failed' || state === 'disconnected') {
        listener();
      }
    });
  }

  /**
   * With every candidate of this machine in it, and what the STUN server says where it says so soon.
   *
   * @throws what the library does not like of the offer
   */
  async answer(): Promise<string> {
    const { offer, bridged } = splitOffer(this.#options.offer);
    const own = await this.#answerTo(offer);
    const answer = this.#options.bridgesRelays || bridged.length > 0 ? await this.#bridges.expectOne(own) : own;
    for (const candidate of bridged) {
      await this.#bridges.bridge(candidate, own);
    }
    return answer;
  }

  /** What the library does not like is left out: another candidate may do. */
  addCandidate(candidate: string, mid: string): void {
    const own = isBridged(candidate) ? this.#connection.localDescription() : null;
    if (own === null) {
      this.#add(candidate, mid);
    } else {
      void this.#bridges.bridge(candidate, own.sdp);
    }
  }

  /** All sections share one way. */
  get #firstMid(): string {
    return /^a=mid:(\S+)/m.exec(this.#options.offer)?.[1] ?? '0';
  }

  #add(candidate: string, mid: string): void {
    try {
      this.#connection.addRemoteCandidate(candidate, mid);
    } catch {
      // a name that nobody knows, or another kind of network
    }
  }

  #answerTo(offer: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timers: NodeJS.Timeout[] = [];
      const settle = (): void => {
        const description = this.#connection.localDescription();
        if (description !== null) {
          timers.forEach(clearTimeout);
          resolve(description.sdp);
        }
      };
      timers.push(setTimeout(() => reject(new Error('no network answered in time')), gatherMilliseconds));
      if (this.#options.stunServer !== null) {
        timers.push(setTimeout(settle, reflexiveMilliseconds));
      }
      this.#connection.onGatheringStateChange((state) => {
        if (state === 'complete') {
          settle();
        }
      });
      try {
        this.#connection.setRemoteDescription(offer, 'offer');
        this.#connection.setLocalDescription('answer');
      } catch (error) {
        timers.forEach(clearTimeout);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  close(): void {
    // The library keeps who listens to a track, and so all of a session, until the track itself is closed.
    this.#tracks.forEach((track) => track.close());
    this.#connection.close();
    this.#bridges.close();
  }
}

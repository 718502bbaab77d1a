import { type Audio, PeerConnection, type Track, type Video } from 'node-datachannel';

export interface PeerOptions {
  readonly sessionId: string;
  readonly offer: string;
  /** UDP, for everybody. */
  readonly portNumber: number;
  /** Null for every network. */
  readonly bindAddress: string | null;
}

const gatherMilliseconds = 4000;

/** The connection to one browser, which made the offer: ICE and DTLS are the library's. */
export class Peer {
  readonly #offer: string;
  readonly #connection: PeerConnection;
  /** The library forgets a track that nobody here has. */
  readonly #tracks: Track[] = [];

  /** @throws what the library does not like */
  constructor({ sessionId, offer, portNumber, bindAddress }: PeerOptions) {
    this.#offer = offer;
    this.#connection = new PeerConnection(sessionId, {
      iceServers: [],
      disableAutoNegotiation: true,
      enableIceUdpMux: true,
      portRangeBegin: portNumber,
      portRangeEnd: portNumber,
      ...(bindAddress === null ? {} : { bindAddress }),
    });
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
   * With every candidate of this machine in it.
   *
   * @throws what the library does not like of the offer
   */
  answer(): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no network answered in time')), gatherMilliseconds);
      this.#connection.onGatheringStateChange((state) => {
        const description = this.#connection.localDescription();
        if (state === 'complete' && description !== null) {
          clearTimeout(late);
          resolve(description.sdp);
        }
      });
      try {
        this.#connection.setRemoteDescription(this.#offer, 'offer');
        this.#connection.setLocalDescription('answer');
      } catch (error) {
        clearTimeout(late);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** What the library does not like is left out: another candidate may do. */
  addCandidate(candidate: string, mid: string): void {
    try {
      this.#connection.addRemoteCandidate(candidate, mid);
    } catch {
      // a name that nobody knows, or another kind of network
    }
  }

  close(): void {
    this.#connection.close();
  }
}

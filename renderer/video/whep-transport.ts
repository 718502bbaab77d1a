import { isWithin, readH265Codec, readH265Limits } from '../../shared/h265-limits.ts';
import { answerError } from '../transport/answer-error.ts';
import { pageAddress } from '../transport/page-address.ts';
import { gathered } from './gathered.ts';
import { askIceServers, readIceServers } from './ice-servers.ts';
import { changeSession, isOver, LateCandidates, noSession } from './late-candidates.ts';
import { ReceivedCodec } from './received-codec.ts';
import { isRefusal } from './refusal.ts';
import { captureMoment, readToldClock, type ToldClock } from './rtp-moments.ts';
import { SeenPictures } from './seen-pictures.ts';
import type { OpenTransport, VideoTransport } from './video-transport.ts';

/** A connection that is not there by then is kept from being one, by a firewall or a proxy. */
const connectMilliseconds = 5_000;
/** A server that says nothing for so long has no use for a connection either. */
const endMilliseconds = 5_000;

/** Whether this browser could play H.264 that comes by WebRTC; its offer says whether it does. */
export const canPlayWhep = (): boolean => typeof RTCPeerConnection === 'function';

/**
 * Whether this browser says that it plays such H.265 by WebRTC.
 *
 * @param codec as MIME types name it
 */
export function canPlayH265ByWhep(codec: string): boolean {
  const grade = readH265Codec(codec);
  const codecs = typeof RTCRtpReceiver === 'function' ? (RTCRtpReceiver.getCapabilities('video')?.codecs ?? []) : [];
  return (
    grade !== null &&
    codecs.some(({ mimeType, sdpFmtpLine }) => {
      const limits = mimeType.toLowerCase() === 'video/h265' ? readH265Limits(sdpFmtpLine) : null;
      return limits !== null && isWithin(grade, limits);
    })
  );
}

interface WhepPlace {
  readonly address: URL;
  /** Whether it has to bring the sound, when it is opened. */
  readonly isHeard: () => boolean;
  /** Rejects where there is nothing more to be watched; asked before it is opened anew. */
  readonly assertWatchable: () => Promise<void>;
}

/** The video of `POST /live/webrtc` (WHEP, draft-ietf-wish-whep). */
export function whepTransport(place: WhepPlace): OpenTransport {
  const told: ToldServers = { iceServers: null };
  return (video, onEnded) => new WhepTransport(video, { place, told, onEnded });
}

/** STUN and TURN servers, as the last answer told of them. */
interface ToldServers {
  /** Null before the first one. */
  iceServers: RTCIceServer[] | null;
}

interface WhepOptions {
  readonly place: WhepPlace;
  readonly told: ToldServers;
  readonly onEnded: () => void;
}

class WhepTransport implements VideoTransport {
  readonly #video: HTMLVideoElement;
  readonly #connection = new RTCPeerConnection();
  readonly #codec = new ReceivedCodec(this.#connection);
  readonly #candidates = new LateCandidates(this.#connection);
  readonly #abort = new AbortController();
  readonly #onEnded: () => void;
  readonly #connectTimer: ReturnType<typeof setTimeout>;
  /** Null where none is asked for. */
  readonly #sound: RTCRtpTransceiver | null;
  /** Where the session is ended, once there is one. */
  #session: URL | null = null;
  #stream: MediaStream | null = null;
  #isRefused = false;
  readonly #seen: SeenPictures;
  /** Once it is told. */
  #clock: ToldClock | undefined;

  constructor(video: HTMLVideoElement, { place, told, onEnded }: WhepOptions) {
    this.#video = video;
    this.#seen = new SeenPictures(video);
    this.#onEnded = onEnded;
    const connection = this.#connection;
    const { receiver } = connection.addTransceiver('video', { direction: 'recvonly' });
    if ('jitterBufferTarget' in receiver) {
      receiver.jitterBufferTarget = 0; // as fresh as it comes
    }
    this.#sound = place.isHeard() ? connection.addTransceiver('audio', { direction: 'recvonly' }) : null;
    connection.addEventListener('track', () => {
      this.#stream = new MediaStream(connection.getReceivers().map(({ track }) => track));
      video.srcObject = this.#stream;
      void video.play().catch(() => undefined);
    });
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'connected') {
        clearTimeout(this.#connectTimer);
      } else if (['disconnected', 'failed', 'closed'].includes(connection.connectionState)) {
        // Nothing is heard of what sent it, which may have been killed: a new session is quicker than any patience.
        this.#end();
      }
    });
    this.#connectTimer = setTimeout(() => this.#end(), connectMilliseconds);
    // A page that goes says so: what is vanished is looked for some seconds longer.
    globalThis.addEventListener('pagehide', () => void this.#endSession(), { signal: this.#abort.signal });
    this.#run(place, told).catch(() => this.#end());
  }

  get isH265(): boolean {
    return this.#codec.isH265;
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  capturedMilliseconds(): number | undefined {
    const { newest } = this.#seen;
    const now = performance.now();
    return newest === undefined || this.#clock === undefined
      ? undefined
      : captureMoment(newest.rtpTimestamp, this.#clock, now) + now - newest.shownMilliseconds;
  }

  /** What sent it may have been killed: the browser believes in the connection for some seconds longer than PetLog does. */
  askWhetherOver(): void {
    const session = this.#session;
    if (session === null) {
      return;
    }
    const end = (): void => {
      this.#session = null;
      this.#end();
    };
    if (isOver(this.#connection)) {
      end(); // the question would be answered by what browsers write down as a fault
      return;
    }
    void changeSession(session, 'a=mid:0\r\na=end-of-candidates\r\n').then((status) => status === noSession && end());
  }

  close(): void {
    clearTimeout(this.#connectTimer);
    this.#abort.abort();
    if (this.#video.srcObject === this.#stream) {
      this.#video.srcObject = null;
    }
    // A session whose connection is closed is over before it could be ended.
    void this.#endSession().finally(() => this.#connection.close());
  }

  async #run({ address, assertWatchable }: WhepPlace, told: ToldServers): Promise<void> {
    const connection = this.#connection;
    const mayBeWatched = told.iceServers === null ? null : assertWatchable();
    mayBeWatched?.catch(() => undefined); // while addresses are found, nobody waits for it
    told.iceServers ??= await askIceServers(address, this.#abort.signal);
    if (told.iceServers.length > 0) {
      connection.setConfiguration({ iceServers: told.iceServers });
    }
    await connection.setLocalDescription();
    await gathered(connection);
    await mayBeWatched;
    this.#candidates.keep();
    const offer = connection.localDescription?.sdp ?? '';
    if (!/ H264\/90000/i.test(offer)) {
      this.#isRefused = true;
      throw new Error('this browser takes no H.264 by WebRTC');
    }
    const response = await fetch(address, {
      method: 'POST',
      body: offer,
      headers: { 'Content-Type': 'application/sdp' },
      cache: 'no-store',
    });
    if (response.status !== 201) {
      this.#isRefused = isRefusal(response.status);
      throw await answerError(response);
    }
    told.iceServers = readIceServers(response.headers.get('link') ?? '');
    const name = response.headers.get('location')?.split('/').at(-1) ?? '';
    this.#session = pageAddress(`/live/webrtc/${encodeURIComponent(name)}`);
    const sdp = await response.text();
    const date = response.headers.get('date');
    const toldMilliseconds = date === null ? Date.now() : Date.parse(date);
    this.#clock = readToldClock(sdp, { toldMilliseconds, heardMilliseconds: performance.now() });
    if (this.#abort.signal.aborted) {
      await this.#endSession(); // nobody waits for it any more
      return;
    }
    await connection.setRemoteDescription({ type: 'answer', sdp });
    if (!this.#abort.signal.aborted) {
      this.#candidates.tell(this.#session);
    }
    if (this.#sound !== null && this.#sound.currentDirection !== 'recvonly') {
      this.#isRefused = true;
      throw new Error('the sound does not come by WebRTC');
    }
  }

  #end(): void {
    if (!this.#abort.signal.aborted) {
      this.#abort.abort();
      this.#candidates.tell(null);
      this.#onEnded();
    }
  }

  /** Unless the other side has ended it. Resolves when that is answered, or cannot be. */
  async #endSession(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#candidates.tell(null);
    if (session !== null && !isOver(this.#connection)) {
      const signal = AbortSignal.timeout(endMilliseconds);
      await fetch(session, { method: 'DELETE', keepalive: true, signal }).catch(() => undefined);
    }
  }
}

import type { TalkOutput } from '../../shared/talk.ts';
import { answerError } from '../transport/answer-error.ts';
import { cameraAddress, pageAddress } from '../transport/page-address.ts';
import { gathered } from '../video/gathered.ts';
import { askIceServers } from '../video/ice-servers.ts';
import { LateCandidates } from '../video/late-candidates.ts';

/** Why nobody can be heard from here, beside what PetLog says. */
export type VoiceFault = 'refused' | 'noMicrophone' | 'microphoneFailed' | 'noConnection';

export class VoiceError extends Error {
  override readonly name = 'VoiceError';
  readonly fault: VoiceFault;

  constructor(fault: VoiceFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/** A connection that is not there by then is kept from being one, by a firewall or a proxy. */
const connectMilliseconds = 5_000;
/** A server that says nothing for so long has no use for a session either. */
const endMilliseconds = 5_000;

/**
 * Asks for the microphone, as one channel without the echo of what this device plays.
 *
 * @throws VoiceError `refused`, `noMicrophone`, `microphoneFailed`
 */
export async function openMicrophone(): Promise<MediaStreamTrack> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    const [track] = stream.getAudioTracks();
    if (track === undefined) {
      throw new VoiceError('noMicrophone');
    }
    return track;
  } catch (error) {
    throw error instanceof VoiceError ? error : new VoiceError(faultOf(error), { cause: error });
  }
}

/** Media Capture and Streams, 10.2. */
function faultOf(error: unknown): VoiceFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return 'refused';
  }
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'noMicrophone' : 'microphoneFailed';
}

/** A microphone that a camera's speaker can play, whichever way the picture comes. */
export class Voice {
  readonly #track: MediaStreamTrack;
  readonly #connection = new RTCPeerConnection();
  readonly #candidates = new LateCandidates(this.#connection);
  readonly #cameraId: string | undefined;
  readonly #abort = new AbortController();
  #session: string | null = null;

  /**
   * Connects a microphone, which is closed with it.
   *
   * @param onEnded the connection or the microphone ended by itself; called once
   * @throws VoiceError `noConnection`
   * @throws CallError what PetLog says
   */
  static async open(track: MediaStreamTrack, cameraId: string | undefined, onEnded: () => void): Promise<Voice> {
    const voice = new Voice(track, cameraId, onEnded);
    try {
      await voice.#connect();
      return voice;
    } catch (error) {
      voice.close();
      throw error;
    }
  }

  private constructor(track: MediaStreamTrack, cameraId: string | undefined, onEnded: () => void) {
    this.#track = track;
    this.#cameraId = cameraId;
    track.enabled = false;
    const { signal } = this.#abort;
    const end = (): void => {
      if (!signal.aborted) {
        this.close();
        onEnded();
      }
    };
    track.addEventListener('ended', end, { signal });
    this.#connection.addEventListener(
      'connectionstatechange',
      () => ['disconnected', 'failed', 'closed'].includes(this.#connection.connectionState) && this.#session !== null && end(),
      { signal },
    );
    globalThis.addEventListener('pagehide', end, { signal });
  }

  /**
   * Begins to be heard, goes on, or ends it.
   *
   * @throws CallError what PetLog says; `unreachable`
   */
  async talk(on: boolean): Promise<TalkOutput> {
    this.#track.enabled = on;
    const response = await fetch(cameraAddress('/live/talk', this.#cameraId), {
      method: 'POST',
      body: JSON.stringify({ session_id: this.#session, on }),
      headers: { 'Content-Type': 'application/json' },
      cache: 'no-store',
    });
    if (!response.ok) {
      this.#track.enabled = false;
      throw await answerError(response);
    }
    return (await response.json()) as TalkOutput;
  }

  close(): void {
    this.#abort.abort();
    this.#track.stop();
    const session = this.#session;
    this.#session = null;
    this.#candidates.tell(null);
    if (session === null) {
      this.#connection.close();
      return;
    }
    const signal = AbortSignal.timeout(endMilliseconds);
    // A session whose connection is closed is over before it could be ended.
    void fetch(sessionAddress(session), { method: 'DELETE', keepalive: true, signal })
      .catch(() => undefined)
      .finally(() => this.#connection.close());
  }

  async #connect(): Promise<void> {
    const connection = this.#connection;
    const address = cameraAddress('/live/webrtc', this.#cameraId);
    connection.addTransceiver(this.#track, { direction: 'sendonly' });
    const iceServers = await askIceServers(address, this.#abort.signal);
    if (iceServers.length > 0) {
      connection.setConfiguration({ iceServers });
    }
    await connection.setLocalDescription();
    await gathered(connection);
    this.#candidates.keep();
    const response = await fetch(address, {
      method: 'POST',
      body: connection.localDescription?.sdp ?? '',
      headers: { 'Content-Type': 'application/sdp' },
      cache: 'no-store',
    });
    if (response.status !== 201) {
      throw await answerError(response);
    }
    this.#session = response.headers.get('location')?.split('/').at(-1) ?? '';
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    this.#candidates.tell(sessionAddress(this.#session));
    await this.#connected();
  }

  #connected(): Promise<void> {
    const connection = this.#connection;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new VoiceError('noConnection')), connectMilliseconds);
      const look = (): void => {
        if (connection.connectionState === 'connected') {
          clearTimeout(late);
          resolve();
        } else if (['failed', 'closed'].includes(connection.connectionState)) {
          clearTimeout(late);
          reject(new VoiceError('noConnection'));
        }
      };
      connection.addEventListener('connectionstatechange', look);
      look();
    });
  }
}

const sessionAddress = (session: string): URL => pageAddress(`/live/webrtc/${encodeURIComponent(session)}`);

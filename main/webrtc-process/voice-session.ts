import { Audio } from 'node-datachannel';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import type { Offer } from './offer.ts';
import { Peer, type PeerOptions } from './peer.ts';
import { VoiceReceiver } from './voice-receiver.ts';

interface VoiceSessionOptions extends PeerOptions {
  readonly sound: NonNullable<Offer['sound']>;
  readonly onVoice: (packet: VoicePacket) => void;
  /** Called once. */
  readonly onEnded: () => void;
}

/** A microphone that is on sends all the time, also while it hears nothing. */
const silentMilliseconds = 8000;
const lookMilliseconds = 1000;

/** One browser that sends a voice, and watches nothing by this connection. */
export class VoiceSession {
  readonly isSoundWanted = false;
  readonly isVoiceReceived = true;
  readonly #peer: Peer;
  readonly #voice: VoiceReceiver;
  readonly #onEnded: () => void;
  readonly #look: NodeJS.Timeout;
  #heardMilliseconds = performance.now();
  #hasEnded = false;

  /** @throws what the library does not like of the offer */
  constructor({ sound, onVoice, onEnded, ...options }: VoiceSessionOptions) {
    const { mid, payloadType, formatParameters } = sound;
    this.#onEnded = onEnded;
    this.#voice = new VoiceReceiver({ payloadType, onPacket: onVoice, nowMilliseconds: () => performance.now() });
    this.#peer = new Peer(options);
    this.#look = setInterval(() => this.#lookAtLink(), lookMilliseconds);
    try {
      const audio = new Audio(mid, 'RecvOnly');
      audio.addOpusCodec(payloadType, formatParameters);
      const track = this.#peer.addTrack(audio);
      track.onMessage((packet) => {
        this.#heardMilliseconds = performance.now();
        this.#voice.take(packet);
      });
      track.onClosed(() => this.close());
      this.#peer.onGone(() => this.close());
    } catch (error) {
      clearInterval(this.#look);
      this.#peer.close();
      throw error;
    }
  }

  /** @throws what the library does not like of the offer */
  answer(): Promise<string> {
    return this.#peer.answer();
  }

  addCandidate(candidate: string, mid: string): void {
    this.#peer.addCandidate(candidate, mid);
  }

  /** It hears nothing by this connection. */
  sendSound(): void {}

  listen(isListening: boolean): void {
    this.#voice.isListening = isListening;
  }

  close(): void {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      clearInterval(this.#look);
      this.#peer.close();
      this.#onEnded();
    }
  }

  #lookAtLink(): void {
    if (performance.now() - this.#heardMilliseconds > silentMilliseconds) {
      this.close();
    }
  }
}

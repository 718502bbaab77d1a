import { Audio } from 'node-datachannel';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import type { Offer } from './offer.ts';
import { Peer, type PeerOptions } from './peer.ts';
import { VoiceReceiver } from './voice-receiver.ts';

interface VoiceSessionOptions extends PeerOptions {
  readonly clock: Clock;
  readonly sound: NonNullable<Offer['sound']>;
  readonly onVoice: (packet: VoicePacket) => void;
  /** Called once. */
  readonly onEnded: () => void;
}

/** A microphone that is on sends all the time, also while it hears nothing. */
const silentMilliseconds = 8000;

/** One browser that sends a voice, and watches nothing by this connection. */
export class VoiceSession {
  readonly isSoundWanted = false;
  readonly isVoiceReceived = true;
  readonly #peer: Peer;
  readonly #voice: VoiceReceiver;
  readonly #onEnded: () => void;
  /** Whether anything is heard of the browser. */
  readonly #patience: Patience;
  #hasEnded = false;

  /** @throws what the library does not like of the offer */
  constructor({ clock, sound, onVoice, onEnded, ...options }: VoiceSessionOptions) {
    const { mid, payloadType, formatParameters } = sound;
    this.#onEnded = onEnded;
    this.#voice = new VoiceReceiver({ payloadType, onPacket: onVoice, nowMilliseconds: () => clock.monotonicMilliseconds() });
    this.#peer = new Peer(options);
    this.#patience = new Patience(clock, () => this.close());
    this.#patience.begin(silentMilliseconds);
    try {
      const audio = new Audio(mid, 'RecvOnly');
      audio.addOpusCodec(payloadType, formatParameters);
      const track = this.#peer.addTrack(audio);
      track.onMessage((packet) => {
        this.#patience.sign();
        this.#voice.take(packet);
      });
      track.onClosed(() => this.close());
      this.#peer.onGone(() => this.close());
    } catch (error) {
      this.#patience.end();
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
      this.#patience.end();
      this.#peer.close();
      this.#onEnded();
    }
  }
}

import type { SoundBuffer } from '../media/sound/sound-buffer.ts';
import { type OpusFrame, samplesOfFrame } from '../media/sound/sound-frame.ts';
import { SoundTrack } from '../media/sound/sound-track.ts';
import type { RelayedSound } from './protocol.ts';
import { isWhipUrl } from './relay-address.ts';

/** A camera as a relay hears it. */
export interface HeardCamera {
  /** `camera.sound`. */
  readonly isOn: boolean;
  /** What was heard lately, as AAC; null while sound is off. */
  readonly heard: SoundBuffer | null;
  /** @returns ends it */
  takeOpus(take: (frame: OpusFrame) => void): () => void;
}

/** As in live video: what is not there soon is silence, so that no server waits for it. */
const patience = { patienceMilliseconds: 400, mostSilentMilliseconds: 2000 } as const;

/** The sound on its way to one server: AAC in step with the pictures, or Opus as it comes where it goes by WebRTC. */
export class RelayedSounds {
  readonly #isOpus: boolean;
  readonly #send: (sound: RelayedSound) => void;
  #track: SoundTrack | null = null;
  #endOpus: (() => void) | null = null;
  #originMilliseconds = 0;

  constructor(url: string, send: (sound: RelayedSound) => void) {
    this.#isOpus = isWhipUrl(url);
    this.#send = send;
  }

  /** Whether the microphone is open for it. */
  get areSent(): boolean {
    return this.#track !== null || this.#endOpus !== null;
  }

  /** @param originMilliseconds capture time of the first picture that the server gets */
  begin(camera: HeardCamera, originMilliseconds: number): void {
    this.end();
    const { heard } = camera;
    this.#originMilliseconds = originMilliseconds;
    if (this.#isOpus) {
      this.#endOpus = camera.takeOpus((frame) => this.#send(frame));
    } else if (heard !== null) {
      this.#track = new SoundTrack(heard, { ...patience, fromMilliseconds: originMilliseconds });
    }
  }

  /** What belongs to the pictures up to a time of capture. Sound that was switched off is silence. */
  passUntil(captureMilliseconds: number): void {
    const run = this.#track?.take(this.#originMilliseconds, captureMilliseconds) ?? null;
    run?.frames.forEach((data, index) => this.#send({ firstSample: (run.firstNumber + index) * samplesOfFrame, data }));
  }

  end(): void {
    this.#track = null;
    this.#endOpus?.();
    this.#endOpus = null;
  }
}

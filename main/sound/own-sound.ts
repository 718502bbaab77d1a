import type { CameraSound } from '../media/sound/protocol.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { Clock } from '../system/clock.ts';
import type { OwnSoundListener } from './sound-service.ts';

/** A camera whose pictures come, and whose sound does not for so long, has stopped giving it. */
const silentMilliseconds = 10_000;

/** What a camera on the network sends of its own sound, on its way to whoever listens. Unheard, it is not even passed on. */
export class OwnSound {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  readonly #hear: (isHeard: boolean) => void;
  /** Of the camera as it runs. */
  #format: SoundFormat | { readonly problem: string } | null = null;
  #listener: OwnSoundListener | null = null;
  /** Since when the newest of it is waited for. */
  #waitingSinceMilliseconds = 0;
  #isSilent = false;

  /** @param hear tells the camera whether its sound is wanted */
  constructor(clock: Pick<Clock, 'monotonicMilliseconds'>, hear: (isHeard: boolean) => void) {
    this.#clock = clock;
    this.#hear = hear;
  }

  /** What the camera says of it, as it runs; null where it does not run, or says nothing. */
  get given(): SoundFormat | { readonly problem: string } | null {
    return this.#format;
  }

  /** @returns ends it; one listens at a time */
  listen(listener: OwnSoundListener): () => void {
    this.#listener = listener;
    this.#begin();
    this.#hear(true);
    return () => {
      if (this.#listener === listener) {
        this.#listener = null;
        this.#hear(false);
      }
    };
  }

  /** Of a camera that begins, or null when it ends. */
  format(format: SoundFormat | { readonly problem: string } | null): void {
    this.#format = format;
    this.#begin();
  }

  take(sound: CameraSound): void {
    if (this.#isSilent) {
      this.#begin();
    }
    this.#waitingSinceMilliseconds = this.#clock.monotonicMilliseconds();
    this.#listener?.take(sound);
  }

  /** For as long as pictures come, sound should. */
  pictureCame(): void {
    const isLate = this.#clock.monotonicMilliseconds() - this.#waitingSinceMilliseconds > silentMilliseconds;
    if (isLate && !this.#isSilent && this.#listener !== null && this.#format !== null && !('problem' in this.#format)) {
      this.#isSilent = true;
      this.#listener.fails('the camera sends no sound, though it says that it has some');
    }
  }

  #begin(): void {
    this.#isSilent = false;
    this.#waitingSinceMilliseconds = this.#clock.monotonicMilliseconds();
    if (this.#format !== null && 'problem' in this.#format) {
      this.#listener?.fails(`the camera ${this.#format.problem}`);
    } else if (this.#format !== null) {
      this.#listener?.begins(this.#format);
    }
  }
}

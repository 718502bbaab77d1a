import type { MediaCommand } from '../media/protocol.ts';
import { SoundBuffer } from '../media/sound/sound-buffer.ts';
import { SoundTrack } from '../media/sound/sound-track.ts';

/** For the beginning of a recording, as with pictures: the longest pre-roll, and the time that a recording takes to begin. */
const leastMilliseconds = 60_000;
/** Some three quarters of an hour; of what is older there is no sound in the last minutes. */
const mostBytes = 24 * 1024 * 1024;
/** A microphone that lags so much behind the pictures has nothing to say of them. */
const patienceMilliseconds = 1000;

/** What was heard lately, for recordings and the last minutes. */
export class KeptSound {
  readonly heard = new SoundBuffer(leastMilliseconds, mostBytes);
  #isKept = false;

  handle(command: Extract<MediaCommand, { type: 'keep-sound' | 'hear' | 'forget-sound' }>): void {
    if (command.type === 'hear') {
      this.heard.add(command.number, command.data);
    } else if (command.type === 'forget-sound') {
      this.heard.forgetAll();
    } else {
      this.#isKept = command.isKept;
    }
  }

  /** @param milliseconds so far back pictures are kept */
  keepHistory(milliseconds: number): void {
    this.heard.keep(Math.max(leastMilliseconds, milliseconds + leastMilliseconds));
  }

  /** There are no last minutes any more. */
  forgetHistory(): void {
    this.heard.keep(leastMilliseconds);
    this.heard.forget();
  }

  /** For a recording that begins now; null without sound. What was not heard is silence in it, so that it stays one track. */
  track(): SoundTrack | null {
    return this.#isKept ? new SoundTrack(this.heard, { patienceMilliseconds, mostSilentMilliseconds: Infinity }) : null;
  }
}

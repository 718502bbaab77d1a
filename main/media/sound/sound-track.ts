import type { SoundBuffer } from './sound-buffer.ts';
import { frameMilliseconds, samplesOfFrame, samplesPerMillisecond, silentFrame, type SoundRun } from './sound-frame.ts';

interface SoundTrackOptions {
  /** Capture time before which nothing is taken; the beginning of the video where nothing else is said. */
  readonly fromMilliseconds?: number;
  /** Frames that are not there after so long are not waited for: there is silence in their place. */
  readonly patienceMilliseconds: number;
  /** A longer gap is not filled with silence: the track goes on behind it. */
  readonly mostSilentMilliseconds: number;
}

/** Cuts one continuous track of sound out of what was heard, for pictures on their way into a file or a stream. */
export class SoundTrack {
  readonly #heard: Pick<SoundBuffer, 'get' | 'newest'>;
  readonly #options: SoundTrackOptions;
  /** The frame that comes next. */
  #next: number;
  /** Where the track ends in the video, in samples. */
  #endSamples = 0;

  constructor(heard: Pick<SoundBuffer, 'get' | 'newest'>, options: SoundTrackOptions) {
    this.#heard = heard;
    this.#options = options;
    this.#next = Math.ceil((options.fromMilliseconds ?? -Infinity) / frameMilliseconds);
  }

  /**
   * What belongs to the pictures up to a moment, and has not been taken yet.
   *
   * @param originMilliseconds capture time of what is at 0 in the video
   * @param untilMilliseconds capture time at which the pictures end
   * @returns null where there is nothing yet
   */
  take(originMilliseconds: number, untilMilliseconds: number): SoundRun | null {
    const { patienceMilliseconds, mostSilentMilliseconds } = this.#options;
    const originSamples = Math.round(originMilliseconds * samplesPerMillisecond);
    const earliest = Math.ceil((originSamples + this.#endSamples) / samplesOfFrame);
    const notSilentBefore = Math.floor((untilMilliseconds - mostSilentMilliseconds) / frameMilliseconds);
    const first = Math.max(this.#next, earliest, this.#next < notSilentBefore ? notSilentBefore : -Infinity);
    const givenUp = Math.floor((untilMilliseconds - patienceMilliseconds) / frameMilliseconds);
    const end = Math.min(Math.ceil(untilMilliseconds / frameMilliseconds), Math.max(this.#heard.newest + 1, givenUp));
    if (end <= first) {
      return null;
    }
    const frames = Array.from({ length: end - first }, (_, index) => this.#heard.get(first + index) ?? silentFrame);
    const decodeTimeSamples = first * samplesOfFrame - originSamples;
    this.#next = end;
    this.#endSamples = decodeTimeSamples + frames.length * samplesOfFrame;
    return { decodeTimeSamples, frames, firstNumber: first };
  }
}

import { largestAacFrameBytes, samplesOfFrame, samplesPerMillisecond } from '../media/sound/sound-frame.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';

/** AAC-LC of 48 kHz and one channel, and perhaps that there is no more to it (ISO/IEC 14496-3, 1.6.2.1 and 1.6.5). */
const fittingConfig = /^1188(56e500)?$/;
/** A frame that is off by more than that of one does not stand at its place any more. */
const mostOffFrames = 0.75;

/** Whether frames of a camera are such as PetLog's own. */
export const isFittingAac = ({ encoding, configHex }: SoundFormat): boolean => encoding === 'aac' && fittingConfig.test(configHex);

/**
 * Puts frames of AAC, as they are, to places of the grid. A clock that drifts makes one come twice, or not at all, every few
 * minutes; a gap stays one.
 */
export class PassedAac {
  readonly #take: (number: number, data: Buffer) => void;
  #next: number | null = null;

  constructor(take: (number: number, data: Buffer) => void) {
    this.#take = take;
  }

  /** @param firstMilliseconds when its first sample was heard, by the main process's monotonic clock */
  add(data: Buffer, firstMilliseconds: number): void {
    if (data.length > largestAacFrameBytes) {
      return;
    }
    const place = (firstMilliseconds * samplesPerMillisecond) / samplesOfFrame;
    const next = this.#next ?? Math.round(place);
    const isInPlace = Math.abs(place - next) <= mostOffFrames;
    const number = isInPlace ? next : Math.round(place);
    if (number < next) {
      return;
    }
    if (number === next + 1) {
      this.#take(next, data);
    }
    this.#take(number, data);
    this.#next = number + 1;
  }
}

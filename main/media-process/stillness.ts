import type { GreyPicture } from './grey-picture.ts';

/** Two neighbouring samples that are both brighter or both darker by that have changed; of 255. */
const leastChange = 3;
/** So much in one sample alone: something small. */
const leastLoneChange = 6;
/** And by so many times what noise does, in standard deviations: of 3600 samples, chance moves two neighbours by four once in hours. */
const noiseTimes = { neighbours: 4, alone: 7 } as const;
/** Nothing has to change for so long. */
const quietMilliseconds = 1500;

/**
 * Whether anything happens in front of a camera. Nothing does while every
 * picture looks like one and the same for a while, so that what moves slowly,
 * or grows darker slowly, counts as soon as it has come some way. A light
 * that is switched, or flickers, counts; noise, by which each sample changes for
 * itself, does not: its strength is measured in the pictures.
 */
export class Stillness {
  /** Pictures of that width are looked at: each sample is the mean of hundreds of pixels, in which most noise is gone. */
  static readonly mostWidthPixels = 80;
  /** What all since then looked like. */
  #reference: GreyPicture | null = null;
  #isStill = false;

  get isStill(): boolean {
    return this.#isStill;
  }

  /** Takes a few pictures a second. */
  look(picture: GreyPicture): void {
    if (this.#reference === null || hasChanged(this.#reference, picture)) {
      this.#reference = picture;
      this.#isStill = false;
    } else {
      this.#isStill = picture.captureMilliseconds - this.#reference.captureMilliseconds >= quietMilliseconds;
    }
  }
}

function hasChanged(before: GreyPicture, now: GreyPicture): boolean {
  const { widthPixels, heightPixels, samples } = now;
  if (before.widthPixels !== widthPixels || before.heightPixels !== heightPixels) {
    return true;
  }
  const changes = new Int16Array(samples.length);
  for (let at = 0; at < changes.length; at += 1) {
    changes[at] = (samples[at] as number) - (before.samples[at] as number);
  }
  const noise = noiseOf(changes, widthPixels);
  const alone = Math.max(leastLoneChange, noiseTimes.alone * noise);
  const together = Math.max(leastChange, noiseTimes.neighbours * noise);
  for (let at = 0; at < changes.length; at += 1) {
    const change = changes[at] as number;
    const strength = Math.abs(change);
    if (strength < together) {
      continue;
    }
    const right = (at + 1) % widthPixels === 0 ? 0 : (changes[at + 1] as number);
    const below = changes[at + widthPixels] ?? 0;
    const sign = Math.sign(change);
    if (strength >= alone || sign * right >= together || sign * below >= together) {
      return true;
    }
  }
  return false;
}

/** Every third sample tells enough about the noise. */
const noiseStep = 3;
/** What differs most is what moves, and is left out. */
const quietShare = 0.8;
/** The mean of the smaller eight tenths of |x|, where x is distributed normally with a standard deviation of 1. */
const meanOfQuiet = 0.5586;

/**
 * The standard deviation of what changes each sample for itself. Light changes
 * neighbours alike, and what moves changes few of them.
 */
function noiseOf(changes: Int16Array, widthPixels: number): number {
  const differences = new Int16Array(Math.ceil(changes.length / noiseStep));
  let count = 0;
  for (let at = 0; at + 1 < changes.length; at += noiseStep) {
    if ((at + 1) % widthPixels !== 0) {
      differences[count] = Math.abs((changes[at + 1] as number) - (changes[at] as number));
      count += 1;
    }
  }
  const quiet = differences
    .subarray(0, count)
    .sort()
    .subarray(0, Math.floor(count * quietShare));
  const mean = quiet.reduce((sum, difference) => sum + difference, 0) / Math.max(1, quiet.length);
  return mean / meanOfQuiet / Math.SQRT2;
}

import type { GreyPicture } from './grey-picture.ts';

/** Pictures are compared by the means of squares of so many samples a side, in which most noise is gone. */
const blockSamples = 4;
/** Two neighbouring blocks that are both brighter or both darker by that have changed; of 255. */
const leastChange = 3;
/** So much in one block alone: something small. */
const leastLoneChange = 6;
/** And by so many times what noise does, in standard deviations; of 3600 blocks, chance moves two neighbours by four once in days. */
const noiseTimes = { neighbours: 4, alone: 7 } as const;
/** Nothing has to change for so long. */
const quietMilliseconds = 1500;

/**
 * Whether anything happens in front of a camera. Nothing does while every
 * picture looks like one and the same for a while, so that what moves slowly,
 * or grows darker slowly, counts as soon as it has come some way. A light
 * that is switched, or flickers, counts; noise, by which each spot changes for
 * itself, does not: its strength is measured in the pictures.
 */
export class Stillness {
  /** What all since then looked like. */
  #reference: Blocks | null = null;
  #referenceMilliseconds = 0;
  #isStill = false;

  get isStill(): boolean {
    return this.#isStill;
  }

  /** Takes a few pictures a second. */
  look(picture: GreyPicture): void {
    const blocks = blocksOf(picture);
    if (this.#reference === null || hasChanged(this.#reference, blocks)) {
      this.#reference = blocks;
      this.#referenceMilliseconds = picture.captureMilliseconds;
      this.#isStill = false;
    } else {
      this.#isStill = picture.captureMilliseconds - this.#referenceMilliseconds >= quietMilliseconds;
    }
  }
}

interface Blocks {
  readonly columns: number;
  readonly rows: number;
  readonly means: Float32Array;
}

function blocksOf({ widthPixels, heightPixels, samples }: GreyPicture): Blocks {
  const columns = Math.floor(widthPixels / blockSamples);
  const rows = Math.floor(heightPixels / blockSamples);
  const means = new Float32Array(columns * rows);
  for (let y = 0; y < rows * blockSamples; y += 1) {
    const row = Math.floor(y / blockSamples) * columns;
    for (let x = 0; x < columns * blockSamples; x += 1) {
      const block = row + Math.floor(x / blockSamples);
      means[block] = (means[block] as number) + (samples[y * widthPixels + x] as number);
    }
  }
  return { columns, rows, means: means.map((sum) => sum / blockSamples ** 2) };
}

function hasChanged(before: Blocks, now: Blocks): boolean {
  const { columns, rows } = now;
  if (before.columns !== columns || before.rows !== rows) {
    return true;
  }
  const changes = now.means.map((mean, block) => mean - (before.means[block] as number));
  const noise = noiseOf(changes, columns);
  const alone = Math.max(leastLoneChange, noiseTimes.alone * noise);
  const together = Math.max(leastChange, noiseTimes.neighbours * noise);
  for (let block = 0; block < changes.length; block += 1) {
    const change = changes[block] as number;
    if (Math.abs(change) < together) {
      continue;
    }
    const right = (block + 1) % columns === 0 ? 0 : (changes[block + 1] as number);
    const below = changes[block + columns] ?? 0;
    const sign = Math.sign(change);
    if (Math.abs(change) >= alone || sign * right >= together || sign * below >= together) {
      return true;
    }
  }
  return false;
}

/** Every third block tells enough about the noise. */
const noiseStep = 3;
/** From the median of |x|, for a normal distribution. */
const deviationsOfMedian = 0.6745;

/**
 * The standard deviation of what changes each block for itself. Light changes
 * neighbours alike, and what moves changes few of them.
 */
function noiseOf(changes: Float32Array, columns: number): number {
  const differences = new Float32Array(changes.length);
  let count = 0;
  for (let block = 0; block + 1 < changes.length; block += noiseStep) {
    if ((block + 1) % columns !== 0) {
      differences[count] = Math.abs((changes[block + 1] as number) - (changes[block] as number));
      count += 1;
    }
  }
  const sorted = differences.subarray(0, count).sort();
  return (sorted[count >> 1] ?? 0) / deviationsOfMedian / Math.SQRT2;
}

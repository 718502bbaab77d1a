import { correlationOf } from '../correlation.ts';
import type { PictureBox } from '../visit.ts';
import { cellPixels, type ChangedRegion, ChangedRegions } from './changed-regions.ts';
import { MeanFilter } from './mean-filter.ts';
import { maskOutside, type Polygon } from './polygon-mask.ts';
import { ToneCurve } from './tone-curve.ts';

/** A small grey picture: from 0, black, to 255, white, row by row without gaps. */
export interface LookedAtPicture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly samples: Uint8Array;
}

export interface MotionOptions {
  /** 0 for what is large and clear alone, 100 for the least that can be told from noise. */
  readonly sensitivity: number;
  /** Where nothing is noticed. */
  readonly ignored: readonly Polygon[];
}

/** Something that is not there in the background. */
export interface MotionRegion {
  readonly box: PictureBox;
  /** Share of the picture that it covers. */
  readonly area: number;
  /** Share of its samples that changed since the picture before: small for what stands there. */
  readonly movement: number;
}

export interface MotionSight {
  readonly regions: readonly MotionRegion[];
  /** Where nothing else is: what hardly differs from the background, perhaps somebody who is as bright as the floor, perhaps nothing. Worth a look of whoever can tell, and no movement. */
  readonly faintRegions: readonly MotionRegion[];
  /** Most of the picture changed at once, as when lamps or infrared are switched; nothing can be told until the new scene is known. */
  readonly isNewScene: boolean;
}

/** Of 255; with a sensitivity of 50, as the other thresholds. */
const leastDifference = 14;
/** A sample has changed when it differs by so many times what it usually differs by. */
const noiseTimes = 4;
/** Of the picture. */
const leastArea = 0.0012;
/** Samples that have to be changed in a cell, of 16. */
const leastInCell = 4;
/**
 * What is faint differs by that share of what is clear, and is larger: so that noise is not taken for it. Who hardly differs from
 * a carpet looks like it, too: only what looks still more like the background is light.
 */
const faint = { difference: 0.55, area: 2, leastInCell: 6, sameStructure: 0.75 } as const;
/** More of the picture than that is a new scene. */
const sceneShare = 0.5;
/** Pictures after a new scene in which nothing is told. */
const sceneHold = 3;
/** A region that looks like the background, only brighter or darker, is light or shadow: correlation (Pearson's) above that. */
const sameStructure = 0.6;
/** Least variance that a correlation says anything about. */
const leastVariance = 9;
/** Share of the difference that the background takes over with each picture. */
const rates = { empty: 0.03, covered: 0.004, onlyLight: 0.1, first: 0.3, light: 0.25, noise: 0.03 } as const;
/** So many pictures the background is learnt quickly. */
const firstPictures = 5;
/** Of 255, from one picture to the next: what noise seldom does. */
const movedDifference = 8;

const newScene: MotionSight = { regions: [], faintRegions: [], isNewScene: true };

/**
 * Tells what has come into the picture of a camera that stands still, by a
 * background that it learns for each sample with its own noise. Slow and
 * common changes of light are taken out by a tone curve, local ones are told by
 * their structure, sudden ones begin a new scene. Give it a few pictures a second.
 */
export class MotionDetector {
  readonly #width: number;
  readonly #height: number;
  readonly #mask: Uint8Array | null;
  readonly #filter: MeanFilter;
  readonly #tone = new ToneCurve();
  readonly #regions: ChangedRegions;
  readonly #faintRegions: ChangedRegions;
  #leastDifference = 0;
  #leastChanged = 0;
  #noiseTimes = 0;
  #picture: Uint8Array;
  #before: Uint8Array;
  readonly #background: Float32Array;
  readonly #noise: Float32Array;
  readonly #changed: Uint8Array;
  #pictures = 0;
  #hold = 0;

  constructor(widthPixels: number, heightPixels: number, { sensitivity, ignored }: MotionOptions) {
    const samples = widthPixels * heightPixels;
    this.#width = widthPixels;
    this.#height = heightPixels;
    this.#mask = maskOutside(ignored, widthPixels, heightPixels);
    this.#filter = new MeanFilter(widthPixels, heightPixels);
    this.#regions = new ChangedRegions(widthPixels, heightPixels, leastInCell);
    this.#faintRegions = new ChangedRegions(widthPixels, heightPixels, faint.leastInCell);
    this.#picture = new Uint8Array(samples);
    this.#before = new Uint8Array(samples);
    this.#background = new Float32Array(samples);
    this.#noise = new Float32Array(samples).fill(3);
    this.#changed = new Uint8Array(samples);
    this.adjust(sensitivity);
  }

  /** From now on notices more or less; what the empty place looks like stays known. */
  adjust(sensitivity: MotionOptions['sensitivity']): void {
    const strictness = 2 ** ((50 - sensitivity) / 50);
    this.#leastDifference = leastDifference * strictness;
    this.#noiseTimes = noiseTimes * Math.sqrt(strictness);
    this.#leastChanged = leastArea * strictness ** 2 * this.#changed.length;
  }

  fits({ widthPixels, heightPixels }: LookedAtPicture): boolean {
    return widthPixels === this.#width && heightPixels === this.#height;
  }

  /** The next picture, of the size that was said. */
  look({ samples }: LookedAtPicture): MotionSight {
    [this.#before, this.#picture] = [this.#picture, this.#before];
    this.#filter.apply(samples, this.#picture);
    this.#pictures += 1;
    if (this.#pictures === 1) {
      this.#learnAnew();
      return newScene;
    }
    this.#tone.follow(this.#background, this.#picture, this.#mask, this.#width);
    const changed = this.#findChanged();
    if (changed / samples.length > sceneShare) {
      this.#learnAnew();
      this.#hold = sceneHold;
      return newScene;
    }
    const regions = this.#found(this.#regions, this.#leastChanged, sameStructure);
    const faintRegions = regions.length === 0 ? this.#found(this.#faintRegions, this.#leastChanged * faint.area, faint.sameStructure) : [];
    this.#learn(regions.length === 0);
    if (this.#hold > 0) {
      this.#hold -= 1;
      return newScene;
    }
    return {
      regions: regions.map((region) => this.#described(region)),
      faintRegions: faintRegions.map((region) => this.#described(region)),
      isNewScene: false,
    };
  }

  /** Without what is only light. */
  #found(changed: ChangedRegions, leastChanged: number, mostCorrelation: number): ChangedRegion[] {
    return changed.find(leastChanged).filter((region) => this.#correlation(changed, region) <= mostCorrelation);
  }

  #learnAnew(): void {
    this.#background.set(this.#picture);
    this.#noise.fill(3);
    this.#changed.fill(0);
    this.#pictures = Math.min(this.#pictures, 2);
  }

  /** Marks changed samples and counts them, and those that changed faintly, by cell; says how many changed. */
  #findChanged(): number {
    const width = this.#width;
    const picture = this.#picture;
    const background = this.#background;
    const noise = this.#noise;
    const changed = this.#changed;
    const mask = this.#mask;
    const tone = this.#tone.values;
    const least = this.#leastDifference;
    const times = this.#noiseTimes;
    const { cells, columns } = this.#regions;
    const { cells: faintCells } = this.#faintRegions;
    const usedWidth = columns * cellPixels;
    let count = 0;
    cells.fill(0);
    faintCells.fill(0);
    for (let y = 0, at = 0; y < this.#height; y += 1) {
      const firstCell = (y >> 2) * columns;
      for (let x = 0; x < width; x += 1, at += 1) {
        const difference = Math.abs(picture[at]! - tone[background[at]! | 0]!);
        const ofNoise = noise[at]! * times;
        const threshold = ofNoise > least ? ofNoise : least;
        if (difference <= threshold * faint.difference || mask?.[at] === 0) {
          changed[at] = 0;
          continue;
        }
        const isChanged = difference > threshold;
        changed[at] = isChanged ? 1 : 0;
        count += isChanged ? 1 : 0;
        const cell = firstCell + (x >> 2);
        if (x < usedWidth && cell < cells.length) {
          faintCells[cell] = faintCells[cell]! + 1;
          cells[cell] = cells[cell]! + (isChanged ? 1 : 0);
        }
      }
    }
    return count;
  }

  /** Slowly where something is, quicker elsewhere; when there is only light, quickly everywhere. */
  #learn(isEmpty: boolean): void {
    const picture = this.#picture;
    const background = this.#background;
    const noise = this.#noise;
    const changed = this.#changed;
    const tone = this.#tone.values;
    const isFirst = this.#pictures <= firstPictures;
    const emptyRate = isFirst ? rates.first : rates.empty;
    const coveredRate = !isEmpty ? rates.covered : isFirst ? rates.first : rates.onlyLight;
    for (let at = 0; at < picture.length; at += 1) {
      const value = picture[at]!;
      const old = background[at]!;
      const isChanged = changed[at] !== 0;
      let next = old + (value - old) * (isChanged ? coveredRate : emptyRate);
      if (!isChanged) {
        const difference = Math.abs(value - tone[next | 0]!);
        noise[at] = noise[at]! + (difference - noise[at]!) * rates.noise;
      }
      if (isEmpty) {
        next += (tone[next | 0]! - next) * rates.light;
      }
      background[at] = next;
    }
  }

  /** Pearson's correlation of picture and background in a region; 0 where one of them is too plain to say. */
  #correlation({ labels, columns }: ChangedRegions, { id, left, top, right, bottom }: ChangedRegion): number {
    const width = this.#width;
    const picture = this.#picture;
    const background = this.#background;
    let count = 0;
    let sumA = 0;
    let sumB = 0;
    let sumAA = 0;
    let sumBB = 0;
    let sumAB = 0;
    for (let y = top; y < bottom; y += 1) {
      const firstCell = (y >> 2) * columns;
      for (let x = left; x < right; x += 1) {
        if (labels[firstCell + (x >> 2)] === id) {
          const a = picture[y * width + x]!;
          const b = background[y * width + x]!;
          count += 1;
          sumA += a;
          sumB += b;
          sumAA += a * a;
          sumBB += b * b;
          sumAB += a * b;
        }
      }
    }
    return correlationOf({ count, a: sumA, b: sumB, aa: sumAA, bb: sumBB, ab: sumAB }, leastVariance);
  }

  #described(region: ChangedRegion): MotionRegion {
    const { left, top, right, bottom, changed } = region;
    return {
      box: {
        x: left / this.#width,
        y: top / this.#height,
        width: (right - left) / this.#width,
        height: (bottom - top) / this.#height,
      },
      area: changed / this.#picture.length,
      movement: this.#movement(region),
    };
  }

  /** Every second sample of every second row is enough. */
  #movement({ left, top, right, bottom }: ChangedRegion): number {
    const width = this.#width;
    let count = 0;
    let moved = 0;
    for (let y = top; y < bottom; y += 2) {
      for (let at = y * width + left; at < y * width + right; at += 2) {
        count += 1;
        moved += Math.abs(this.#picture[at]! - this.#before[at]!) > movedDifference ? 1 : 0;
      }
    }
    return moved / count;
  }
}

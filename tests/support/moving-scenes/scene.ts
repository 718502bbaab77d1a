import { seededRandom } from '../seeded-random.ts';

/** Colours of a picture, three bytes a pixel, row by row. */
export interface ColorPicture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly pixels: Uint8Array;
  /** Of something that is cut out: how much of each pixel is of it, 0 to 255. Left out: what lies within a rounded rectangle. */
  readonly opacity?: Uint8Array;
}

export const full = { widthPixels: 1280, heightPixels: 720 } as const;
export const small = { widthPixels: 320, heightPixels: 180 } as const;
export const picturesPerSecond = 5;
export const sequenceSeconds = 40;

/** An animal on its way: where its middle is, and how wide it is, as shares of the picture's width and height; null while it is not there. */
export interface Visit {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  at(seconds: number): { readonly x: number; readonly y: number; readonly width: number };
}

/** What light does at a moment: brightness from 0 to 255 becomes another one, at a place that is told as shares of width and height. */
export type Light = (seconds: number) => (value: number, x: number, y: number) => number;

export const steady: Light = () => (value) => value;

export interface SceneOptions {
  readonly name: string;
  readonly background: ColorPicture;
  readonly animal: ColorPicture;
  /** How much of the animal's brightness differs from grey, 1 for all of it. */
  readonly contrast: number;
  readonly visits: readonly Visit[];
  /** Who else comes. */
  readonly others?: readonly { readonly animal: ColorPicture; readonly visits: readonly Visit[] }[];
  readonly light: Light;
  /** Standard deviation of what each sample of the small picture changes for itself. */
  readonly noise: number;
  /** Of the camera, in pixels of the small picture. */
  readonly shake: number;
  /** Brightness that the compressor takes away from, or adds to, blocks of the picture, anew with each keyframe. */
  readonly blocks: number;
  /** A clock of the camera's own is in the picture. */
  readonly hasClock: boolean;
  readonly seed: number;
}

const keyframeSeconds = 2;
/** Noise is taken from here, from another place in each picture: to draw each sample takes ten times as long. */
const normals = Float32Array.from({ length: 2 ** 18 }, seededRandom(4711).normal);

/** A sequence of pictures in which it is known who is there when. */
export class Scene {
  readonly options: SceneOptions;
  readonly #grey: Uint8Array;

  constructor(options: SceneOptions) {
    this.options = options;
    this.#grey = smallGrey(options.background);
  }

  /** The small grey picture at that moment, as the media process would make it. */
  grey(seconds: number): Uint8Array {
    const { light, noise, blocks, shake, seed } = this.options;
    const random = seededRandom(seed + Math.round(seconds * 1000) * 7919 + 1);
    const picture = new Float32Array(this.#grey);
    const shift = shake === 0 ? 0 : random.normal() * shake;
    this.#shift(picture, shift);
    this.#blend(picture, small, 1, seconds);
    const blockValues = seededRandom(seed + Math.floor(seconds / keyframeSeconds) * 31 + 7);
    const columns = small.widthPixels / 4;
    const offsets = Float32Array.from({ length: (columns * small.heightPixels) / 4 }, () =>
      blocks === 0 ? 0 : blockValues.normal() * blocks,
    );
    const firstNormal = Math.floor(random.uniform() * normals.length);
    const out = new Uint8Array(picture.length);
    const { widthPixels, heightPixels } = small;
    const lit = light(seconds);
    for (let y = 0, at = 0; y < heightPixels; y += 1) {
      for (let x = 0; x < widthPixels; x += 1, at += 1) {
        const value = picture[at]!;
        const brightness = light === steady ? value : lit(value, x / widthPixels, y / heightPixels);
        out[at] = clamp(brightness + offsets[(y >> 2) * columns + (x >> 2)]! + normals[(at + firstNormal) & (normals.length - 1)]! * noise);
      }
    }
    this.#drawClock(out, seconds);
    return out;
  }

  /** The whole picture in colour at that moment, for whoever has to tell what it is. */
  color(seconds: number): ColorPicture {
    const { background, light, seed, noise } = this.options;
    const pixels = Uint8Array.from(background.pixels);
    this.#blend(pixels, full, 3, seconds);
    if (light === steady) {
      return { ...full, pixels };
    }
    const random = seededRandom(seed + Math.round(seconds * 1000) + 3);
    const lit = light(seconds);
    const out = new Uint8Array(pixels.length);
    for (let at = 0; at < out.length; at += 3) {
      const pixel = at / 3;
      const x = (pixel % full.widthPixels) / full.widthPixels;
      const y = Math.floor(pixel / full.widthPixels) / full.heightPixels;
      const value = greyOf(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
      const change = lit(value, x, y) - value + (random.uniform() - 0.5) * noise * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        out[at + channel] = clamp(pixels[at + channel]! + change);
      }
    }
    return { ...full, pixels: out };
  }

  #blend(picture: Float32Array | Uint8Array, size: { widthPixels: number; heightPixels: number }, channels: 1 | 3, seconds: number): void {
    const { animal: first, contrast, visits: ofFirst, others = [] } = this.options;
    const all = [{ animal: first, visits: ofFirst }, ...others].flatMap(({ animal, visits }) => visits.map((visit) => ({ animal, visit })));
    for (const { animal, visit } of all.filter(
      ({ visit: { fromSeconds, untilSeconds } }) => seconds >= fromSeconds && seconds < untilSeconds,
    )) {
      const { x, y, width } = visit.at(seconds);
      const widthPixels = Math.round(width * size.widthPixels);
      const heightPixels = Math.round((widthPixels * animal.heightPixels) / animal.widthPixels);
      const left = Math.round(x * size.widthPixels - widthPixels / 2);
      const top = Math.round(y * size.heightPixels - heightPixels / 2);
      for (let row = Math.max(0, -top); row < heightPixels && top + row < size.heightPixels; row += 1) {
        for (let column = Math.max(0, -left); column < widthPixels && left + column < size.widthPixels; column += 1) {
          const across = ((column + 0.5) / widthPixels) * 2 - 1;
          const down = ((row + 0.5) / heightPixels) * 2 - 1;
          const opacity = opacityOf(animal, across, down) * contrast;
          if (opacity > 0) {
            const color = meanColor(animal, column / widthPixels, row / heightPixels, 1 / widthPixels, 1 / heightPixels);
            const to = ((top + row) * size.widthPixels + left + column) * channels;
            const values = channels === 1 ? [greyOf(...color)] : color;
            values.forEach((value, channel) => {
              picture[to + channel] = picture[to + channel]! * (1 - opacity) + value * opacity;
            });
          }
        }
      }
    }
  }

  #shift(picture: Float32Array, pixels: number): void {
    if (pixels === 0) {
      return;
    }
    const share = Math.abs(pixels) % 1;
    const step = Math.sign(pixels) * Math.ceil(Math.abs(pixels));
    const { widthPixels } = small;
    for (let at = 0; at < picture.length; at += 1) {
      const x = at % widthPixels;
      const from = at - x + Math.min(widthPixels - 1, Math.max(0, x + step));
      picture[at] = this.#grey[at]! * (1 - share) + this.#grey[from]! * share;
    }
  }

  /** Six digits in the upper right corner, as a camera writes them; a figure is a pattern of its own. */
  #drawClock(out: Uint8Array, seconds: number): void {
    if (!this.options.hasClock) {
      return;
    }
    const text = String(100_000 + Math.floor(seconds)).slice(-6);
    [...text].forEach((digit, index) => {
      const pattern = seededRandom(1000 + Number(digit));
      for (let row = 0; row < 7; row += 1) {
        for (let column = 0; column < 4; column += 1) {
          out[(6 + row) * small.widthPixels + 280 + index * 6 + column] = pattern.uniform() < 0.5 ? 245 : 20;
        }
      }
    });
  }
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

const greyOf = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** 0 to 1, at a place from -1 to 1 in both directions. */
function opacityOf({ opacity, widthPixels, heightPixels }: ColorPicture, across: number, down: number): number {
  if (opacity === undefined) {
    return across ** 4 + down ** 4 < 1 ? 1 : 0;
  }
  const column = Math.floor(((across + 1) / 2) * widthPixels);
  const row = Math.floor(((down + 1) / 2) * heightPixels);
  return opacity[row * widthPixels + column]! / 255;
}

/** Mean of a few of the pixels that a pixel of a smaller picture stands for. */
function meanColor(
  { pixels, widthPixels, heightPixels }: ColorPicture,
  x: number,
  y: number,
  width: number,
  height: number,
): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (const down of [0.25, 0.75]) {
    for (const across of [0.25, 0.75]) {
      const column = Math.min(widthPixels - 1, Math.floor((x + across * width) * widthPixels));
      const row = Math.min(heightPixels - 1, Math.floor((y + down * height) * heightPixels));
      const at = (row * widthPixels + column) * 3;
      sum[0] += pixels[at]!;
      sum[1] += pixels[at + 1]!;
      sum[2] += pixels[at + 2]!;
      count += 1;
    }
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function smallGrey({ pixels }: ColorPicture): Uint8Array {
  const out = new Uint8Array(small.widthPixels * small.heightPixels);
  const times = full.widthPixels / small.widthPixels;
  for (let y = 0; y < small.heightPixels; y += 1) {
    for (let x = 0; x < small.widthPixels; x += 1) {
      let sum = 0;
      for (let row = 0; row < times; row += 1) {
        for (let column = 0; column < times; column += 1) {
          const at = ((y * times + row) * full.widthPixels + x * times + column) * 3;
          sum += greyOf(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
        }
      }
      out[y * small.widthPixels + x] = Math.round(sum / times ** 2);
    }
  }
  return out;
}

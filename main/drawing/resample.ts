import type { PixelBlock } from './pixel-file.ts';
import type { Rectangle } from './raster.ts';

/** For each place of the output along one axis: its first place in the source, and the weights of that and those that follow. */
interface Taps {
  readonly first: Int32Array;
  /** Where in `weights` those of a place begin; those of the next one, or the end, come after them. */
  readonly begin: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Scales a part of a picture: by the average of the area that a pixel covers where it gets smaller, bilinear where it
 * gets larger. Opacity is a channel like the others, so colours have to be multiplied by it.
 *
 * @param area of the source; may begin and end within pixels
 */
export function resample(source: PixelBlock, area: Rectangle, widthPixels: number, heightPixels: number): PixelBlock {
  const { channels, pixels: from } = source;
  const rowBytes = source.widthPixels * channels;
  const columns = taps(area.left, area.widthPixels, source.widthPixels, widthPixels);
  const rows = taps(area.top, area.heightPixels, source.heightPixels, heightPixels);
  const firstByte = columns.first[0]! * channels;
  const lastByte = (columns.first[widthPixels - 1]! + columns.begin[widthPixels]! - columns.begin[widthPixels - 1]!) * channels;
  const pixels = Buffer.allocUnsafe(widthPixels * heightPixels * channels);
  const sums = new Float32Array(rowBytes);
  for (let row = 0; row < heightPixels; row += 1) {
    sums.fill(0.5); // rounds
    const begin = rows.begin[row]!;
    for (let tap = begin; tap < rows.begin[row + 1]!; tap += 1) {
      addRow(sums, from, (rows.first[row]! + tap - begin) * rowBytes, rows.weights[tap]!, firstByte, lastByte);
    }
    sumColumns(pixels, row * widthPixels * channels, sums, columns, channels);
  }
  return { pixels, widthPixels, heightPixels, channels };
}

/** Functions of their own are compiled sooner than loops in one that is called once. */
function addRow(sums: Float32Array, from: Uint8Array, start: number, weight: number, firstByte: number, lastByte: number): void {
  for (let byte = firstByte; byte < lastByte; byte += 1) {
    sums[byte] = sums[byte]! + from[start + byte]! * weight;
  }
}

function sumColumns(to: Uint8Array, start: number, sums: Float32Array, { first, begin, weights }: Taps, channels: number): void {
  for (let column = 0, at = start; column < first.length; column += 1) {
    const [from, until] = [begin[column]!, begin[column + 1]!];
    for (let channel = 0; channel < channels; channel += 1, at += 1) {
      let sum = 0;
      for (let tap = from, place = first[column]! * channels + channel; tap < until; tap += 1, place += channels) {
        sum += sums[place]! * weights[tap]!;
      }
      to[at] = sum;
    }
  }
}

/** The whole picture at another size. */
export function resize(source: PixelBlock, widthPixels: number, heightPixels: number): PixelBlock {
  const { widthPixels: sourceWidth, heightPixels: sourceHeight } = source;
  return resample(source, { left: 0, top: 0, widthPixels: sourceWidth, heightPixels: sourceHeight }, widthPixels, heightPixels);
}

function taps(start: number, length: number, sourceLength: number, outputLength: number): Taps {
  const ratio = length / outputLength;
  const first = new Int32Array(outputLength);
  const begin = new Int32Array(outputLength + 1);
  // What a pixel takes in is as wide as it is in the source, but at least as wide as one pixel there; it may begin and end within pixels.
  const weights = new Float32Array(outputLength * (Math.ceil(Math.max(ratio, 1)) + 2));
  let end = 0;
  for (let place = 0; place < outputLength; place += 1) {
    const center = start + place * ratio + ratio / 2;
    const halfWidth = Math.max(ratio, 1) / 2;
    const low = Math.max(0, center - halfWidth);
    const high = Math.min(sourceLength, center + halfWidth);
    const firstPlace = Math.min(Math.floor(low + TINY), sourceLength - 1);
    const count = Math.max(1, Math.ceil(high - TINY) - firstPlace);
    first[place] = firstPlace;
    begin[place] = end;
    for (let index = 0; index < count; index += 1, end += 1) {
      weights[end] = (Math.min(high, firstPlace + index + 1) - Math.max(low, firstPlace + index)) / (high - low);
    }
  }
  begin[outputLength] = end;
  return { first, begin, weights };
}

/** Sums of fractions miss whole numbers by so much. */
const TINY = 1e-6;

import type { PixelBlock } from './pixel-file.ts';
import type { Rectangle } from './raster.ts';

/** For each place of the output along one axis: its first place in the source, and the weights of that and those that follow. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float32Array[];
}

/**
 * Scales a part of a picture: by the average of the area that a pixel covers where it gets smaller, bilinear where it
 * gets larger. Opacity is a channel like the others, so colours have to be multiplied by it.
 *
 * @param area of the source; may begin and end within pixels
 */
export function resample(source: PixelBlock, area: Rectangle, widthPixels: number, heightPixels: number): PixelBlock {
  const { channels } = source;
  const rowBytes = source.widthPixels * channels;
  const columns = taps(area.left, area.widthPixels, source.widthPixels, widthPixels);
  const rows = taps(area.top, area.heightPixels, source.heightPixels, heightPixels);
  const firstByte = columns.first[0]! * channels;
  const lastByte = (columns.first[widthPixels - 1]! + columns.weights[widthPixels - 1]!.length) * channels;
  const pixels = Buffer.allocUnsafe(widthPixels * heightPixels * channels);
  const sums = new Float32Array(rowBytes);
  for (let row = 0, at = 0; row < heightPixels; row += 1) {
    sums.fill(0.5); // rounds
    for (const [index, weight] of rows.weights[row]!.entries()) {
      const start = (rows.first[row]! + index) * rowBytes;
      for (let byte = firstByte; byte < lastByte; byte += 1) {
        sums[byte] = sums[byte]! + source.pixels[start + byte]! * weight;
      }
    }
    for (let column = 0; column < widthPixels; column += 1) {
      const weights = columns.weights[column]!;
      const start = columns.first[column]! * channels;
      for (let channel = 0; channel < channels; channel += 1, at += 1) {
        let sum = 0;
        for (let index = 0; index < weights.length; index += 1) {
          sum += sums[start + index * channels + channel]! * weights[index]!;
        }
        pixels[at] = sum;
      }
    }
  }
  return { pixels, widthPixels, heightPixels, channels };
}

/** The whole picture at another size. */
export function resize(source: PixelBlock, widthPixels: number, heightPixels: number): PixelBlock {
  const { widthPixels: sourceWidth, heightPixels: sourceHeight } = source;
  return resample(source, { left: 0, top: 0, widthPixels: sourceWidth, heightPixels: sourceHeight }, widthPixels, heightPixels);
}

function taps(start: number, length: number, sourceLength: number, outputLength: number): Taps {
  const ratio = length / outputLength;
  const first = new Int32Array(outputLength);
  const weights: Float32Array[] = [];
  for (let place = 0; place < outputLength; place += 1) {
    const from = start + place * ratio;
    // What a pixel takes in is as wide as it is in the source, but at least as wide as one pixel there.
    const center = from + ratio / 2;
    const halfWidth = Math.max(ratio, 1) / 2;
    const low = Math.max(0, center - halfWidth);
    const high = Math.min(sourceLength, center + halfWidth);
    const firstPlace = Math.min(Math.floor(low + TINY), sourceLength - 1);
    const count = Math.max(1, Math.ceil(high - TINY) - firstPlace);
    const covered = Float32Array.from(
      { length: count },
      (_, index) => Math.min(high, firstPlace + index + 1) - Math.max(low, firstPlace + index),
    );
    first[place] = firstPlace;
    weights.push(covered.map((part) => part / (high - low)));
  }
  return { first, weights };
}

/** Sums of fractions miss whole numbers by so much. */
const TINY = 1e-6;

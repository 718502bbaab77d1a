import { MotionDetector } from '../../main/detection/motion/motion-detector.ts';
import { movingOf } from '../../main/detection/movement.ts';
import { small } from '../support/moving-scenes/scene.ts';

/** Says of each picture whether something moves in it. */
export type MotionMethod = (samples: Uint8Array) => boolean;

export function ownMethod(): MotionMethod {
  const detector = new MotionDetector(small.widthPixels, small.heightPixels, { sensitivity: 50, ignored: [] });
  return (samples) => movingOf(detector.look({ ...small, samples }).regions).length > 0;
}

/** Samples that differ from the picture before by more than 25 of 255, as pixel-change and pam-diff count them. */
export function frameDifference(leastShare: number): MotionMethod {
  let before: Uint8Array | null = null;
  return (samples) => {
    const last = before;
    before = samples;
    if (last === null) {
      return false;
    }
    let count = 0;
    for (let at = 0; at < samples.length; at += 1) {
      count += Math.abs(samples[at]! - last[at]!) > 25 ? 1 : 0;
    }
    return count / samples.length > leastShare;
  };
}

/**
 * Frigate's `ImprovedMotionDetector` at its defaults, written anew: 100 rows high, contrast stretched, blurred, against a mean
 * that takes 1 % of each picture over; threshold 30, contours of at least 10 pixels, a change of 80 % is lightning.
 */
export function frigateMethod(): MotionMethod {
  const width = 178;
  const height = 100;
  let mean: Float32Array | null = null;
  let pictures = 0;
  return (samples) => {
    const picture = blurred(stretched(reduced(samples, width, height)), width, height);
    pictures += 1;
    if (mean === null) {
      mean = Float32Array.from(picture);
      return false;
    }
    const changed = new Uint8Array(picture.length);
    let count = 0;
    for (let at = 0; at < picture.length; at += 1) {
      if (Math.abs(picture[at]! - mean[at]!) > 30) {
        changed[at] = 1;
        count += 1;
      }
    }
    const isCalibrating = pictures < 30 || count / picture.length > 0.8;
    const rate = isCalibrating ? 0.2 : 0.01;
    for (let at = 0; at < picture.length; at += 1) {
      mean[at] = mean[at]! + (picture[at]! - mean[at]!) * rate;
    }
    return !isCalibrating && largestArea(changed, width, height) >= 10;
  };
}

/**
 * Motion's `alg_diff_standard` with a reference picture, written anew: 0.49 % of the pixels (1500 of 640 x 480) differ by more
 * than the noise level, which follows the picture; what stays for 10 s is taken over.
 */
export function motionMethod({
  leastShare,
  lightSwitchShare,
  pictures: needed,
}: {
  leastShare: number;
  lightSwitchShare: number;
  pictures: number;
}): MotionMethod {
  let reference: Float32Array | null = null;
  let still: Uint16Array | null = null;
  let noise = 32;
  let inARow = 0;
  return (samples) => {
    if (reference === null || still === null) {
      reference = Float32Array.from(samples);
      still = new Uint16Array(samples.length);
      return false;
    }
    let count = 0;
    let quietSum = 0;
    for (let at = 0; at < samples.length; at += 1) {
      const difference = Math.abs(samples[at]! - reference[at]!);
      if (difference > noise) {
        count += 1;
        still[at] = still[at]! + 1;
        if (still[at]! > 50) {
          reference[at] = samples[at]!;
          still[at] = 0;
        }
      } else {
        quietSum += difference;
        still[at] = 0;
        reference[at] = (reference[at]! + samples[at]!) / 2;
      }
    }
    noise = Math.min(255, Math.max(16, noise + Math.sign((quietSum / samples.length) * 6 - noise)));
    if (lightSwitchShare > 0 && count / samples.length > lightSwitchShare) {
      reference.set(samples);
      inARow = 0;
      return false;
    }
    inARow = count / samples.length > leastShare ? inARow + 1 : 0;
    return inARow >= needed;
  };
}

function reduced(samples: Uint8Array, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * small.widthPixels) / width);
      const top = Math.floor((y * small.heightPixels) / height);
      const right = Math.min(small.widthPixels - 1, left + 1);
      const below = Math.min(small.heightPixels - 1, top + 1) * small.widthPixels;
      const row = top * small.widthPixels;
      out[y * width + x] = (samples[row + left]! + samples[row + right]! + samples[below + left]! + samples[below + right]!) / 4;
    }
  }
  return out;
}

/** From the 4th to the 96th percentile to all of the range. */
function stretched(picture: Float32Array): Float32Array {
  const sorted = picture.toSorted();
  const low = sorted[Math.floor(sorted.length * 0.04)]!;
  const high = sorted[Math.floor(sorted.length * 0.96)]!;
  return high - low < 1 ? picture : picture.map((value) => Math.min(255, Math.max(0, ((value - low) / (high - low)) * 255)));
}

function blurred(picture: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(picture.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          sum += picture[row * width + column]!;
        }
      }
      const rows = Math.min(height - 1, y + 1) - Math.max(0, y - 1) + 1;
      const columns = Math.min(width - 1, x + 1) - Math.max(0, x - 1) + 1;
      out[y * width + x] = sum / (rows * columns);
    }
  }
  return out;
}

function largestArea(changed: Uint8Array, width: number, height: number): number {
  const stack: number[] = [];
  let largest = 0;
  for (let start = 0; start < changed.length; start += 1) {
    let area = 0;
    if (changed[start] === 1) {
      changed[start] = 0;
      stack.push(start);
    }
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      area += 1;
      const x = at % width;
      const y = (at - x) / width;
      for (const [nextX, nextY] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        const next = nextY * width + nextX;
        if (nextX >= 0 && nextX < width && nextY >= 0 && nextY < height && changed[next] === 1) {
          changed[next] = 0;
          stack.push(next);
        }
      }
    }
    largest = Math.max(largest, area);
  }
  return largest;
}

/** Which of the pictures of a preview, in a row at equal distances in time, is shown at a part (0 to 1) of the recording. */
export function previewFrame(fraction: number, frames: number): number {
  return Math.min(Math.max(0, frames - 1), Math.max(0, Math.floor(fraction * frames)));
}

/** Where the row has to be, in percent of what sticks out, to show one of its pictures (CSS Backgrounds 3, 2.6). */
export function previewPosition(frame: number, frames: number): number {
  return frames <= 1 ? 0 : (frame / (frames - 1)) * 100;
}

/** Place in a bar, 0 to 1. */
export function fractionWithin(position: number, start: number, length: number): number {
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (position - start) / length));
}

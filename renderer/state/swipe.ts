const leastPixels = 60;
const longestMilliseconds = 700;

export interface Touch {
  readonly x: number;
  readonly y: number;
  /** Of any clock that does not jump. */
  readonly milliseconds: number;
}

/** Which way a finger went across the screen; null when it did something else. */
export function swipeDirection(from: Touch, to: Touch): 'left' | 'right' | null {
  const [across, down] = [to.x - from.x, to.y - from.y];
  if (
    to.milliseconds - from.milliseconds > longestMilliseconds ||
    Math.abs(across) < leastPixels ||
    Math.abs(across) < 2 * Math.abs(down)
  ) {
    return null;
  }
  return across < 0 ? 'left' : 'right';
}

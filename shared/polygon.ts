/** A corner [x, y]. */
export type Point = readonly [x: number, y: number];

/** Less is a line that a finger drew by mistake: a hundredth of the picture's width and height. */
const leastArea = 0.0001;

/** Whether the corners enclose an area, and no two sides cross or touch but neighbours where they meet. */
export function isSimplePolygon(points: readonly Point[]): boolean {
  if (points.length < 3 || areaOf(points) < leastArea) {
    return false;
  }
  const sides = points.map((from, index): [Point, Point] => [from, points[(index + 1) % points.length] ?? from]);
  return sides.every(([from, to], index) =>
    sides.every(([otherFrom, otherTo], other) => {
      if (other <= index) {
        return true;
      }
      const isNext = other === index + 1;
      const isBefore = index === 0 && other === sides.length - 1;
      if (isNext) {
        return !isFoldedBack(from, to, otherTo);
      }
      return isBefore ? !isFoldedBack(otherFrom, otherTo, to) : !doMeet(from, to, otherFrom, otherTo);
    }),
  );
}

/** By the shoelace formula, in parts of the picture. */
function areaOf(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** On which side of the line the point is: positive, negative, or 0 on it. */
const sideOf = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));

const isBetween = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean =>
  x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by);

/** Whether two sides with a corner in common run back over each other, or one has no length. */
function isFoldedBack(from: Point, corner: Point, to: Point): boolean {
  if (sideOf(from, corner, to) !== 0) {
    return false;
  }
  const product = (corner[0] - from[0]) * (to[0] - corner[0]) + (corner[1] - from[1]) * (to[1] - corner[1]);
  return product <= 0;
}

function doMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [sideOf(a, b, c), sideOf(a, b, d), sideOf(c, d, a), sideOf(c, d, b)];
  return (
    (abc !== abd && cda !== cdb) ||
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

import type { Point } from '../../../shared/polygon.ts';

/** More corners cannot be held by a finger, and are refused. */
const mostCorners = 12;
/** A part of the picture's width that a finger does not mean. */
const firstTolerance = 0.01;

/** The corners of what a finger drew: as few as show its shape. From 0 to 1 of the width and height, in whole thousandths. */
export function drawnPolygon(path: readonly Point[]): Point[] {
  let corners = [...path];
  for (let tolerance = firstTolerance; corners.length > mostCorners || tolerance === firstTolerance; tolerance *= 1.4) {
    corners = simplified(path, tolerance);
  }
  return corners.map(([x, y]) => [thousandths(x), thousandths(y)]);
}

export const thousandths = (part: number): number => Math.round(Math.min(1, Math.max(0, part)) * 1000) / 1000;

/** Ramer-Douglas-Peucker on a closed line: it is cut at the point that is farthest from its beginning. */
function simplified(path: readonly Point[], tolerance: number): Point[] {
  const [start] = path;
  if (start === undefined) {
    return [];
  }
  const distances = path.map(([x, y]) => Math.hypot(x - start[0], y - start[1]));
  const farthest = distances.indexOf(Math.max(...distances));
  const there = halfOf(path.slice(0, farthest + 1), tolerance);
  const back = halfOf([...path.slice(farthest), start], tolerance);
  return [...there.slice(0, -1), ...back.slice(0, -1)];
}

function halfOf(points: readonly Point[], tolerance: number): Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 3) {
    return [...points];
  }
  let index = 0;
  let most = 0;
  points.forEach((point, position) => {
    const distance = distanceOf(point, first, last);
    if (distance > most) {
      index = position;
      most = distance;
    }
  });
  if (most <= tolerance) {
    return [first, last];
  }
  return [...halfOf(points.slice(0, index + 1), tolerance).slice(0, -1), ...halfOf(points.slice(index), tolerance)];
}

/** Of a point from the line between two others. */
function distanceOf([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
}

/** Corners, as shares of the picture's width and height, 0 to 1. */
export type Polygon = readonly (readonly [x: number, y: number])[];

/** Whether a point lies in a polygon, by the number of edges to its right (even-odd rule). */
export function isInside(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  polygon.forEach(([x1, y1], index) => {
    const [x2, y2] = polygon[(index + polygon.length - 1) % polygon.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) {
      inside = !inside;
    }
  });
  return inside;
}

/** Where one looks: 1, and 0 in the polygons; null when one looks everywhere. */
export function maskOutside(polygons: readonly Polygon[], widthPixels: number, heightPixels: number): Uint8Array | null {
  if (polygons.length === 0) {
    return null;
  }
  const mask = new Uint8Array(widthPixels * heightPixels).fill(1);
  for (const polygon of polygons) {
    const ys = polygon.map(([, y]) => y * heightPixels);
    const bottom = Math.min(heightPixels, Math.ceil(Math.max(...ys)));
    for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < bottom; y += 1) {
      for (let x = 0; x < widthPixels; x += 1) {
        if (isInside(polygon, (x + 0.5) / widthPixels, (y + 0.5) / heightPixels)) {
          mask[y * widthPixels + x] = 0;
        }
      }
    }
  }
  return mask;
}

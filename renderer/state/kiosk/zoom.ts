export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much a picture is enlarged, and by how many pixels its area's top left corner has then moved. */
export interface Zoom extends Point {
  readonly scale: number;
}

/** The area that a picture is shown in, as large as fits, in its middle. Any unit for the picture, pixels for the area. */
export interface Frame {
  readonly area: Size;
  readonly picture: Size;
}

export const wholePicture: Zoom = { scale: 1, x: 0, y: 0 };
const greatestScale = 5;
/** What is enlarged less than this was meant to be whole. */
const leastScale = 1.05;

export const isZoomed = ({ scale }: Zoom): boolean => scale > 1;

/** Enlarged to a scale, with what was under the point still under it, or as near as the picture's edges allow. */
export function zoomAt(zoom: Zoom, frame: Frame, point: Point, scale: number): Zoom {
  return place(zoom, frame, scale, point, point);
}

export function panBy(zoom: Zoom, frame: Frame, by: Point): Zoom {
  return place(zoom, frame, zoom.scale, { x: 0, y: 0 }, by);
}

/** Follows fingers from where they were to where they are: one moves the picture, two also enlarge it. */
export function follow(zoom: Zoom, frame: Frame, from: readonly Point[], to: readonly Point[]): Zoom {
  const [before, after] = [spread(from), spread(to)];
  return place(zoom, frame, before === 0 ? zoom.scale : (zoom.scale * after) / before, middle(from), middle(to));
}

/** What remains when the fingers let go. */
export const settle = (zoom: Zoom): Zoom => (zoom.scale < leastScale ? wholePicture : zoom);

/** What was at `from` comes to be at `to`. */
function place(zoom: Zoom, { area, picture }: Frame, wanted: number, from: Point, to: Point): Zoom {
  const scale = Math.min(Math.max(wanted, 1), greatestScale);
  const fit = Math.min(area.width / picture.width, area.height / picture.height);
  const factor = scale / zoom.scale;
  return {
    scale,
    x: keepWithin(to.x - factor * (from.x - zoom.x), scale, picture.width * fit, area.width),
    y: keepWithin(to.y - factor * (from.y - zoom.y), scale, picture.height * fit, area.height),
  };
}

/** In one direction: an enlarged picture leaves no gap that it could fill, and a smaller one stays in the middle. */
function keepWithin(offset: number, scale: number, pictureLength: number, areaLength: number): number {
  const start = (scale * (areaLength - pictureLength)) / 2;
  const length = scale * pictureLength;
  if (length <= areaLength) {
    return (areaLength - length) / 2 - start;
  }
  return Math.max(Math.min(offset, -start), areaLength - length - start);
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce(({ x, y }, point) => ({ x: x + point.x, y: y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Of two points; 0 for one. */
function spread([first, second]: readonly Point[]): number {
  return first === undefined || second === undefined ? 0 : Math.hypot(second.x - first.x, second.y - first.y);
}

/** A picture in memory: red, green, blue, a byte each, row by row from the top left. */
export interface Raster {
  readonly pixels: Buffer;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export interface Color {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export function copyRaster(raster: Raster): Raster {
  return { ...raster, pixels: Buffer.from(raster.pixels) };
}

/** The part of the rectangle that lies on the picture. */
export function clip(rectangle: Rectangle, raster: Raster): Rectangle {
  const left = Math.max(0, Math.min(rectangle.left, raster.widthPixels));
  const top = Math.max(0, Math.min(rectangle.top, raster.heightPixels));
  return {
    left,
    top,
    widthPixels: Math.max(0, Math.min(rectangle.left + rectangle.widthPixels, raster.widthPixels) - left),
    heightPixels: Math.max(0, Math.min(rectangle.top + rectangle.heightPixels, raster.heightPixels) - top),
  };
}

/** Copies a rectangle from one picture to the same place of another of the same size. */
export function copyRectangle(from: Raster, to: Raster, rectangle: Rectangle): void {
  const { left, top, widthPixels, heightPixels } = clip(rectangle, to);
  for (let row = top; row < top + heightPixels; row += 1) {
    const start = (row * to.widthPixels + left) * 3;
    from.pixels.copy(to.pixels, start, start, start + widthPixels * 3);
  }
}

/** Lays a colour over a rectangle. @param opacity 0 to 1 */
export function shadeRectangle(raster: Raster, rectangle: Rectangle, color: Color, opacity: number): void {
  const { left, top, widthPixels, heightPixels } = clip(rectangle, raster);
  const { pixels } = raster;
  for (let row = top; row < top + heightPixels; row += 1) {
    const end = (row * raster.widthPixels + left + widthPixels) * 3;
    for (let at = (row * raster.widthPixels + left) * 3; at < end; at += 3) {
      pixels[at] = pixels[at]! + (color.red - pixels[at]!) * opacity;
      pixels[at + 1] = pixels[at + 1]! + (color.green - pixels[at + 1]!) * opacity;
      pixels[at + 2] = pixels[at + 2]! + (color.blue - pixels[at + 2]!) * opacity;
    }
  }
}

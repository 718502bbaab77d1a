/** Width and height of a JPEG, in pixels, from its start-of-frame segment (ITU-T T.81, B.2.2); null when it has none. */
export function readJpegSize(jpeg: Buffer): { widthPixels: number; heightPixels: number } | null {
  let at = 2;
  while (at + 9 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isStartOfFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isStartOfFrame) {
      return { heightPixels: jpeg.readUInt16BE(at + 5), widthPixels: jpeg.readUInt16BE(at + 7) };
    }
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  return null;
}

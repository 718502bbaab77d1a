import { readFileSync } from 'node:fs';
import { JpegSplitter } from '../../main/frames/jpeg-splitter.ts';

/** The pictures of a raw MJPEG file. */
export function readPictures(path: string): Buffer[] {
  const pictures: Buffer[] = [];
  new JpegSplitter(
    16e6,
    (jpeg) => pictures.push(jpeg),
    () => {},
  ).push(readFileSync(path));
  return pictures;
}

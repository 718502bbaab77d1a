import { encodeJpeg } from '../drawing/encode-jpeg.ts';
import type { DisplayTurn } from '../ffmpeg/display-matrix.ts';
import type { PicturesRequest, RecordingPictures } from '../pictures/protocol.ts';
import { SmallPicture } from './small-picture.ts';
import type { PixelSize } from './turned-pixels.ts';
import { VideoReader } from './video-reader.ts';

const thumbnailBox: PixelSize = { widthPixels: 320, heightPixels: 320 };
/** 25 in a row are 4000 pixels: more than 4096 do not fit into the graphics chip of a Raspberry Pi. */
const previewBox: PixelSize = { widthPixels: 160, heightPixels: 160 };
const quality = 70;
/** Where the thumbnail is from: not the very beginning, where nothing has happened yet. */
const thumbnailPosition = 0.25;

/**
 * The thumbnail and the preview of a video.
 *
 * @param mayContinue waited for between two pictures
 * @throws when the file holds no picture that can be decoded
 */
export async function recordingPictures(
  { path, durationMilliseconds, previewFrames }: PicturesRequest,
  mayContinue: () => Promise<void>,
): Promise<RecordingPictures> {
  await using video = await VideoReader.open(path);
  const intervalMilliseconds = durationMilliseconds / previewFrames;
  const thumbnailIndex = Math.floor(previewFrames * thumbnailPosition);
  const tiles: Buffer[] = [];
  let thumbnail: Buffer | null = null;
  const small = new SmallPicture(previewBox, video.turn);
  try {
    for (let index = 0; index < previewFrames; index += 1) {
      await mayContinue();
      const picture = await video.pictureAt((index + 0.5) * intervalMilliseconds, intervalMilliseconds / 2);
      tiles.push(small.pixels(picture));
      if (index === thumbnailIndex) {
        thumbnail = await thumbnailOf(picture, video.turn);
      }
    }
    await mayContinue();
    const { widthPixels, heightPixels } = small.size;
    return {
      thumbnail: thumbnail ?? Buffer.alloc(0),
      preview: await jpegOf(inOneRow(tiles, small.size), { widthPixels: widthPixels * previewFrames, heightPixels }),
    };
  } finally {
    small.close();
  }
}

async function thumbnailOf(picture: Parameters<SmallPicture['pixels']>[0], turn: DisplayTurn | null): Promise<Buffer> {
  const larger = new SmallPicture(thumbnailBox, turn);
  try {
    return await jpegOf(larger.pixels(picture), larger.size);
  } finally {
    larger.close();
  }
}

/** RGB pictures side by side as one. */
function inOneRow(tiles: readonly Buffer[], { widthPixels, heightPixels }: PixelSize): Buffer {
  const rowBytes = widthPixels * 3;
  const row = Buffer.allocUnsafe(rowBytes * heightPixels * tiles.length);
  tiles.forEach((tile, index) => {
    for (let y = 0; y < heightPixels; y += 1) {
      tile.copy(row, (y * tiles.length + index) * rowBytes, y * rowBytes, (y + 1) * rowBytes);
    }
  });
  return row;
}

const jpegOf = (pixels: Buffer, { widthPixels, heightPixels }: PixelSize): Promise<Buffer> =>
  encodeJpeg({ pixels, widthPixels, heightPixels }, quality);

import { expect, test } from 'vitest';
import { drawPlaceholder } from '../../../main/drawing-process/placeholder.ts';
import { copyRaster, copyRectangle, type Raster, shadeRectangle } from '../../../main/drawing/raster.ts';
import { Sprite } from '../../../main/drawing/sprite.ts';
import { timestampText, timestampTextWithMilliseconds } from '../../../main/drawing/timestamp-text.ts';
import { wrapText } from '../../../main/drawing/wrap-text.ts';
import { averageDifference, decodePixels, type Pixels } from '../../support/pixels.ts';

const gray = (widthPixels: number, heightPixels: number, value = 100): Raster => ({
  pixels: Buffer.alloc(widthPixels * heightPixels * 3, value),
  widthPixels,
  heightPixels,
});
const pixel = ({ pixels, widthPixels }: Raster, column: number, row: number): number[] => [
  ...pixels.subarray((row * widthPixels + column) * 3, (row * widthPixels + column) * 3 + 3),
];

test('shades and restores rectangles, cut at the edges', () => {
  const still = gray(10, 8);
  const drawn = copyRaster(still);
  shadeRectangle(drawn, { left: 8, top: -2, widthPixels: 5, heightPixels: 4 }, { red: 200, green: 100, blue: 0 }, 0.5);
  expect(pixel(drawn, 9, 1)).toEqual([150, 100, 50]);
  expect(pixel(drawn, 7, 1)).toEqual([100, 100, 100]);
  expect(pixel(drawn, 0, 2)).toEqual([100, 100, 100]);
  copyRectangle(still, drawn, { left: 8, top: 0, widthPixels: 99, heightPixels: 99 });
  expect(drawn.pixels.equals(still.pixels)).toBe(true);
});

test('draws a sprite: opaque pixels as they are, translucent ones blended, the others not at all', () => {
  const pixels = Buffer.from([...[10, 20, 30, 255, 40, 50, 60, 255, 0, 0, 0, 0], ...[0, 0, 0, 0, 51, 51, 51, 51, 70, 80, 90, 255]]);
  const raster = gray(5, 4);
  new Sprite({ pixels, widthPixels: 3, heightPixels: 2, channels: 4 }).draw(raster, 1, 1);
  expect([1, 2, 3].map((column) => pixel(raster, column, 1))).toEqual([
    [10, 20, 30],
    [40, 50, 60],
    [100, 100, 100],
  ]);
  expect([1, 2, 3].map((column) => pixel(raster, column, 2))).toEqual([
    [100, 100, 100],
    [131, 131, 131],
    [70, 80, 90],
  ]);
  expect(pixel(raster, 4, 1)).toEqual([100, 100, 100]);
});

test('breaks lines at spaces, and inside words that are too long', () => {
  expect(wrapText('the camera was unplugged', 11)).toEqual(['the camera', 'was', 'unplugged']);
  expect(wrapText('/dev/v4l/by-id/usb-camera is gone', 10)).toEqual(['/dev/v4l/b', 'y-id/usb-c', 'amera is', 'gone']);
  expect(wrapText('  ', 10)).toEqual([]);
  expect(wrapText('ab', 0)).toEqual(['a', 'b']);
});

test('writes times of this machine', () => {
  const microseconds = new Date(2026, 4, 1, 9, 8, 7, 6).getTime() * 1000 + 999;
  expect(timestampText(microseconds)).toBe('2026-05-01 09:08:07');
  expect(timestampTextWithMilliseconds(microseconds)).toBe('2026-05-01 09:08:07.006');
});

/** Rows or columns that hold something as bright as text. */
function brightRows({ data, width, height }: Pixels): number[] {
  return Array.from({ length: height }, (_, row) => row).filter((row) =>
    data.subarray(row * width * 3, (row + 1) * width * 3).some((byte) => byte > 150),
  );
}

function brightColumns({ data, width }: Pixels): Set<number> {
  const columns = new Set<number>();
  for (let index = 0; index < data.length; index += 3) {
    if ((data[index + 1] ?? 0) > 150) {
      columns.add((index / 3) % width);
    }
  }
  return columns;
}

const reason =
  'rpicam-vid ended with exit code 255: ERROR: *** the camera /dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0 gave no answer ***';

test.each([
  [320, 240],
  [800, 480],
  [1280, 720],
  [1920, 1080],
  [720, 1280],
])('a placeholder of %i by %i holds its whole text', async (widthPixels, heightPixels) => {
  const options = { widthPixels, heightPixels, title: 'No picture from the camera', quality: 90 };
  const full = await decodePixels(await drawPlaceholder({ ...options, lines: [reason, 'since 12:30:15; trying again'] }));
  const shorter = await decodePixels(await drawPlaceholder({ ...options, lines: [reason] }));
  expect([full.width, full.height]).toEqual([widthPixels, heightPixels]);
  const rows = brightRows(full);
  expect(Math.min(...rows)).toBeGreaterThan(heightPixels * 0.02);
  expect(Math.max(...rows)).toBeLessThan(heightPixels * 0.98);
  const columns = brightColumns(full);
  expect(Math.min(...columns)).toBeGreaterThan(widthPixels * 0.02);
  expect(Math.max(...columns)).toBeLessThan(widthPixels * 0.98);
  expect(columns.size).toBeGreaterThan(widthPixels * 0.4);
  expect(averageDifference(full, shorter)).toBeGreaterThan(0.3); // the last line is there
});

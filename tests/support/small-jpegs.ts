import sharp from 'sharp';
import type { Frame } from '../../main/frames/frame.ts';

/** Different pictures of one size, as a camera would send them: a bar that moves over a pattern. */
export async function smallJpegs(count: number, widthPixels = 320, heightPixels = 180): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const pixels = Buffer.alloc(widthPixels * heightPixels * 3);
      const bar = Math.floor((index * widthPixels) / count);
      for (let y = 0; y < heightPixels; y += 1) {
        for (let x = 0; x < widthPixels; x += 1) {
          const isBar = x >= bar && x < bar + 20;
          pixels.set(isBar ? [240, 240, 240] : [(x * 3) % 256, (y * 5) % 256, ((x + y) * 2) % 256], (y * widthPixels + x) * 3);
        }
      }
      return sharp(pixels, { raw: { width: widthPixels, height: heightPixels, channels: 3 } })
        .jpeg({ quality: 70 })
        .toBuffer();
    }),
  );
}

export function frameOf(
  jpeg: Buffer,
  sequence: number,
  monotonicMilliseconds: number,
  size: { widthPixels: number; heightPixels: number } = { widthPixels: 320, heightPixels: 180 },
): Frame {
  return {
    jpeg,
    sequence,
    monotonicMilliseconds,
    capturedAtMicroseconds: 1_800_000_000_000_000 + Math.round(monotonicMilliseconds * 1000),
    ...size,
  };
}

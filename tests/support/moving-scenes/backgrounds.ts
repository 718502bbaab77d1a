import { seededRandom } from '../seeded-random.ts';
import { type ColorPicture, full } from './scene.ts';

export type BackgroundName = 'wall' | 'room' | 'carpet' | 'tiles';

/** Empty places as cameras see them: plain, with furniture, with a texture, with a pattern. */
export function background(name: BackgroundName, seed: number): ColorPicture {
  const random = seededRandom(seed);
  const pixels = new Uint8Array(full.widthPixels * full.heightPixels * 3);
  const tint = [1, 0.94 + random.uniform() * 0.06, 0.84 + random.uniform() * 0.12];
  const furniture = Array.from({ length: name === 'room' ? 9 : 2 }, () => ({
    left: random.uniform() * 0.9,
    top: random.uniform() * 0.6,
    width: 0.05 + random.uniform() * 0.25,
    height: 0.08 + random.uniform() * 0.3,
    value: 30 + random.uniform() * 190,
  }));
  const level = 70 + random.uniform() * 90;
  for (let y = 0; y < full.heightPixels; y += 1) {
    for (let x = 0; x < full.widthPixels; x += 1) {
      const across = x / full.widthPixels;
      const down = y / full.heightPixels;
      let value = level + (down > 0.55 ? -25 : 0) + 20 * Math.sin(across * 3 + 1);
      if (name === 'carpet') {
        value += 14 * Math.sin(x * 0.21) * Math.sin(y * 0.17) + (random.uniform() - 0.5) * 40;
      } else if (name === 'tiles') {
        value += x % 96 < 5 || y % 96 < 5 ? -45 : 0;
      }
      for (const { left, top, width, height, value: own } of name === 'carpet' || name === 'tiles' ? [] : furniture) {
        if (across >= left && across < left + width && down >= top && down < top + height) {
          value = own + 8 * Math.sin(y * 0.05);
        }
      }
      value += (random.uniform() - 0.5) * 6;
      const at = (y * full.widthPixels + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = Math.min(255, Math.max(0, value * tint[channel]!));
      }
    }
  }
  return { ...full, pixels };
}

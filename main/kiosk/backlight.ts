import { constants } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../system/logger.ts';
import type { ScreenLight } from './screen-brightness.ts';

/** Where Linux has them: Documentation/ABI/stable/sysfs-class-backlight. */
export const backlightDirectory = '/sys/class/backlight';

/** A screen's light, whose brightness the kernel takes as a number in a file. */
export class Backlight implements ScreenLight {
  readonly #path: string;
  readonly #most: number;
  readonly #original: number;

  constructor(path: string, most: number, original: number) {
    this.#path = path;
    this.#most = most;
    this.#original = original;
  }

  /** @throws Error of the file system: the screen was unplugged, or the file may not be written any more */
  async set(percent: number): Promise<void> {
    // Only nothing is nothing: the least step of some lights is more than a percent.
    const steps = percent === 0 ? 0 : Math.max(1, Math.round((this.#most * percent) / 100));
    await write(this.#path, steps);
  }

  async restore(): Promise<void> {
    await write(this.#path, this.#original);
  }
}

// Not O_CREAT: a light that is gone is not to become a file.
const write = (path: string, steps: number): Promise<void> =>
  writeFile(path, String(steps), { flag: constants.O_WRONLY | constants.O_TRUNC });

/** The first light that may be set; null when there is none, as with most HDMI screens, or none of them may be written. */
export async function findBacklight(directory: string, logger: Logger): Promise<Backlight | null> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.toSorted()) {
    const path = join(directory, name, 'brightness');
    try {
      const most = await readNumber(join(directory, name, 'max_brightness'));
      const now = await readNumber(path);
      if (most < 1 || now > most) {
        throw new Error(`its brightness is ${now} of ${most}`);
      }
      await write(path, now);
      logger.info({ name, most }, 'The screen has a backlight.');
      return new Backlight(path, most, now);
    } catch (error) {
      logger.warn({ name, err: error }, 'The backlight of the screen cannot be set.');
    }
  }
  return null;
}

async function readNumber(path: string): Promise<number> {
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`${path} has ${JSON.stringify(text.slice(0, 40))}, no number`);
  }
  return Number(text);
}

import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { ColorPicture } from '../support/moving-scenes/scene.ts';
import { repositoryDirectory } from '../support/petlog-process.ts';

/** Debian packages with pictures of animals and people that one may use, and not keep in the repository. */
const packages = ['darknet', 'gcompris-qt-data', 'opencv-doc', 'python3-skimage', 'tuxpaint-stamps-default'] as const;

/** Where the files of these packages are; what is not there is taken from Debian, without installing it. */
export async function packagedPictures(): Promise<(path: string) => string | null> {
  const cache = join(repositoryDirectory, 'node_modules', '.cache', 'detection-pictures');
  for (const name of packages) {
    if (!existsSync(join(cache, name))) {
      await download(name, join(cache, name)).catch((error: unknown) => {
        console.error(
          `The pictures of the Debian package ${name} cannot be had: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }
  }
  const roots = ['/', ...packages.map((name) => join(cache, name))];
  return (path) => roots.map((root) => join(root, path)).find((candidate) => existsSync(candidate)) ?? null;
}

async function download(name: string, directory: string): Promise<void> {
  const run = promisify(execFile);
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run('apt-get', ['download', name], { cwd: unfinished });
  const [file] = globSync(`${name}_*.deb`, { cwd: unfinished });
  await run('dpkg-deb', ['-x', join(unfinished, file ?? ''), directory]);
  await rm(unfinished, { recursive: true, force: true });
}

/** A part of a picture, cut out by its own transparency, or as a rounded rectangle where it has none. */
export async function cutOut(
  picture: string | Buffer,
  area: { left: number; top: number; width: number; height: number } | null,
): Promise<ColorPicture> {
  const source = sharp(picture);
  const part = area === null ? source : source.extract(area);
  const { data, info } = await part.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(info.width * info.height * 3);
  const opacity = new Uint8Array(info.width * info.height);
  for (let at = 0; at < opacity.length; at += 1) {
    pixels.set(data.subarray(at * 4, at * 4 + 3), at * 3);
    opacity[at] = data[at * 4 + 3]!;
  }
  const size = { widthPixels: info.width, heightPixels: info.height };
  return opacity.every((value) => value === 255) ? { ...size, pixels } : { ...size, pixels, opacity };
}

export const jpegOf = ({ pixels, widthPixels, heightPixels }: ColorPicture): Promise<Buffer> =>
  sharp(pixels, { raw: { width: widthPixels, height: heightPixels, channels: 3 } })
    .jpeg({ quality: 85, optimiseCoding: false })
    .toBuffer();

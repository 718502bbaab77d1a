import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jpegsOfVideo } from './jpegs-of-video.ts';

export const footagePath = fileURLToPath(new URL('cat-visit-720p15.mp4', import.meta.url));

/** So few are made sooner than a file of all is read that may have to be made first. */
const fewPictures = 12;
/** The end of a JPEG and the beginning of the next one, which stand in no other place. */
const seam = Buffer.from('ffd9ffd8', 'hex');

/** The pictures of the test footage, 1280x720 at 15 a second, as a camera would send them. */
export function footageJpegs(most = Infinity): Buffer[] {
  return most <= fewPictures ? jpegsOfVideo(footagePath, most) : splitJpegs(readFileSync(footageMjpegFile())).slice(0, most);
}

/**
 * The test footage as a file of JPEGs back to back, as a camera would send it.
 * Made once for all tests on this machine, which may ask for it at the same
 * time: the file appears whole or not at all.
 *
 * @returns its path
 */
export function footageMjpegFile(): string {
  const directory = join(tmpdir(), `petlog-footage-${userInfo().uid}`);
  // Changes when the footage does, so that no older file is taken for it.
  const path = join(directory, 'cat-visit-720p15-v1.mjpeg');
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat(jpegsOfVideo(footagePath, Infinity)));
    renameSync(unfinished, path);
  }
  return path;
}

function splitJpegs(file: Buffer): Buffer[] {
  const jpegs: Buffer[] = [];
  let begin = 0;
  for (let at = file.indexOf(seam); at !== -1; at = file.indexOf(seam, begin)) {
    jpegs.push(file.subarray(begin, at + 2));
    begin = at + 2;
  }
  return [...jpegs, file.subarray(begin)];
}

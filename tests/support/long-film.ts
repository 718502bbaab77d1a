import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { footagePath } from './footage-jpegs.ts';

const ffmpeg = (...args: string[]): Promise<unknown> => promisify(execFile)('ffmpeg', ['-loglevel', 'error', '-nostdin', '-y', ...args]);

/**
 * The test footage again and again, as a camera with H.264 would encode it: 640x360 at 15 a second,
 * a keyframe each second, no B-frames. Longer than any test. Made once on this machine.
 *
 * @returns path of an MP4 file of twenty minutes
 */
export async function longFilm(): Promise<string> {
  const directory = join(tmpdir(), `petlog-footage-${userInfo().uid}`);
  const path = join(directory, 'cat-visit-long-v1.mp4');
  try {
    await access(path);
  } catch {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const [once, unfinished] = [`${path}.${process.pid}.once.mp4`, `${path}.${process.pid}.mp4`];
    const encoding = ['-vf', 'scale=640:360', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];
    await ffmpeg('-i', footagePath, '-an', ...encoding, '-b:v', '500k', '-maxrate', '500k', '-bufsize', '500k', '-g', '15', once);
    await ffmpeg('-stream_loop', '59', '-i', once, '-c', 'copy', unfinished);
    await rm(once);
    await rename(unfinished, path);
  }
  return path;
}

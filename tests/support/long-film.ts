import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { footagePath } from './footage-jpegs.ts';
import { madeOnce } from './made-once.ts';

const ffmpeg = (...args: string[]): Promise<unknown> => promisify(execFile)('ffmpeg', ['-loglevel', 'error', '-nostdin', '-y', ...args]);

/**
 * The test footage again and again, as a camera with H.264 would encode it: 640x360 at 15 a second,
 * a keyframe each second, no B-frames. Longer than any test. Made once on this machine.
 *
 * @returns path of an MP4 file of twenty minutes
 */
export const longFilm = (): Promise<string> => madeOnce('cat-visit-long-v1.mp4', make);

async function make(film: string): Promise<void> {
  const once = `${film}.once.mp4`;
  const encoding = ['-vf', 'scale=640:360', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];
  await ffmpeg('-i', footagePath, '-an', ...encoding, '-b:v', '500k', '-maxrate', '500k', '-bufsize', '500k', '-g', '15', once);
  await ffmpeg('-stream_loop', '59', '-i', once, '-c', 'copy', film);
  await rm(once);
}

import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { footagePath } from './footage-jpegs.ts';
import { madeOnce } from './made-once.ts';

const run = promisify(execFile);

/**
 * The test footage as a camera that gives H.265 would have it, over and over and longer than any test, with sound: 640x360
 * at 15 a second, a keyframe each second, by the program ffmpeg. Made once on this machine.
 *
 * @returns its path, by whose name gst-rtsp-server knows what it is
 */
export const h265Film = (): Promise<string> => madeOnce('cat-visit-v1-h265.mp4', make);

async function make(film: string): Promise<void> {
  const short = `${film}.short.mp4`;
  const x265 = 'bframes=0:keyint=15:min-keyint=15:scenecut=0:open-gop=0:info=0:log-level=none:pools=2';
  await run('ffmpeg', [
    ...['-v', 'error', '-i', footagePath, '-f', 'lavfi', '-i', 'sine=440:r=48000', '-map', '0:v', '-map', '1:a', '-t', '8'],
    ...['-vf', 'scale=640:360,fps=15', '-pix_fmt', 'yuv420p', '-c:v', 'libx265', '-preset', 'ultrafast', '-tune', 'zerolatency'],
    ...['-crf', '30', '-x265-params', x265, '-tag:v', 'hvc1', '-c:a', 'aac', '-ac', '1', short],
  ]);
  await run('ffmpeg', ['-v', 'error', '-stream_loop', '100', '-i', short, '-c', 'copy', '-tag:v', 'hvc1', film]);
  await rm(short);
}

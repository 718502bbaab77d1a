import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.ts';

const run = promisify(execFile);

/** What is said of two seconds holds for all of them: to work it out anew for each sample takes most of the time. */
const repeated = { pictures: 'trim=end_frame=30,loop=-1:30', sound: 'atrim=end_sample=96000,aloop=-1:96000' };

/** Twice in two seconds, with pauses that differ, so that one cannot be taken for the next; a millisecond early, as times of pictures are rounded. */
const isOn = 'lt(mod(t+0.001,2),0.2)+between(mod(t+0.001,2),0.8,1.0)';

const lengthSeconds = '300';

export interface FlashingFilm {
  /** H.264 and AAC of one channel and 48 kHz. */
  readonly video: string;
  /** The same sound as samples. */
  readonly sound: string;
}

/** A film of five minutes, longer than any test, black and silent, in which it is white while a tone is heard: by the program ffmpeg. Made once on this machine. */
export async function flashingFilm(): Promise<FlashingFilm> {
  return { video: await madeOnce('flashes-v1.mp4', makeVideo), sound: await madeOnce('flashes-tones-v1.wav', makeSound) };
}

const toneSource = ['-f', 'lavfi', '-i', `aevalsrc='0.5*sin(2*PI*1000*t)*(${isOn})':s=48000,${repeated.sound}`];

const makeSound = (path: string): Promise<unknown> => run('ffmpeg', ['-v', 'error', ...toneSource, '-t', lengthSeconds, path]);

const makeVideo = (path: string): Promise<unknown> =>
  run('ffmpeg', [
    ...[
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `color=black:s=320x180:r=15,drawbox=c=white:t=fill:enable='${isOn}',${repeated.pictures}`,
      ...toneSource,
    ],
    ...['-map', '0:v', '-map', '1:a', '-t', lengthSeconds, '-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-g', '15'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '1', path],
  ]);

/** How far the sound of a film is behind its pictures, in milliseconds, at each flash that has its tone. */
export async function soundDelays(path: string): Promise<number[]> {
  const flashes = onsets(await levels(`movie=${path},signalstats`, 'lavfi.signalstats.YAVG'), 120);
  const tones = onsets(await levels(`amovie=${path},asetnsamples=480,astats=metadata=1:reset=1`, 'lavfi.astats.Overall.RMS_level'), -30);
  return flashes.flatMap((flash) => {
    const nearest = tones.reduce((best, tone) => (Math.abs(tone - flash) < Math.abs(best - flash) ? tone : best), Infinity);
    return Math.abs(nearest - flash) < 0.3 ? [(nearest - flash) * 1000] : [];
  });
}

type Level = readonly [seconds: number, level: number];

async function levels(graph: string, tag: string): Promise<Level[]> {
  const entries = `frame=pts_time:frame_tags=${tag}`;
  const { stdout } = await run('ffprobe', ['-v', 'error', '-f', 'lavfi', '-i', graph, '-show_entries', entries, '-of', 'csv=p=0'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((part) => (part.includes('inf') ? -Infinity : Number(part))))
    .map(([seconds = 0, level = -Infinity]) => [seconds, level]);
}

/** When it became louder, or brighter, than that. */
const onsets = (all: readonly Level[], threshold: number): number[] =>
  all.flatMap(([seconds, level], index) => (index > 0 && level > threshold && (all[index - 1]?.[1] ?? 0) <= threshold ? [seconds] : []));

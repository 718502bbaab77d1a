import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tracks of a video, and how loud the sound of its first seconds is on average; null without any. */
export async function heardIn(address: string, seconds = 2): Promise<{ codecs: string[]; meanDecibels: number | null }> {
  const { stderr } = await run('ffmpeg', [
    '-hide_banner',
    '-t',
    `${seconds}`,
    '-i',
    address,
    '-t',
    `${seconds}`,
    '-af',
    'volumedetect',
    '-f',
    'null',
    '-',
  ]);
  const codecs = [...(stderr.split('Output #0')[0] ?? '').matchAll(/: (?:Video|Audio): (\w+)/g)].map(([, codec]) => codec ?? '');
  const mean = /mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1];
  return { codecs, meanDecibels: mean === undefined ? null : Number(mean) };
}

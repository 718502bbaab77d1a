import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tracks of a video, and how loud the sound is on average; null without any. */
export async function heardIn(address: string): Promise<{ codecs: string[]; meanDecibels: number | null }> {
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-t', '2', '-i', address, '-t', '2', '-af', 'volumedetect', '-f', 'null', '-']);
  const codecs = [...(stderr.split('Output #0')[0] ?? '').matchAll(/: (?:Video|Audio): (\w+)/g)].map(([, codec]) => codec ?? '');
  const mean = /mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1];
  return { codecs, meanDecibels: mean === undefined ? null : Number(mean) };
}

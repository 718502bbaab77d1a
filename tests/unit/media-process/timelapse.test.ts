import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { expect, test } from 'vitest';
import { filmRate, makeTimelapse, planTimelapse } from '../../../main/media-process/timelapse.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { videoFacts } from '../../support/video-facts.ts';

Log.setLevel(AV_LOG_QUIET);

const run = promisify(execFile);

/** A gray picture that gets brighter with time, from black to white (ffmpeg, Debian package of that name). */
async function brighteningVideo(path: string, seconds: number): Promise<void> {
  // An expression is worked out for each pixel: a few of them are made larger.
  const filter = `color=black:s=8x6:r=5:d=${seconds},format=gray,geq=lum='255*T/${seconds}',scale=160:120,format=yuvj420p`;
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', filter, '-c:v', 'libx264', '-g', '10', '-bf', '0', path]);
}

/** Mean brightness of each picture. */
async function brightness(path: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vf', 'scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
    { encoding: 'buffer' },
  );
  return [...stdout];
}

const source = (
  startMilliseconds: number,
  durationMilliseconds: number,
  path = '',
): { path: string; startMilliseconds: number; durationMilliseconds: number } => ({
  path,
  startMilliseconds,
  durationMilliseconds,
});

test('pictures are spread evenly over what was recorded, in order, and never outside the range', () => {
  const sources = [source(200_000, 10_000, 'second'), source(100_000, 20_000, 'first'), source(500_000, 10_000, 'outside')];
  const plan = planTimelapse({ sources, fromMilliseconds: 110_000, untilMilliseconds: 205_000, durationSeconds: 1 });
  expect(plan.map(({ source: { path }, moments }) => [path, moments.length])).toEqual([
    ['first', 20],
    ['second', 10],
  ]);
  expect(plan[0]?.moments.slice(0, 2)).toEqual([10_250, 10_750]);
  expect(plan[1]?.moments.at(-1)).toBeCloseTo(4750);
});

test('a short range shows every picture at its time, a long one its keyframes; both rise from black to white', async () => {
  await using directory = await temporaryDirectory();
  const [short, long, output] = ['short.mp4', 'long.mp4', 'film.mp4'].map((name) => join(directory.path, name)) as [string, string, string];
  await brighteningVideo(short, 10);
  await brighteningVideo(long, 90);
  for (const [path, seconds] of [
    [short, 10],
    [long, 90],
  ] as const) {
    await writeFile(output, '');
    const shares: number[] = [];
    const facts = await makeTimelapse(
      {
        sources: [source(1000, seconds * 1000, path)],
        fromMilliseconds: 0,
        untilMilliseconds: 1e9,
        durationSeconds: 1,
        bitrateKbps: 500,
        outputPath: output,
      },
      (share) => shares.push(share),
    );
    expect(facts).toMatchObject({ frameCount: filmRate, widthPixels: 160, heightPixels: 120 });
    expect(Math.abs(facts.durationMilliseconds - 1000)).toBeLessThan(3);
    expect((await videoFacts(output)).decodedCount).toBe(filmRate);
    const values = await brightness(output);
    expect(values).toHaveLength(filmRate);
    values.forEach((value, index) => expect(Math.abs(value - ((index + 0.5) / filmRate) * 255)).toBeLessThan(16));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  }
});

test('a recording that cannot be read is shown as the picture before it; nothing but such is an error', async () => {
  await using directory = await temporaryDirectory();
  const [good, bad, output] = ['good.mp4', 'bad.mp4', 'film.mp4'].map((name) => join(directory.path, name)) as [string, string, string];
  await brighteningVideo(good, 5);
  await writeFile(bad, 'this is no video');
  await writeFile(output, '');
  const film = { fromMilliseconds: 0, untilMilliseconds: 1e9, durationSeconds: 1, bitrateKbps: 500, outputPath: output };
  const facts = await makeTimelapse({ ...film, sources: [source(0, 5000, good), source(5000, 5000, bad)] }, () => {});
  expect(facts.frameCount).toBe(filmRate);
  await expect(makeTimelapse({ ...film, sources: [source(0, 5000, bad)] }, () => {})).rejects.toThrow(/none of the recordings/);
});

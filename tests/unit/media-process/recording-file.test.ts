import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET, AVCOL_PRI_BT709, AVCOL_RANGE_JPEG, AVCOL_SPC_BT470BG, AVCOL_TRC_IEC61966_2_1 } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { expect, test } from 'vitest';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { finalizeRecording } from '../../../main/media-process/finalize.ts';
import { RecordingWriter } from '../../../main/media-process/recording-writer.ts';
import { packetsOf, probeVideoFile, toMilliseconds, withVideoFile } from '../../../main/ffmpeg/video-file.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);

const jpegs = await smallJpegs(8);

/** Records pictures at the given capture times. Returns what the writer says. */
async function record(
  path: string,
  captureMilliseconds: readonly number[],
  endMilliseconds: number,
  frameRate = 15,
  onWritten = (_sequence: number): void => {},
) {
  await writeFile(path, 'what was there before');
  const video = new JpegVideo({ frameRate: 15, bitrateKbps: 500, size: null, allowHardware: false }, 0);
  const writer = new RecordingWriter({
    path,
    frameRate,
    pastBytes: 0,
    originMilliseconds: null,
    untilMilliseconds: null,
    sound: null,
    onWritten,
    onFailed: (error) => {
      throw error;
    },
  });
  video.subscribe((packet) => writer.write(packet));
  captureMilliseconds.forEach((at, index) => video.encode(jpegs[index % jpegs.length]!, at, index + 1));
  const repeatAt = writer.repeatNeededBefore(endMilliseconds);
  if (repeatAt !== null) {
    video.repeatLast(repeatAt);
  }
  const facts = await writer.finish(endMilliseconds);
  video.close();
  return facts;
}

const times = (path: string): Promise<number[]> =>
  withVideoFile(path, async (file, video) => {
    const found: number[] = [];
    for await (const { pts } of packetsOf(file, video)) {
      found.push(Math.round(toMilliseconds(pts, video.timeBase)));
    }
    return found;
  });

/** Where each top-level box begins, and its type. */
async function boxes(path: string): Promise<{ type: string; begin: number; end: number }[]> {
  const bytes = await readFile(path);
  const found = [];
  for (let begin = 0; begin < bytes.length;) {
    const end = begin + bytes.readUInt32BE(begin);
    found.push({ type: bytes.toString('latin1', begin + 4, begin + 8), begin, end });
    begin = end;
  }
  return found;
}

const evenly = (count: number, interval: number): number[] => Array.from({ length: count }, (_, index) => 1000 + index * interval);

test('capture times become the times in the file, whatever the frame rate does', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a.mp4');
  const captured = [1000, 1066.6, 1133.4, 1400, 2400, 2410, 7000, 7066.7];
  const facts = await record(path, captured, 7133);
  expect(await times(path)).toEqual([0, 67, 133, 400, 1400, 1410, 6000, 6067]);
  expect(facts).toMatchObject({
    durationMilliseconds: 6133,
    frameCount: 8,
    widthPixels: 320,
    heightPixels: 180,
    sizeBytes: (await stat(path)).size,
  });
  expect(await probeVideoFile(path)).toMatchObject({ durationMilliseconds: 6133, frameCount: 8 });
});

test('no fragment lasts longer than half a second, and at one frame a second each is its own', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a.mp4');
  await record(path, evenly(30, 66.7), 1000 + 2001);
  expect((await boxes(path)).filter(({ type }) => type === 'moof')).toHaveLength(6); // the first picture has one of its own
  const written: number[] = [];
  await record(path, evenly(3, 1000), 4000, 1, (sequence) => written.push(sequence));
  expect(written).toEqual([1, 2, 3]);
});

test('the last picture is held until the end', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a.mp4');
  const facts = await record(path, evenly(15, 66.7), 1000 + 5000);
  expect(facts?.durationMilliseconds).toBe(5000);
  expect(await finalizeRecording([{ path, offsetMilliseconds: 0 }], join(directory.path, 'b.mp4'))).toMatchObject({
    durationMilliseconds: 5000,
    frameCount: 16,
  });
});

test('a file that ends anywhere plays up to its last whole fragment', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a.mp4');
  await record(path, evenly(45, 66.7), 1000 + 3001);
  const bytes = await readFile(path);
  const mdats = (await boxes(path)).filter(({ type }) => type === 'mdat');
  for (let length = mdats[0]!.end; length < bytes.length; length += 1999) {
    const cut = join(directory.path, 'cut.mp4');
    await writeFile(cut, bytes.subarray(0, length));
    const whole = mdats.filter(({ end }) => end <= length).length;
    const facts = await finalizeRecording([{ path: cut, offsetMilliseconds: 0 }], join(directory.path, 'repaired.mp4'));
    expect(facts.durationMilliseconds).toBeGreaterThanOrEqual((whole - 1) * 466 + 66); // the first is that of one picture
    expect((await times(join(directory.path, 'repaired.mp4'))).length).toBe(facts.frameCount);
  }
});

test('colours are said to be those of a JPEG, completely, or browsers stretch their range', async () => {
  await using directory = await temporaryDirectory();
  const [path, output] = [join(directory.path, 'a.mp4'), join(directory.path, 'b.mp4')];
  await record(path, evenly(3, 66.7), 1200);
  await finalizeRecording([{ path, offsetMilliseconds: 0 }], output);
  for (const file of [path, output]) {
    const colours = await withVideoFile(file, async (_, { codecpar: { colorRange, colorPrimaries, colorTrc, colorSpace } }) => ({
      colorRange,
      colorPrimaries,
      colorTrc,
      colorSpace,
    }));
    expect(colours).toEqual({
      colorRange: AVCOL_RANGE_JPEG,
      colorPrimaries: AVCOL_PRI_BT709,
      colorTrc: AVCOL_TRC_IEC61966_2_1,
      colorSpace: AVCOL_SPC_BT470BG,
    });
  }
});

test('parts are joined at their real times, and an overlap is played once', async () => {
  await using directory = await temporaryDirectory();
  const [first, second, empty, output] = ['a.mp4', 'b.mp4', 'c.mp4', 'joined.mp4'].map((name) => join(directory.path, name));
  await record(first!, evenly(30, 100), 4000);
  await record(second!, evenly(10, 100), 2000);
  await writeFile(empty!, '');
  const parts = [
    { path: first!, offsetMilliseconds: 0 },
    { path: empty!, offsetMilliseconds: 2500 },
    { path: second!, offsetMilliseconds: 2800 },
    { path: join(directory.path, 'missing.mp4'), offsetMilliseconds: 60_000 },
  ];
  const facts = await finalizeRecording(parts, output!);
  expect(facts).toMatchObject({ durationMilliseconds: 3800, frameCount: 28 + 10 });
  // One without a picture costs nothing of what is before it.
  expect((await times(output!)).slice(26, 30)).toEqual([2600, 2700, 2800, 2900]);
  const layout = (await boxes(output!)).map(({ type }) => type);
  expect(layout.indexOf('moov')).toBeLessThan(layout.indexOf('mdat'));
  expect(layout).not.toContain('moof');
});

test('without a picture there is no file', async () => {
  await using directory = await temporaryDirectory();
  const output = join(directory.path, 'joined.mp4');
  await expect(finalizeRecording([{ path: join(directory.path, 'missing.mp4'), offsetMilliseconds: 0 }], output)).rejects.toThrow(
    /no part/,
  );
  await expect(stat(output)).rejects.toThrow(/ENOENT/);
  expect(await record(join(directory.path, 'a.mp4'), [], 1000)).toBeNull();
});

test('a file that is no video is told apart', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a.mp4');
  await writeFile(path, 'no video');
  await expect(probeVideoFile(path)).rejects.toThrow(/could not read/);
});

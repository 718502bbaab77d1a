import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log, Packet } from 'node-av/lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SoundEncoder } from '../../../main/ffmpeg/sound-encoder.ts';
import { probeVideoFile, toMilliseconds, withVideoFile } from '../../../main/ffmpeg/video-file.ts';
import { SoundBuffer } from '../../../main/media/sound/sound-buffer.ts';
import { frameMilliseconds, samplesOfFrame } from '../../../main/media/sound/sound-frame.ts';
import { SoundTrack } from '../../../main/media/sound/sound-track.ts';
import { finalizeRecording } from '../../../main/media-process/finalize.ts';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { RecordingWriter } from '../../../main/media-process/recording-writer.ts';
import { trimFile } from '../../../main/media-process/trim.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);

const jpegs = await smallJpegs(8);
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  directory = await temporaryDirectory();
});

afterEach(() => directory[Symbol.asyncDispose]());

const inDirectory = (name: string): string => join(directory.path, name);

/** A tone from there on, up to there. */
function tone(fromMilliseconds: number, untilMilliseconds: number): SoundBuffer {
  const heard = new SoundBuffer(600_000);
  const encoder = new SoundEncoder('aac');
  const samples = Float32Array.from({ length: samplesOfFrame }, (_, index) => 0.3 * Math.sin(index / 8));
  const first = Math.ceil(fromMilliseconds / frameMilliseconds);
  while (heard.newest < Math.floor(untilMilliseconds / frameMilliseconds)) {
    encoder.encode(samples).forEach(({ firstSample, data }) => heard.add(first + firstSample / samplesOfFrame, data));
  }
  encoder.close();
  return heard;
}

/** A part with ten pictures a second. */
async function record(name: string, fromMilliseconds: number, untilMilliseconds: number, heard: SoundBuffer | null): Promise<string> {
  const path = inDirectory(name);
  await writeFile(path, '');
  const video = new JpegVideo({ frameRate: 10, bitrateKbps: 500, size: null, allowHardware: false }, 0);
  const writer = new RecordingWriter({
    path,
    frameRate: 10,
    pastBytes: 0,
    originMilliseconds: null,
    untilMilliseconds: null,
    sound: heard === null ? null : new SoundTrack(heard, { patienceMilliseconds: 1000, mostSilentMilliseconds: Infinity }),
    onWritten: () => {},
    onFailed: (error) => {
      throw error;
    },
  });
  video.subscribe((packet) => writer.write(packet));
  for (let at = fromMilliseconds; at < untilMilliseconds; at += 100) {
    video.encode(jpegs[(at / 100) % jpegs.length]!, at, at / 100 + 1);
  }
  await writer.finish(untilMilliseconds);
  video.close();
  return path;
}

/** When each packet is shown or heard; null without sound. */
const timesIn = (path: string): Promise<{ pictures: number[]; sound: number[] | null }> =>
  withVideoFile(path, async (file, video) => {
    const pictures: number[] = [];
    const sound: number[] = [];
    const packet = new Packet();
    packet.alloc();
    while ((await file.readFrame(packet)) >= 0) {
      const stream = file.streams[packet.streamIndex]!;
      (stream.index === video.index ? pictures : sound).push(toMilliseconds(packet.pts, stream.timeBase));
      packet.unref();
    }
    packet.free();
    return { pictures: pictures.map(Math.round), sound: file.streams.length > 1 ? sound : null };
  });

/** Each frame follows the one before it. */
function expectContinuous(sound: readonly number[] | null, fromMilliseconds: number, untilMilliseconds: number): void {
  const steps = (sound ?? []).slice(1).map((at, index) => at - (sound?.[index] ?? 0));
  expect(Math.max(...steps.map((step) => Math.abs(step - frameMilliseconds)))).toBeLessThan(0.1);
  expect(Math.abs((sound?.[0] ?? Infinity) - fromMilliseconds)).toBeLessThan(2 * frameMilliseconds);
  expect(Math.abs((sound?.at(-1) ?? Infinity) - untilMilliseconds)).toBeLessThan(3 * frameMilliseconds);
}

const everyTenth = (count: number): number[] => Array.from({ length: count }, (_, index) => index * 100);

test('a finished recording has its pictures and its sound, each at its time', async () => {
  const path = await record('part.mp4', 10_000, 14_000, tone(9000, 15_000));
  const output = inDirectory('whole.mp4');
  const facts = await finalizeRecording([{ path, offsetMilliseconds: 0 }], output);
  expect(facts).toMatchObject({ frameCount: 40, durationMilliseconds: 4000 });
  const { pictures, sound } = await timesIn(output);
  expect(pictures).toEqual(everyTenth(40));
  expectContinuous(sound, 0, 4000);
  expect(Math.abs((await probeVideoFile(output)).durationMilliseconds - 4000)).toBeLessThan(30);
});

test('torn in its sound, its pictures or its table, a part keeps both up to the fragment before', async () => {
  const path = await record('part.mp4', 10_000, 14_000, tone(9000, 15_000));
  const whole = await readFile(path);
  const lastTable = whole.lastIndexOf('moof') - 4;
  const lastContent = whole.indexOf('mdat', lastTable) - 4;
  for (const end of [whole.length - 3, lastContent + 20, lastTable + 30]) {
    await writeFile(path, whole);
    await truncate(path, end);
    const output = inDirectory('whole.mp4');
    const { frameCount, durationMilliseconds } = await finalizeRecording([{ path, offsetMilliseconds: 0 }], output);
    expect(frameCount).toBeGreaterThan(30);
    const { pictures, sound } = await timesIn(output);
    expect(pictures).toEqual(everyTenth(frameCount));
    expectContinuous(sound, 0, durationMilliseconds);
  }
});

test('parts of a recording whose process crashed are one track: what was not heard in between is silence', async () => {
  const first = await record('1.mp4', 10_000, 12_000, tone(9000, 12_000));
  const second = await record('2.mp4', 14_000, 16_000, tone(15_000, 17_000));
  const output = inDirectory('whole.mp4');
  await finalizeRecording(
    [
      { path: first, offsetMilliseconds: 0 },
      { path: second, offsetMilliseconds: 4000 },
    ],
    output,
  );
  const { pictures, sound } = await timesIn(output);
  expect(pictures).toEqual([...everyTenth(20), ...everyTenth(20).map((at) => at + 4000)]);
  expectContinuous(sound, 0, 6000);
});

test.each([
  ['without', 'with', false],
  ['with', 'without', true],
] as const)('a part %s sound and one %s keep all their pictures', async (one, _other, hasSound) => {
  const heard = tone(9000, 17_000);
  const first = await record('1.mp4', 10_000, 12_000, one === 'with' ? heard : null);
  const second = await record('2.mp4', 12_000, 14_000, one === 'with' ? null : heard);
  const output = inDirectory('whole.mp4');
  const facts = await finalizeRecording(
    [
      { path: first, offsetMilliseconds: 0 },
      { path: second, offsetMilliseconds: 2000 },
    ],
    output,
  );
  expect(facts).toMatchObject({ frameCount: 40, durationMilliseconds: 4000 });
  const { pictures, sound } = await timesIn(output);
  expect([pictures, sound !== null]).toEqual([everyTenth(40), hasSound]);
});

test('a part of which nothing was heard yet is finished, and the rest of it is not lost', async () => {
  const path = await record('part.mp4', 10_000, 10_300, new SoundBuffer(60_000));
  const output = inDirectory('whole.mp4');
  expect(await finalizeRecording([{ path, offsetMilliseconds: 0 }], output)).toMatchObject({ frameCount: 3 });
  expect((await timesIn(output)).pictures).toEqual([0, 100, 200]);
});

test('a trimmed part begins and ends with sound and picture together', async () => {
  const path = await record('part.mp4', 10_000, 20_000, tone(9000, 21_000));
  const whole = inDirectory('whole.mp4');
  await finalizeRecording([{ path, offsetMilliseconds: 0 }], whole);
  const outputPath = inDirectory('trimmed.mp4');
  const { fromMilliseconds } = await trimFile({
    path: whole,
    fromMilliseconds: 5000,
    untilMilliseconds: 8000,
    outputPath,
    minimumFreeBytes: 0,
  });
  const { pictures, sound } = await timesIn(outputPath);
  expect(pictures[0]).toBe(0);
  expect(Math.abs(sound?.[0] ?? Infinity)).toBeLessThan(2 * frameMilliseconds);
  expect(Math.abs((sound?.at(-1) ?? Infinity) - (8000 - fromMilliseconds))).toBeLessThan(100);
});

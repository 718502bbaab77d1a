import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FileSource } from '../../../../main/camera/sources/file.ts';
import { ProgramCapture } from '../../../../main/camera/sources/program-source.ts';
import type { CaptureSettings } from '../../../../main/camera/source.ts';
import type { FilePlaces } from '../../../../main/files/entered-file.ts';
import { readJpegSize } from '../../../../main/frames/jpeg-size.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { footageJpegs, footagePath } from '../../../support/footage-jpegs.ts';
import { footageMjpegFile } from '../../../support/footage-jpegs.ts';
import { averageDifference, decodePixels } from '../../../support/pixels.ts';
import { isAlive } from '../../../support/process-life.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

async function start(path: string, settings: Partial<CaptureSettings> = {}, places: FilePlaces = 'anywhere') {
  const source = await FileSource.open(path, places, { spawn, clock: createSystemClock(), environment: process.env });
  const recorder = new CaptureRecorder();
  const capture = source.start({ ...captureSettings, ...settings }, recorder);
  if (!(capture instanceof ProgramCapture)) {
    throw new TypeError('not the capture of a program');
  }
  return { source, recorder, capture };
}

test('passes a raw MJPEG file through byte for byte, and starts over at its end', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'short.mjpeg');
  const footage = footageJpegs(90);
  await writeFile(path, Buffer.concat(footage));
  const { source, recorder, capture } = await start(path, { frame_rate: 60 });
  const frames = await recorder.untilFrames(200);
  await capture.stop();
  expect(source.draws.rotationAndFlips).toBe(false);
  const differing = frames.flatMap((frame, index) => (frame.equals(footage[index % footage.length] ?? Buffer.alloc(0)) ? [] : [index]));
  expect(differing).toEqual([]);
});

test('a long MJPEG file is read as it is played', async () => {
  const path = footageMjpegFile();
  const { recorder, capture } = await start(path, { frame_rate: 60 });
  const frames = await recorder.untilFrames(30);
  await capture.kill();
  const footage = footageJpegs(30);
  expect(frames.every((frame, index) => frame.equals(footage[index] ?? Buffer.alloc(0)))).toBe(true);
  expect(recorder.frames.length).toBeLessThan(200);
});

test('plays a single picture again and again', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'still.jpg');
  const [jpeg = Buffer.alloc(0)] = footageJpegs(1);
  await writeFile(path, jpeg);
  const { recorder, capture } = await start(path, { frame_rate: 30 });
  const frames = await recorder.untilFrames(5);
  await capture.stop();
  expect(frames.every((frame) => frame.equals(jpeg))).toBe(true);
});

test('plays a video at its own size and pace, in its order', async () => {
  const { source, recorder, capture } = await start(footagePath, { resolution: [640, 480], frame_rate: 60 });
  const [first = Buffer.alloc(0)] = await recorder.untilFrames(1);
  const begin = performance.now();
  const frames = await recorder.untilFrames(31);
  const seconds = (performance.now() - begin) / 1000;
  await capture.stop();
  expect(source.draws.rotationAndFlips).toBe(true);
  expect(readJpegSize(first)).toEqual({ widthPixels: 1280, heightPixels: 720 });
  expect(seconds).toBeGreaterThan(1.8); // 30 frames at 15 a second; a faster machine does not play faster
  const footage = footageJpegs(31);
  for (const index of [0, 15, 30]) {
    const difference = averageDifference(await decodePixels(frames[index] ?? first), await decodePixels(footage[index] ?? first));
    expect(difference).toBeLessThan(6); // the stand-in's pictures keep the video's narrower range of levels
  }
});

test.each([
  { settings: { hflip: true }, flop: true, flip: false },
  { settings: { vflip: true }, flop: false, flip: true },
  { settings: { rotation: 180 }, flop: true, flip: true },
  { settings: { rotation: 180, hflip: true }, flop: false, flip: true },
] as const)('turns a video as asked for: $settings', async ({ settings, flop, flip }) => {
  const { recorder, capture } = await start(footagePath, settings);
  const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
  await capture.stop();
  const [original = Buffer.alloc(0)] = footageJpegs(1);
  const pixels = await decodePixels(frame);
  expect(averageDifference(pixels, await decodePixels(original, { flop, flip }))).toBeLessThan(6);
  expect(averageDifference(pixels, await decodePixels(original, { flop: !flop, flip }))).toBeGreaterThan(12);
});

test('quality is that of the settings', async () => {
  const sizes: number[] = [];
  for (const quality of [30, 60, 90]) {
    const { recorder, capture } = await start(footagePath, { quality });
    const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
    await capture.stop();
    sizes.push(frame.length);
  }
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(sizes[2]).toBeGreaterThan(2 * (sizes[0] ?? Infinity));
});

test('says what is wrong with a file', async () => {
  await using directory = await temporaryDirectory();
  const at = (name: string): string => join(directory.path, name);
  await mkdir(at('directory'));
  await writeFile(at('empty'), '');
  await writeFile(at('text.mp4'), 'no video at all '.repeat(1000));
  await writeFile(at('cut.jpg'), (footageJpegs(1)[0] ?? Buffer.alloc(0)).subarray(0, 5000));
  await writeFile(at('cut.mp4'), Buffer.from('0000001866747970', 'hex'));
  const reasonOf = async (name: string): Promise<string> => (await start(at(name))).recorder.untilEnded();
  expect(await reasonOf('missing.mp4')).toBe(`there is no file ${at('missing.mp4')}`);
  expect(await reasonOf('text.mp4/inside')).toBe(`there is no file ${at('text.mp4/inside')}`);
  expect(await reasonOf('directory')).toBe(`${at('directory')} is not a file`);
  expect(await reasonOf('empty')).toBe(`the file ${at('empty')} is empty`);
  expect(await reasonOf('text.mp4')).toMatch(/text\.mp4 is not a video file; MP4, .* are$/);
  expect(await reasonOf('cut.mp4')).toBe(`${at('cut.mp4')} is not a video that can be played`);
  expect(await reasonOf('cut.jpg')).toBe(`the file ${at('cut.jpg')} holds no complete JPEG picture`);
});

test('plays a file in an allowed place, and looks where it is once more before it plays it', async () => {
  await using directory = await temporaryDirectory();
  const [allowed, path] = [join(directory.path, 'allowed'), join(directory.path, 'allowed', 'cat.mp4')];
  await mkdir(allowed);
  await copyFile(footagePath, path);
  const { recorder, capture, source } = await start(path, {}, [allowed]);
  await recorder.untilFrames(1);
  await capture.stop();
  expect(await (await start(footagePath, {}, [allowed])).recorder.untilEnded()).toBe(
    `${footagePath} is not below a directory of security.allowed_directories`,
  );
  // It was a file when it was chosen, and is a link by now.
  await rm(path);
  await symlink(footagePath, path);
  const later = new CaptureRecorder();
  source.start(captureSettings, later);
  expect(await later.untilEnded()).toBe(`${path} leads out of the directories of security.allowed_directories`);
});

test('which file it is stays between the source and those who may know it', async () => {
  const source = await FileSource.open('/nowhere/cat.mp4', 'anywhere', { spawn, clock: createSystemClock(), environment: process.env });
  const reasons = await new Promise((resolve) =>
    source.start(captureSettings, { frame: () => {}, packet: () => {}, ended: (...both) => resolve(both) }),
  );
  expect(reasons).toEqual(['there is no file /nowhere/cat.mp4', 'the video file cannot be played']);
});

test.skipIf(process.getuid?.() === 0)('says that a file may not be read (not as root, who may read everything)', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'secret.mp4');
  await writeFile(path, 'x');
  await chmod(path, 0);
  expect(await (await start(path)).recorder.untilEnded()).toBe(`the file ${path} may not be read: permission denied`);
});

test.each(['stop', 'kill'] as const)('nothing is left after %s, not even of a suspended player', async (how) => {
  const { recorder, capture } = await start(footagePath);
  await recorder.untilFrames(2);
  const { pid = 0 } = capture;
  expect(isAlive(pid)).toBe(true);
  process.kill(pid, 'SIGSTOP');
  await capture[how]();
  expect(isAlive(pid)).toBe(false);
  expect(recorder.reasons).toEqual([]);
});

test('says when the player was killed', async () => {
  const { recorder, capture } = await start(footagePath);
  await recorder.untilFrames(2);
  process.kill(capture.pid ?? 0, 'SIGKILL');
  expect(await recorder.untilEnded()).toBe('the video player was killed by SIGKILL');
  await vi.waitFor(() => expect(isAlive(capture.pid ?? 0)).toBe(false), 60_000);
});

import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ProgramCapture } from '../../../../main/camera/sources/program-source.ts';
import { V4l2Source } from '../../../../main/camera/sources/v4l2.ts';
import { readJpegSize } from '../../../../main/frames/jpeg-size.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { buildFakeV4l2, type FakeV4l2Options, whyNoFakeV4l2 } from '../../../support/fake-v4l2/fake-v4l2.ts';
import { footageJpegs } from '../../../support/footage-jpegs.ts';
import { withoutHuffmanTables } from '../../../support/huffman.ts';
import { averageDifference, decodePixels } from '../../../support/pixels.ts';
import { isAlive } from '../../../support/process-life.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const clock = createSystemClock();

async function start(directory: string, options: FakeV4l2Options, frameRate = 30) {
  const { device, environment } = await buildFakeV4l2(directory, options);
  const source = new V4l2Source(device, { spawn, clock, environment });
  const recorder = new CaptureRecorder();
  const capture = source.start({ ...captureSettings, frame_rate: frameRate }, recorder);
  if (!(capture instanceof ProgramCapture)) {
    throw new TypeError('not the capture of a program');
  }
  return { device, source, recorder, capture };
}

const missing = whyNoFakeV4l2();

describe.skipIf(missing !== null)(missing === null ? 'a USB camera' : `a USB camera (skipped: ${missing})`, () => {
  test('has its own JPEGs copied', async () => {
    await using directory = await temporaryDirectory();
    const footage = footageJpegs(25);
    const { source, recorder, capture } = await start(directory.path, { frames: footage });
    const frames = await recorder.untilFrames(40);
    await capture.stop();
    expect(source.draws.rotationAndFlips).toBe(false);
    const positions = frames.map((frame) => footage.findIndex((jpeg) => jpeg.equals(frame)));
    expect(positions).not.toContain(-1);
    // A driver drops what nobody takes in time: what is left out is a whole picture, and none comes twice.
    const steps = positions.slice(1).map((position, index) => (position - positions[index]! + footage.length) % footage.length);
    expect(steps).not.toContain(0);
  });

  test('gets the Huffman tables that it leaves out', async () => {
    await using directory = await temporaryDirectory();
    const jpeg = await standardJpeg();
    const bare = withoutHuffmanTables(jpeg);
    expect(bare.length).toBeLessThan(jpeg.length);
    const { recorder, capture } = await start(directory.path, { frames: [bare] });
    const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
    await capture.stop();
    expect(averageDifference(await decodePixels(frame), await decodePixels(jpeg))).toBe(0);
  });

  test('gets the end marker that it leaves out', async () => {
    await using directory = await temporaryDirectory();
    const footage = footageJpegs(3);
    const { recorder, capture } = await start(directory.path, { frames: footage.map((jpeg) => jpeg.subarray(0, -2)) });
    const frames = await recorder.untilFrames(3);
    await capture.stop();
    // A driver drops frames that nobody takes in time; those that come are whole.
    expect(frames.map((frame) => footage.some((jpeg) => jpeg.equals(frame)))).toEqual([true, true, true]);
    expect(capture.garbageBytes).toBe(0);
  });

  test('may end its frames with padding, with and without a marker before it', async () => {
    await using directory = await temporaryDirectory();
    const [jpeg = Buffer.alloc(0)] = footageJpegs(1);
    const padding = Buffer.alloc(100);
    const { recorder, capture } = await start(directory.path, {
      frames: [Buffer.concat([jpeg, padding]), Buffer.concat([jpeg.subarray(0, -2), padding])],
    });
    const isMarked = (frame: Buffer): boolean => frame.equals(jpeg);
    while (recorder.frames.every(isMarked) || !recorder.frames.some(isMarked)) {
      await recorder.untilFrames(recorder.frames.length + 1);
    }
    await capture.stop();
    const other = recorder.frames.find((frame) => !isMarked(frame)) ?? Buffer.alloc(0);
    expect(averageDifference(await decodePixels(other), await decodePixels(jpeg))).toBe(0);
  });

  test('has its own H.264 copied, with the times of its driver', async () => {
    await using directory = await temporaryDirectory();
    const given = await cameraH264(20, { keyframeEvery: 20 });
    const frames = given.map(({ annexB }) => annexB);
    const { device, environment } = await buildFakeV4l2(directory.path, { frames, format: 'H264', widthPixels: 320, heightPixels: 180 });
    const source = new V4l2Source(device, { spawn, clock, environment }, 'h264');
    const recorder = new CaptureRecorder();
    const capture = source.start({ ...captureSettings, codec: 'h264', resolution: [320, 180], frame_rate: 30 }, recorder);
    const packets = await recorder.untilPackets(45);
    await capture.stop();
    expect(source.gives).toBe('h264');
    const positions = packets.map(({ annexB }) => frames.findIndex((frame) => frame.equals(annexB)));
    expect(positions).not.toContain(-1);
    expect(packets.map(({ isKeyframe }) => isKeyframe)).toEqual(positions.map((position) => position === 0));
    // FFmpeg leaves some without a time.
    const times = packets.flatMap(({ sourceMilliseconds }) => sourceMilliseconds ?? []);
    expect(times.length).toBeGreaterThan(30);
    expect(times.at(-1)).toBeGreaterThan((times[0] ?? NaN) + 500);
    expect(recorder.frames).toEqual([]);
  });

  test('that has no H.264 says so', async () => {
    await using directory = await temporaryDirectory();
    const { device, environment } = await buildFakeV4l2(directory.path, { frames: footageJpegs(1) });
    const recorder = new CaptureRecorder();
    new V4l2Source(device, { spawn, clock, environment }, 'h264').start({ ...captureSettings, codec: 'h264' }, recorder);
    expect(await recorder.untilEnded()).toBe(
      `the camera ${device} gives no H.264, which its settings ask for; choose another format there`,
    );
  });

  test('without JPEGs is encoded', async () => {
    await using directory = await temporaryDirectory();
    const [widthPixels, heightPixels] = [320, 240];
    // Orange on the left, blue on the right: Y U Y V.
    const left = Buffer.from([150, 60, 150, 190]);
    const right = Buffer.from([60, 200, 60, 110]);
    const row = Buffer.concat([...Array<Buffer>(widthPixels / 4).fill(left), ...Array<Buffer>(widthPixels / 4).fill(right)]);
    const frames = [Buffer.concat(Array<Buffer>(heightPixels).fill(row))];
    const { recorder, capture } = await start(directory.path, { frames, format: 'YUYV', widthPixels, heightPixels });
    const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
    await capture.stop();
    expect(readJpegSize(frame)).toEqual({ widthPixels, heightPixels });
    const { data } = await decodePixels(frame);
    const [orange, blue] = [data.subarray(60, 63), data.subarray(900, 903)];
    expect(orange[0]).toBeGreaterThan((orange[2] ?? 0) + 100);
    expect(blue[2]).toBeGreaterThan((blue[0] ?? 0) + 100);
  });

  test('says that it was unplugged, is in use, or is not there', async () => {
    await using directory = await temporaryDirectory();
    const frames = footageJpegs(3);
    const unplugged = await start(directory.path, { frames, unplugAfterFrames: 4 });
    expect(await unplugged.recorder.untilEnded()).toBe(`the camera ${unplugged.device} ended: it was unplugged`);
    expect(unplugged.recorder.frames.length).toBeGreaterThan(0);
    const busy = await start(directory.path, { frames, isBusy: true });
    expect(await busy.recorder.untilEnded()).toBe(`the camera ${busy.device} is in use by another program`);
    const crowded = await start(directory.path, { frames, isBusFull: true });
    expect(await crowded.recorder.untilEnded()).toBe(
      `the camera ${crowded.device} has no room on its USB bus beside the others; plug it into another USB port, or give these cameras smaller pictures`,
    );
  });

  test('that hangs is killed', async () => {
    await using directory = await temporaryDirectory();
    const { recorder, capture } = await start(directory.path, { frames: footageJpegs(3), stallAfterFrames: 3 });
    await recorder.untilFrames(2);
    await capture.kill();
    expect(isAlive(capture.pid ?? 0)).toBe(false);
    expect(recorder.reasons).toEqual([]);
  });
});

test('says that there is no camera', async () => {
  const reasonOf = async (device: string | null): Promise<string> => {
    const recorder = new CaptureRecorder();
    new V4l2Source(device, { spawn, clock, environment: process.env }).start(captureSettings, recorder);
    return recorder.untilEnded();
  };
  expect(await reasonOf('/dev/there-is-no-camera')).toBe('there is no camera at /dev/there-is-no-camera');
  expect(await reasonOf(null)).toBe('no USB camera was found; plug one in');
});

async function standardJpeg(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(footageJpegs(1)[0]).jpeg({ optimiseCoding: false }).toBuffer();
}

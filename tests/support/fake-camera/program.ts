/**
 * Stands in for rpicam-vid, libcamera-vid, raspivid, raspistill, rpicam-still,
 * libcamera-still, rpicam-hello and vcgencmd: plays the test footage on its
 * standard output, takes their flags and no others, and misbehaves when told.
 *
 *     node program.ts <directory with behaviour.json> <program name> <arguments of the program...>
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JpegSplitter } from '../../../main/frames/jpeg-splitter.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { FramePacer } from '../../../main/system/frame-pacer.ts';
import { readBehaviour, STARTS_FILE } from './behaviour.ts';
import { type Capture, parseCommandLine, UsageError } from './command-lines.ts';

const [directory = '', program = '', ...arguments_] = process.argv.slice(2);
const isLegacy = program.startsWith('raspi');

async function main(): Promise<void> {
  const behaviour = readBehaviour(directory);
  if (program === 'vcgencmd') {
    const detected = behaviour.cameras.length > 0 ? 1 : 0;
    process.stdout.write(`supported=${detected} detected=${detected}, libcamera interfaces=0\n`);
    return;
  }
  if (arguments_.includes('--list-cameras')) {
    listCameras(behaviour.cameras);
    return;
  }
  const capture = parse();
  process.on('SIGINT', () => {
    if (!readBehaviour(directory).ignoresInterrupt) {
      process.exit(0);
    }
  });
  if (behaviour.ignoresTerminate) {
    process.on('SIGTERM', () => {});
  }
  const child = behaviour.hasChild ? spawn('sleep', ['600'], { stdio: 'ignore' }) : null;
  appendFileSync(
    `${directory}/${STARTS_FILE}`,
    `${JSON.stringify({ pid: process.pid, childPid: child?.pid, program, arguments: arguments_ })}\n`,
  );
  if (behaviour.cameras.length === 0) {
    fail(
      isLegacy
        ? 'mmal: Camera is not detected. Please check carefully the camera module is installed correctly.'
        : 'ERROR: *** no cameras available ***',
      isLegacy ? 70 : 255,
    );
  }
  if (capture.camera >= behaviour.cameras.length) {
    fail('ERROR: *** selected camera is not available ***', 255);
  }
  await new Promise((resolve) => setTimeout(resolve, behaviour.startDelayMilliseconds));
  await play(capture);
}

function listCameras(cameras: readonly string[]): void {
  if (cameras.length === 0) {
    process.stdout.write('No cameras available!\n');
    return;
  }
  process.stdout.write('Available cameras\n-----------------\n');
  for (const [index, camera] of cameras.entries()) {
    process.stdout.write(
      `${index} : ${camera} (/base/soc/i2c0mux/i2c@1/camera@1a)\n    Modes: 'SRGGB10_CSI2P' : 1536x864 [120.13 fps - (768, 432)/3072x1728 crop]\n\n`,
    );
  }
}

function parse(): Capture {
  try {
    return parseCommandLine(program, arguments_);
  } catch (error) {
    if (error instanceof UsageError) {
      return isLegacy
        ? fail(`Invalid command line option (${error.argument})`, 64)
        : fail(`ERROR: *** unrecognised option '${error.argument}' ***`, 255);
    }
    throw error;
  }
}

function fail(words: string, exitCode: number): never {
  process.stderr.write(`${words}\n`);
  process.exit(exitCode);
}

async function play(capture: Capture): Promise<void> {
  const { picturesFile } = readBehaviour(directory);
  const pictures = capture.h264 === null ? null : await encodedPictures(capture, capture.h264.intra);
  const jpegs = pictures === null ? await jpegsOf(picturesFile ?? (await footageFile())) : [];
  const interval =
    capture.stills === 'no'
      ? 1000 / capture.framesPerSecond
      : capture.stills === 'one'
        ? capture.timeoutMilliseconds
        : Math.max(1, capture.stills);
  let count = 0;
  for await (const seconds of new FramePacer(1000 / Math.max(1, interval), createSystemClock()).slots()) {
    if (capture.timeoutMilliseconds > 0 && seconds * 1000 > capture.timeoutMilliseconds) {
      break;
    }
    const { mode, exitCode, lastWords } = readBehaviour(directory);
    if (mode === 'die') {
      fail(lastWords, exitCode);
    }
    if (mode !== 'stall') {
      const jpeg = jpegs[count % jpegs.length] ?? Buffer.alloc(0);
      if (pictures === null) {
        await send(picturesFile === null ? await picture(jpeg, capture) : jpeg, mode, count);
      } else {
        await sendH264(pictures[count % pictures.length] ?? Buffer.alloc(0), mode, count);
      }
    }
    count += 1;
    if (capture.stills === 'one') {
      break;
    }
  }
}

// Codecs are loaded where they are needed: most of what these programs do is to say something and to end.

async function footageFile(): Promise<string> {
  const { footageMjpegFile } = await import('../footage-jpegs.ts');
  return footageMjpegFile();
}

async function encodedPictures(capture: Capture, keyframeEvery: number): Promise<Buffer[]> {
  const { encodedFootage } = await import('../encoded-footage.ts');
  return encodedFootage(capture, keyframeEvery);
}

async function jpegsOf(file: string): Promise<Buffer[]> {
  const jpegs: Buffer[] = [];
  new JpegSplitter(
    16 * 1024 * 1024,
    (jpeg) => jpegs.push(jpeg),
    () => {},
  ).push(await readFile(file));
  return jpegs;
}

/** The footage's own bytes where they fit. */
async function picture(jpeg: Buffer, { widthPixels, heightPixels, mirrorLeftToRight, mirrorTopToBottom }: Capture): Promise<Buffer> {
  const fits = widthPixels === 1280 && heightPixels === 720 && !mirrorLeftToRight && !mirrorTopToBottom;
  if (fits) {
    return jpeg;
  }
  const { default: sharp } = await import('sharp');
  return sharp(jpeg).resize(widthPixels, heightPixels, { fit: 'fill' }).flop(mirrorLeftToRight).flip(mirrorTopToBottom).jpeg().toBuffer();
}

async function send(jpeg: Buffer, mode: string, count: number): Promise<void> {
  const rubbish = Buffer.from('\u00FF\u00D8 this is no picture \u00FF\u00D9\u00FF\u00D8\u00FF', 'latin1');
  switch (mode) {
    case 'only-garbage':
      await write(Buffer.alloc(jpeg.length, 0x55));
      break;
    case 'garbage-between':
      await write(rubbish);
      await write(jpeg);
      break;
    case 'garbage-inside':
      await write(
        count % 2 === 0 ? jpeg.subarray(0, Math.trunc(jpeg.length / 2)) : Buffer.concat([jpeg.subarray(0, 20), rubbish, jpeg.subarray(60)]),
      );
      break;
    default: // in two pieces, as a pipe may deliver them
      await write(jpeg.subarray(0, 1000));
      await write(jpeg.subarray(1000));
  }
}

async function sendH264(picture: Buffer, mode: string, count: number): Promise<void> {
  const rubbish = Buffer.concat([Buffer.from([0, 0, 1, 0xff, 0, 0, 0, 1, 0]), Buffer.from('this is no picture')]);
  switch (mode) {
    case 'only-garbage':
      await write(Buffer.alloc(1_000_000, 0x55));
      break;
    case 'garbage-between':
      await write(rubbish);
      await write(picture);
      break;
    case 'garbage-inside':
      await write(
        count % 2 === 0 ? picture.subarray(0, Math.trunc(picture.length / 2)) : Buffer.concat([picture.subarray(0, 40), rubbish]),
      );
      break;
    default: // in two pieces, as a pipe may deliver them
      await write(picture.subarray(0, 1000));
      await write(picture.subarray(1000));
  }
}

function write(data: Buffer): Promise<void> {
  return new Promise((resolve) => void process.stdout.write(data, () => resolve()));
}

process.stdout.on('error', () => process.exit(141)); // as SIGPIPE would
await main();
process.exit(0);

import { expect, test } from 'vitest';
import { SoundEncoder } from '../../../main/ffmpeg/sound-encoder.ts';
import type { SoundFormat } from '../../../main/media/sound/sound-format.ts';
import { frameMilliseconds, samplesOfFrame } from '../../../main/media/sound/sound-frame.ts';
import type { SoundReport } from '../../../main/media/sound/protocol.ts';
import { CameraInput } from '../../../main/sound-process/camera-input.ts';
import type { Heard } from '../../../main/sound-process/sound-input.ts';
import { PassedAac } from '../../../main/sound-process/passed-aac.ts';
import { SoundProgram } from '../../../main/sound-process/sound-program.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { decibelsOf } from '../../support/opus-decoding.ts';

const own: SoundFormat = { encoding: 'aac', samplesPerSecond: 48_000, channels: 1, configHex: '1188' };
const telephone: SoundFormat = { encoding: 'pcmu', samplesPerSecond: 8000, channels: 1, configHex: '' };

/** A tone, in frames. */
function aac(count: number): Buffer[] {
  const encoder = new SoundEncoder('aac');
  const frames = Array.from({ length: count }, (_, frame) =>
    encoder.encode(Float32Array.from({ length: samplesOfFrame }, (_value, index) => 0.5 * Math.sin((frame * samplesOfFrame + index) / 8))),
  ).flat();
  encoder.close();
  return frames.map(({ data }) => data);
}

interface Listened {
  readonly input: CameraInput;
  readonly samples: { readonly samples: Float32Array; readonly heard: Heard | undefined }[];
  readonly passed: number[];
  readonly ended: string[];
  areSamplesWanted: boolean;
}

function listen(format: SoundFormat): Listened {
  const listened: Omit<Listened, 'input'> = { samples: [], passed: [], ended: [], areSamplesWanted: false };
  const input = new CameraInput(format, {
    onSamples: (samples, heard) => listened.samples.push({ samples, heard }),
    onAac: (number) => listened.passed.push(number),
    areSamplesWanted: () => both.areSamplesWanted,
    onEnded: (reason) => listened.ended.push(reason),
  });
  const both = Object.assign(listened, { input });
  return both;
}

test('AAC that is as PetLog’s own is passed on, and decoded only where somebody needs it', async () => {
  const listened = listen(own);
  const [first, second, third] = aac(4);
  listened.input.add({ data: first!, firstMilliseconds: 10_003, arrivedMilliseconds: 0 });
  listened.areSamplesWanted = true;
  listened.input.add({ data: second!, firstMilliseconds: 10_003 + frameMilliseconds, arrivedMilliseconds: 0 });
  const number = Math.round(10_003 / frameMilliseconds);
  expect(listened.passed).toEqual([number, number + 1]);
  expect(listened.samples.map(({ heard }) => heard)).toEqual([
    { atMilliseconds: expect.closeTo(10_003 + 2 * frameMilliseconds, 3) as number, isTold: true, isPassed: true },
  ]);
  // Where the camera does not say when, it is decoded and stands where it came.
  listened.input.add({ data: third!, firstMilliseconds: null, arrivedMilliseconds: 77 });
  expect(listened.passed.length).toBe(2);
  expect(listened.samples.at(-1)?.heard).toEqual({ atMilliseconds: 77, isTold: false, isPassed: false });
  await listened.input.close();
});

test('other sound is decoded, to 48 kHz and one channel', async () => {
  const listened = listen(telephone);
  for (let frame = 0; frame < 10; frame += 1) {
    // The loudest square wave of G.711, of 500 Hz.
    const data = Buffer.from(Array.from({ length: 160 }, (_, index) => (Math.floor(index / 8) % 2 === 0 ? 0x80 : 0x00)));
    listened.input.add({ data, firstMilliseconds: 1000 + frame * 20, arrivedMilliseconds: 0 });
  }
  const samples = Float32Array.from(listened.samples.flatMap((each) => [...each.samples]));
  expect(samples.length).toBeGreaterThan(9400);
  expect(samples.length).toBeLessThanOrEqual(9600);
  expect(decibelsOf(samples.subarray(1000))).toBeCloseTo(0, 0);
  await listened.input.close();
});

test('what both channels have is as loud as in one', async () => {
  const stereo = listen({ encoding: 'l16', samplesPerSecond: 48_000, channels: 2, configHex: '' });
  const data = Buffer.alloc(4 * 960);
  for (let at = 0; at < data.length; at += 2) {
    data.writeInt16BE(16_384, at);
  }
  stereo.input.add({ data, firstMilliseconds: null, arrivedMilliseconds: 20 });
  expect(decibelsOf(stereo.samples[0]?.samples ?? new Float32Array())).toBeCloseTo(-6, 0);
  await stereo.input.close();
});

test('a form that cannot be decoded is said', async () => {
  const listened = listen({ ...own, configHex: '0000' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(listened.ended).toEqual(['the camera sends its sound in a form that cannot be decoded']);
  await listened.input.close();
});

test('garbage is silence, and no end', async () => {
  const listened = listen(own);
  listened.areSamplesWanted = true;
  for (const hex of ['00', 'ff'.repeat(700), '']) {
    listened.input.add({ data: Buffer.from(hex, 'hex'), firstMilliseconds: null, arrivedMilliseconds: 20 });
  }
  expect(listened.ended).toEqual([]);
  await listened.input.close();
});

test('a clock that drifts makes a frame come twice or not at all, and a gap stays one', () => {
  const numbers: number[] = [];
  const passed = new PassedAac((number) => numbers.push(number));
  const data = Buffer.alloc(10);
  const slow = 1.001;
  for (let frame = 0; frame < 3000; frame += 1) {
    passed.add(data, frame * frameMilliseconds * slow);
  }
  expect(numbers.length).toBe(3003);
  expect(numbers).toEqual(numbers.map((_, index) => index));
  const fast: number[] = [];
  const other = new PassedAac((number) => fast.push(number));
  for (let frame = 0; frame < 3000; frame += 1) {
    other.add(data, frame * frameMilliseconds * 0.999);
  }
  expect(fast).toEqual(Array.from({ length: 2997 }, (_, index) => index));
  other.add(data, 4000 * frameMilliseconds);
  expect(fast.slice(-2)).toEqual([2996, 4000]);
});

function programOf(reports: SoundReport[]): SoundProgram {
  return new SoundProgram({
    report: (report) => reports.push(report),
    clock: createSystemClock(),
    spawn: () => {
      throw new Error('a camera needs no program');
    },
    machineMilliseconds: () => 0,
  });
}

test('Opus is made of what is passed on from when somebody wants it, at its time', async () => {
  const reports: SoundReport[] = [];
  const program = programOf(reports);
  program.handle({ type: 'listen', input: { kind: 'camera', format: own }, machineOffsetMilliseconds: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  const frames = aac(101);
  frames.forEach((data, index) => {
    if (index === 50 || index === 80) {
      program.handle({ type: 'encode-opus', isWanted: index === 50 });
    }
    program.handle({ type: 'camera-sound', data, firstMilliseconds: 5000 + index * frameMilliseconds, arrivedMilliseconds: 0 });
  });
  const opus = reports.flatMap((report) => (report.type === 'opus' ? [report.firstSample / 48] : []));
  expect(opus.length).toBeGreaterThan(25);
  expect(opus[0]).toBeGreaterThan(5000 + 50 * frameMilliseconds - 25);
  expect(opus.at(-1)).toBeLessThan(5000 + 80 * frameMilliseconds);
  expect(reports.filter(({ type }) => type === 'sound').length).toBe(frames.length);
  await program.close();
});

test('the program hears a camera, tells how loud it is, and goes from what is passed on to what is encoded', async () => {
  const reports: SoundReport[] = [];
  const program = programOf(reports);
  program.handle({ type: 'tell-level', isWanted: true });
  program.handle({ type: 'listen', input: { kind: 'camera', format: own }, machineOffsetMilliseconds: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  const frames = aac(120);
  const numbersOf = (): number[] => reports.flatMap((report) => (report.type === 'sound' ? [report.number] : []));
  frames.slice(0, 60).forEach((data, index) => {
    program.handle({ type: 'camera-sound', data, firstMilliseconds: 5000 + index * frameMilliseconds, arrivedMilliseconds: 0 });
  });
  expect(numbersOf().length).toBe(60);
  expect(reports).toContainEqual({ type: 'microphone', problem: null });
  // AAC of few bits is not quite as loud as what went in.
  const level = reports.findLast((report) => report.type === 'level')?.dbfs;
  expect(level).toBeGreaterThan(-12);
  expect(level).toBeLessThan(-6);
  frames.slice(60).forEach((data, index) => {
    const arrivedMilliseconds = 5000 + (61 + index) * frameMilliseconds;
    program.handle({ type: 'camera-sound', data, firstMilliseconds: null, arrivedMilliseconds });
  });
  // The encoder has a frame or two in it.
  expect(numbersOf().at(-1)).toBeGreaterThan(5000 / frameMilliseconds + 112);
  expect(numbersOf().at(-1)).toBeLessThan(5000 / frameMilliseconds + 121);
  await program.close();
});

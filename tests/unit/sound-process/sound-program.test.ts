import { spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SoundReport } from '../../../main/media/sound/protocol.ts';
import { SoundProgram } from '../../../main/sound-process/sound-program.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Half a second of a square wave of half the full scale, as `arecord` gives it. */
const halfSecond = Buffer.alloc(48_000);
for (let sample = 0; sample < 24_000; sample += 1) {
  halfSecond.writeInt16LE(Math.floor(sample / 50) % 2 === 0 ? 16_384 : -16_384, sample * 2);
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let reports: SoundReport[];
let program: SoundProgram;
let milliseconds: number;

beforeEach(async () => {
  directory = await temporaryDirectory();
  reports = [];
  milliseconds = 60_000;
  program = new SoundProgram({
    report: (report) => reports.push(report),
    clock: createSystemClock(),
    spawn: (_file, words, options) => spawn(join(directory.path, 'arecord'), words, options),
    machineMilliseconds: () => milliseconds,
  });
});

afterEach(async () => {
  await program.close();
  await directory[Symbol.asyncDispose]();
});

/** Stands in for the program of ALSA. */
async function arecord(script: string): Promise<void> {
  const path = join(directory.path, 'arecord');
  await writeFile(join(directory.path, 'sound.raw'), halfSecond);
  await writeFile(path, `#!/bin/sh\ncd "${directory.path}"\n${script}\n`);
  await chmod(path, 0o755);
}

const ofType = <T extends SoundReport['type']>(type: T): Extract<SoundReport, { type: T }>[] =>
  reports.filter((report): report is Extract<SoundReport, { type: T }> => report.type === type);

test('frames stand on the grid of the main process’s clock, and tell how loud it was', async () => {
  await arecord('echo "$@" > words; cat sound.raw; exec sleep 600');
  program.handle({ type: 'tell-level', isWanted: true });
  program.handle({ type: 'listen', input: { kind: 'microphone', device: 'plughw:CARD=Webcam,DEV=0' }, machineOffsetMilliseconds: 10_000 });
  await vi.waitFor(() => expect(ofType('sound').length).toBeGreaterThan(15), 60_000);
  const numbers = ofType('sound').map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  // Half a second up to 50,000 ms of the main process, but for what the first frames wait for.
  expect(numbers[0]).toBeGreaterThan(((50_000 - 600) * 48) / 1024);
  expect(numbers.at(-1)).toBeLessThan((50_000 * 48) / 1024);
  expect(ofType('microphone')).toEqual([{ type: 'microphone', problem: null }]);
  await vi.waitFor(() => expect(ofType('level')[0]?.dbfs).toBeCloseTo(-6, 0), 60_000);
});

test.each([
  ['arecord: main:831: audio open error: No such device', 'there is no microphone hw:7'],
  ['arecord: main:831: audio open error: Device or resource busy', 'the microphone hw:7 is in use by another program'],
  [
    'arecord: main:831: audio open error: Permission denied',
    'the microphone hw:7 may not be used: permission denied (its group is usually "audio")',
  ],
])('%s is said in a sentence', async (said, sentence) => {
  await arecord(`echo "${said}" >&2; exit 1`);
  program.handle({ type: 'listen', input: { kind: 'microphone', device: 'hw:7' }, machineOffsetMilliseconds: 0 });
  await vi.waitFor(() => expect(ofType('microphone')[0]?.problem).toBe(sentence), 60_000);
});

test('a missing program is said, and a microphone that comes back is heard again', async () => {
  program.handle({ type: 'listen', input: { kind: 'microphone', device: 'hw:1' }, machineOffsetMilliseconds: 0 });
  await vi.waitFor(() => expect(ofType('microphone')[0]?.problem).toMatch(/install the package alsa-utils/), 60_000);
  await arecord('cat sound.raw; exec sleep 600');
  await vi.waitFor(() => expect(ofType('sound').length).toBeGreaterThan(0), 60_000);
  expect(ofType('microphone').at(-1)?.problem).toBeNull();
});

test('a microphone that is open and gives nothing is said, and opened again', async () => {
  const clock = new ManualClock();
  let opened = 0;
  const silent = new SoundProgram({
    report: (report) => reports.push(report),
    clock,
    spawn: (_file, words, options) => {
      opened += 1;
      return spawn(join(directory.path, 'arecord'), words, options);
    },
    machineMilliseconds: () => milliseconds,
  });
  await arecord('exec sleep 600');
  silent.handle({ type: 'listen', input: { kind: 'microphone', device: 'hw:1' }, machineOffsetMilliseconds: 0 });
  await clock.advance(9000);
  expect(ofType('microphone')).toEqual([]);
  await clock.advance(2000);
  expect(ofType('microphone')).toEqual([{ type: 'microphone', problem: 'the microphone hw:1 gives nothing' }]);
  await vi.waitFor(async () => {
    await clock.advance(500);
    expect(opened).toBe(2);
  }, 60_000);
  await silent.close();
  expect(clock.pendingTimers).toBe(0);
});

test('a microphone that is no longer meant is closed', async () => {
  await arecord('cat sound.raw; echo $$ > running; exec sleep 600');
  program.handle({ type: 'listen', input: { kind: 'microphone', device: 'hw:1' }, machineOffsetMilliseconds: 0 });
  await vi.waitFor(() => expect(ofType('sound').length).toBeGreaterThan(0), 60_000);
  const pid = await vi.waitFor(async () => {
    const written = await readFile(join(directory.path, 'running'), 'utf8');
    expect(written).toMatch(/^\d+\n$/);
    return Number(written);
  }, 60_000);
  program.handle({ type: 'rest' });
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 60_000);
});

test('the mock camera’s tone is soft, and is there', async () => {
  program.handle({ type: 'tell-level', isWanted: true });
  const began = Date.now();
  const timer = setInterval(() => (milliseconds = 60_000 + Date.now() - began), 5);
  program.handle({ type: 'listen', input: { kind: 'tone' }, machineOffsetMilliseconds: 0 });
  await vi.waitFor(() => expect(ofType('level').length).toBeGreaterThan(1), 60_000);
  clearInterval(timer);
  expect(ofType('level')[0]?.dbfs).toBeGreaterThan(-60);
  expect(ofType('level')[0]?.dbfs).toBeLessThan(-20);
  expect(ofType('sound').length).toBeGreaterThan(0);
});

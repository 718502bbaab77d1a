import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { expect, test, vi } from 'vitest';
import type { EncodedPacket, MediaCommand, MediaReport } from '../../../main/media/protocol.ts';
import { LeadIn } from '../../../main/media-process/lead-in.ts';
import { MediaProgram } from '../../../main/media-process/media-program.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { videoFacts } from '../../support/video-facts.ts';

Log.setLevel(AV_LOG_QUIET);

const intervalMilliseconds = 100;
const jpegs = await smallJpegs(8);

class Camera {
  readonly reports: MediaReport[] = [];
  readonly program = new MediaProgram((report) => this.reports.push(report));
  #nextMilliseconds = 0;
  #requestId = 0;

  constructor(recentMilliseconds: number) {
    this.program.handle({ type: 'configure', encoder: { frameRate: 10, bitrateKbps: 500, size: null, allowHardware: false } });
    this.program.handle({
      type: 'keep-history',
      limits: { keptMilliseconds: 60_000, mostBytes: 64e6 },
      disk: null,
      recentMilliseconds,
    });
  }

  run(untilMilliseconds: number, moves = false): void {
    for (; this.#nextMilliseconds < untilMilliseconds; this.#nextMilliseconds += intervalMilliseconds) {
      const sequence = this.#nextMilliseconds / intervalMilliseconds + 1;
      const jpeg = jpegs[moves ? sequence % jpegs.length : 0]!;
      this.program.handle({ type: 'frame', sequence, jpeg: Buffer.from(jpeg), captureMilliseconds: this.#nextMilliseconds });
    }
  }

  async ask(request: { type: 'prepare-recording'; requestedMilliseconds: number; preRollMilliseconds: number }): Promise<unknown> {
    const requestId = (this.#requestId += 1);
    this.program.handle({ ...request, requestId });
    return vi.waitFor(() => {
      const report = this.reports.find((candidate) => candidate.type === 'succeeded' && candidate.requestId === requestId);
      expect(report).toBeDefined();
      return (report as Extract<MediaReport, { type: 'succeeded' }>).answer;
    }, 60_000);
  }

  async begin(path: string, requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null> {
    await writeFile(path, '');
    const historyMilliseconds = (await this.ask({ type: 'prepare-recording', requestedMilliseconds, preRollMilliseconds })) as
      number | null;
    const open: MediaCommand = {
      type: 'open-recording',
      recordingId: 'one',
      path,
      historyMilliseconds,
      fromMilliseconds: requestedMilliseconds,
      untilMilliseconds: null,
      originMilliseconds: preRollMilliseconds === 0 ? requestedMilliseconds : null,
    };
    this.program.handle(open);
    return historyMilliseconds;
  }

  async finish(endMilliseconds: number): Promise<void> {
    this.program.handle({ type: 'finish-recording', recordingId: 'one', endMilliseconds });
    await vi.waitFor(() => expect(this.reports.some(({ type }) => type === 'recording-finished')).toBe(true), 60_000);
  }
}

const every = (from: number, until: number): number[] =>
  Array.from({ length: (until - from) / intervalMilliseconds }, (_, index) => from + index * intervalMilliseconds);

async function timesOf(path: string): Promise<number[]> {
  const { times, decodedCount } = await videoFacts(path);
  expect(decodedCount).toBe(times.length);
  return times.map((time) => Math.round(time * 1000));
}

test.each(['at once', 'as pictures come'])(
  'it begins with every picture of its pre-roll, and misses none later; encoded %s',
  async (when) => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'recording.mp4');
    const camera = new Camera(4000);
    camera.run(10_000);
    expect(await camera.begin(path, 10_000, 3000)).toBe(7000);
    if (when === 'as pictures come') {
      await vi.waitFor(
        () => expect(camera.reports.some((report) => report.type === 'recording-written' && report.sequence >= 90)).toBe(true),
        20_000,
      );
    }
    camera.run(12_000);
    await camera.finish(12_000);
    expect(await timesOf(path)).toEqual(every(0, 5000));
    expect(camera.reports.find(({ type }) => type === 'recording-opened')).toMatchObject({ firstMilliseconds: 7000 });
    await camera.program.close();
  },
);

test('a recording that ends before its pre-roll is encoded leaves out what takes too long, and nothing of what follows', () => {
  const frames = every(0, 2000).map((captureMilliseconds, index) => ({
    jpeg: jpegs[index % jpegs.length]!,
    captureMilliseconds,
    sequence: index + 1,
  }));
  const taken: EncodedPacket[] = [];
  let nowMilliseconds = 0;
  const leadIn = new LeadIn({
    frames,
    settings: { frameRate: 10, bitrateKbps: 500, size: { widthPixels: 320, heightPixels: 180 }, allowHardware: false },
    take: (packet) => taken.push(packet),
    nowMilliseconds: () => (nowMilliseconds += 500),
  });
  const later = {
    annexB: Buffer.alloc(1),
    isKeyframe: true,
    captureMilliseconds: 2000,
    sequence: 21,
    size: { widthPixels: 320, heightPixels: 180 },
  };
  leadIn.add(later);
  leadIn.finish();
  leadIn.add({ ...later, sequence: 22 });
  expect(taken.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 21, 22]);
});

test('where the pictures of the last seconds are gone, the ones of the history come first', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'recording.mp4');
  const camera = new Camera(2000);
  camera.run(10_000);
  const from = (await camera.begin(path, 10_000, 5000)) ?? NaN;
  expect(from).toBeLessThanOrEqual(5000);
  camera.run(11_000);
  await camera.finish(11_000);
  const times = (await timesOf(path)).map((time) => time + from);
  expect(times.filter((time) => time >= 7900)).toEqual(every(7900, 11_000));
  expect(times.filter((time) => time < 7900).length).toBeLessThanOrEqual(5);
  await camera.program.close();
});

test('what happened in its pre-roll comes from the history, and the still part after it from the camera', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'recording.mp4');
  const camera = new Camera(6000);
  camera.run(10_000, true);
  camera.run(14_000);
  const from = (await camera.begin(path, 14_000, 5000)) ?? NaN;
  expect(from).toBeLessThanOrEqual(9000);
  camera.run(15_000);
  vi.spyOn(performance, 'now').mockReturnValue(0);
  await camera.finish(15_000);
  vi.restoreAllMocks();
  expect(await timesOf(path)).toEqual(every(from, 15_000).map((time) => time - from));
  await camera.program.close();
});

test('without pre-roll it begins with the first picture after the request', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'recording.mp4');
  const camera = new Camera(0);
  camera.run(10_300);
  await camera.begin(path, 10_050, 0);
  camera.run(12_000);
  await camera.finish(12_000);
  expect(await timesOf(path)).toEqual([0, ...every(10_200, 12_000).map((time) => time - 10_050)]);
  await camera.program.close();
});

test('after it the room costs little again', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'recording.mp4');
  const camera = new Camera(2000);
  camera.run(5000);
  await camera.begin(path, 5000, 1000);
  camera.run(6000);
  await camera.finish(6000);
  const before = camera.reports.findLast((report) => report.type === 'progress')?.historyBytes ?? 0;
  camera.run(30_000);
  const after = camera.reports.findLast((report) => report.type === 'progress')?.historyBytes ?? 0;
  expect((after - before) / 24).toBeLessThan(before / 6); // bytes a second
  await camera.program.close();
});

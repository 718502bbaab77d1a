import { chmod, mkdir, readdir, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HistoryDisk } from '../../../main/media/protocol.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { lengthPrefixed } from '../../../main/mp4/fragmented-mp4.ts';
import { VideoHistory } from '../../../main/media-process/video-history.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const packetBytes = 100;
const limits = { keptMilliseconds: 60_000, mostBytes: 1e9 };

/** Ten pictures a second, a keyframe every two seconds; each has other bytes. */
function packet(captureMilliseconds: number, isKeyframe = captureMilliseconds % 2000 === 0, widthPixels = 320): EncodedPacket {
  const annexB = Buffer.alloc(packetBytes, 1 + (captureMilliseconds % 199));
  annexB.set([0, 0, 1, isKeyframe ? 5 : 1]);
  return { annexB, isKeyframe, captureMilliseconds, sequence: captureMilliseconds / 100 + 1, size: { widthPixels, heightPixels: 180 } };
}

function add(history: VideoHistory, fromMilliseconds: number, untilMilliseconds: number): void {
  for (let at = fromMilliseconds; at < untilMilliseconds; at += 100) {
    history.add(packet(at));
  }
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let disk: HistoryDisk;
let history: VideoHistory;
let reports: unknown[];

beforeEach(async () => {
  directory = await temporaryDirectory();
  disk = { directory: join(directory.path, 'rewind'), mostBytes: 1e6, minimumFreeBytes: 0 };
  reports = [];
  // No tail in memory: what is on the disk is read from there.
  history = new VideoHistory(limits, (error) => reports.push(error), 0);
});

afterEach(async () => {
  await chmod(disk.directory, 0o750).catch(() => {});
  await history.close();
  await directory[Symbol.asyncDispose]();
});

/** Until memory has nothing but the newest group. */
async function onDisk(): Promise<void> {
  history.setLimits(limits, disk);
  await vi.waitFor(() => {
    history.setLimits(limits, disk);
    expect(history.memory.sizeBytes).toBeLessThanOrEqual(20 * packetBytes);
  }, 60_000);
}

const files = async (): Promise<string[]> =>
  (await readdir(disk.directory, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.segment'));

describe.each(['memory', 'disk'] as const)('in %s', (storage) => {
  async function fill(...spans: [from: number, until: number][]): Promise<void> {
    spans.forEach(([from, until]) => add(history, from, until));
    if (storage === 'disk') {
      await onDisk();
    }
    expect(history.facts().storage).toBe(storage);
  }

  test('gaps are where the camera gave no picture', async () => {
    await fill([0, 4000], [10_000, 12_000]);
    expect(history.facts()).toMatchObject({
      span: { fromMilliseconds: 0, untilMilliseconds: 11_900 },
      gaps: [{ fromMilliseconds: 3900, untilMilliseconds: 10_000 }],
    });
  });

  test('the picture of a moment is the newest one then; in a gap there is none', async () => {
    await fill([0, 4000], [10_000, 12_000]);
    const { pictures = [], untilMilliseconds } = (await history.upTo(3333)) ?? {};
    expect([pictures[0]?.captureMilliseconds, pictures.at(-1)?.captureMilliseconds, untilMilliseconds]).toEqual([2000, 3300, 3400]);
    expect(pictures.map(({ annexB }) => annexB)).toEqual(pictures.map(({ captureMilliseconds }) => packet(captureMilliseconds).annexB));
    expect(pictures.map(({ isKeyframe }) => isKeyframe)).toEqual(pictures.map((_, index) => index === 0));
    expect((await history.upTo(3999))?.untilMilliseconds).toBe(5900);
    expect(await history.upTo(8000)).toBeNull();
    expect(await history.upTo(-1)).toBeNull();
    expect(await history.upTo(14_000)).toBeNull();
  });

  test('a part begins with the keyframe at or before it, or after the gap that it begins in, and has one size', async () => {
    await fill([0, 4000], [10_000, 12_000]);
    const begins = (fromMilliseconds: number, untilMilliseconds: number): number[] =>
      history.between({ fromMilliseconds, untilMilliseconds }).map(({ firstMilliseconds }) => firstMilliseconds);
    expect(begins(2500, 3500)).toEqual([2000]);
    expect(begins(-5000, 300)).toEqual([0]);
    expect(begins(3900, 10_100)).toEqual([2000, 10_000]);
    expect(begins(8000, 10_500)).toEqual([10_000]);
    expect(begins(7000, 9000)).toEqual([]);
    expect(begins(20_000, 30_000)).toEqual([]);
    history.add(packet(12_000, true, 640));
    expect(begins(0, 30_000)).toEqual([0, 2000, 10_000]);
  });

  test('says beforehand how long each picture will be in an MP4 file', async () => {
    await fill([0, 4000]);
    for (const group of history.between({ fromMilliseconds: 0, untilMilliseconds: 4000 })) {
      const pictures = await group.packets();
      expect(await group.samples()).toEqual(
        pictures.map(({ captureMilliseconds, annexB }) => ({ captureMilliseconds, sampleBytes: lengthPrefixed(annexB).length })),
      );
    }
  });
});

test('keeps the time that is asked for on the disk, in whole files, and memory stays small', async () => {
  await onDisk();
  for (let from = 0; from < 600_000; from += 20_000) {
    add(history, from, from + 20_000);
    await onDisk();
  }
  const { span } = history.facts();
  expect(600_000 - (span?.fromMilliseconds ?? NaN)).toBeGreaterThanOrEqual(60_000);
  expect(600_000 - (span?.fromMilliseconds ?? NaN)).toBeLessThan(130_000);
  expect((await files()).length).toBeLessThanOrEqual(3);
  const [group] = history.between({ fromMilliseconds: 545_000, untilMilliseconds: 546_000 });
  expect((await group?.packets())?.[0]?.annexB).toEqual(packet(544_000).annexB);
  expect(reports).toEqual([null]);
});

test('never takes more of the disk than allowed, and gives back what is no longer wanted', async () => {
  disk = { ...disk, mostBytes: 100_000 };
  await onDisk();
  for (let from = 0; from < 300_000; from += 20_000) {
    add(history, from, from + 20_000);
    history.setLimits({ ...limits, keptMilliseconds: 3_600_000 }, disk);
    await onDisk();
    const sizes = await Promise.all((await files()).map(async (name) => (await stat(join(disk.directory, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(100_000);
  }
  expect(history.facts().sizeBytes).toBeGreaterThan(40_000);
  history.setLimits(limits, null);
  expect(history.facts()).toMatchObject({ storage: 'memory', span: { fromMilliseconds: 298_000 } });
  await vi.waitFor(() => expect(stat(disk.directory)).rejects.toThrow('ENOENT'), 60_000);
});

test('what is being read is not removed under its reader', async () => {
  add(history, 0, 20_000);
  await onDisk();
  const [group] = history.between({ fromMilliseconds: 0, untilMilliseconds: 1000 });
  const release = group?.hold();
  history.setLimits(limits, null);
  expect((await group?.packets())?.length).toBe(20);
  release?.();
  await vi.waitFor(async () => expect(await files()).toEqual([]), 60_000);
  await expect(group?.packets()).rejects.toThrow('does not have it any more');
});

test('removes what a killed process left behind, and nothing of it stays after the end', async () => {
  await mkdir(join(disk.directory, 'old'), { recursive: true });
  await writeFile(join(disk.directory, 'old', 'old.segment'), 'old');
  add(history, 0, 20_000);
  await onDisk();
  expect(await files()).toHaveLength(1);
  expect(await readdir(disk.directory)).not.toContain('old');
  await history.close();
  await expect(stat(disk.directory)).rejects.toThrow();
});

describe('a disk that fails: memory does instead, and it is told', () => {
  test('full of other things, from the beginning', async () => {
    add(history, 0, 20_000);
    history.setLimits(limits, { ...disk, minimumFreeBytes: 1e15 });
    await vi.waitFor(() => expect(reports).toEqual([expect.objectContaining({ code: 'ENOSPC' })]), 60_000);
    add(history, 20_000, 40_000);
    expect(history.facts()).toMatchObject({ storage: 'memory', span: { fromMilliseconds: 0, untilMilliseconds: 39_900 } });
    await vi.waitFor(async () => expect(await files()).toEqual([]), 60_000);
    await onDisk();
    expect(history.facts()).toMatchObject({ storage: 'disk', span: { fromMilliseconds: 0 } });
    expect(reports.at(-1)).toBeNull();
  });

  test('gone while it is written', async () => {
    add(history, 0, 20_000);
    await onDisk();
    await rename(disk.directory, `${disk.directory} elsewhere`);
    add(history, 20_000, 40_000);
    await vi.waitFor(() => expect(reports).toEqual([null, expect.objectContaining({ code: 'ENOENT' })]), 60_000);
    expect(history.facts()).toMatchObject({ storage: 'memory', span: { untilMilliseconds: 39_900 } });
    expect((await history.upTo(30_000))?.pictures).toHaveLength(1);
  });

  test('does not give back what was written', async () => {
    add(history, 0, 20_000);
    await onDisk();
    const [name = ''] = await files();
    await truncate(join(disk.directory, name), 10);
    expect(await history.upTo(5000)).toBeNull();
    expect(reports).toEqual([null, expect.objectContaining({ code: 'EIO' })]);
    expect(history.facts().storage).toBe('memory');
  });
});

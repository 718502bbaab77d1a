import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SoundBuffer } from '../../../main/media/sound/sound-buffer.ts';
import { frameMilliseconds, silentFrame } from '../../../main/media/sound/sound-frame.ts';
import { findClip, saveClip } from '../../../main/media-process/clip.ts';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { OpenClips } from '../../../main/media-process/open-clips.ts';
import { VideoHistory } from '../../../main/media-process/video-history.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { videoFacts } from '../../support/video-facts.ts';

Log.setLevel(AV_LOG_QUIET);

const jpegs = await smallJpegs(8);
const limits = { keptMilliseconds: 600_000, mostBytes: 1e9 };
const intervalMilliseconds = 100;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let video: JpegVideo;
let history: VideoHistory;
let heard: SoundBuffer;
const clips = new OpenClips();

beforeEach(async () => {
  directory = await temporaryDirectory();
  video = new JpegVideo({ frameRate: 10, bitrateKbps: 500, size: null, allowHardware: false }, 0);
  history = new VideoHistory(limits, () => {}, 0);
  heard = new SoundBuffer(600_000);
  video.subscribe(history.add);
});

afterEach(async () => {
  video.close();
  await history.close();
  await directory[Symbol.asyncDispose]();
});

function encode(fromMilliseconds: number, untilMilliseconds: number): void {
  for (let at = fromMilliseconds; at < untilMilliseconds; at += intervalMilliseconds) {
    video.encode(jpegs[(at / intervalMilliseconds) % jpegs.length] ?? Buffer.alloc(0), at, at / intervalMilliseconds + 1);
  }
}

async function read(clipId: string, sizeBytes: number, fromBytes = 0): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let positionBytes = fromBytes; positionBytes < sizeBytes;) {
    const piece = await clips.read({ clipId, positionBytes });
    if (piece === null) {
      throw new Error(`nothing at ${positionBytes}`);
    }
    pieces.push(piece);
    positionBytes += piece.length;
  }
  return Buffer.concat(pieces);
}

describe.each(['memory', 'disk'] as const)('from %s', (storage) => {
  async function fill(): Promise<void> {
    encode(0, 20_000);
    if (storage === 'disk') {
      const disk = { directory: join(directory.path, 'rewind'), mostBytes: 1e8, minimumFreeBytes: 0 };
      await vi.waitFor(() => {
        history.setLimits(limits, disk);
        expect(history.memory.newestMilliseconds - (history.memory.from(0)[0]?.captureMilliseconds ?? 0)).toBeLessThan(2000);
      }, 60_000);
    }
  }

  test('a clip has the length that it said, plays, and is the same from everywhere', async () => {
    await fill();
    const clip = await clips.open(history, heard, { fromMilliseconds: 5000, untilMilliseconds: 13_050 });
    if (clip === null) {
      throw new Error('there is no clip');
    }
    expect(clip).toMatchObject({ fromMilliseconds: 4000, untilMilliseconds: 13_050, isWhole: true });
    encode(20_000, 22_000);
    const whole = await read(clip.clipId, clip.sizeBytes);
    expect(whole).toHaveLength(clip.sizeBytes);
    for (const from of [1, 1000, Math.floor(clip.sizeBytes / 2), clip.sizeBytes - 1]) {
      expect((await read(clip.clipId, clip.sizeBytes, from)).equals(whole.subarray(from))).toBe(true);
    }
    expect(await clips.read({ clipId: clip.clipId, positionBytes: clip.sizeBytes })).toBeNull();
    const path = join(directory.path, 'clip.mp4');
    await writeFile(path, whole);
    const { times, keyframes, decodedCount, durationSeconds } = await videoFacts(path);
    expect(times).toEqual(Array.from({ length: 91 }, (_, index) => index / 10));
    expect([keyframes, decodedCount, durationSeconds]).toEqual([[0, 2, 4, 6, 8], 91, expect.closeTo(9.05, 3)]);
  });

  test('a saved part has the same pictures', async () => {
    await fill();
    const span = await findClip(history, { fromMilliseconds: 5000, untilMilliseconds: 13_050 });
    expect(span).toEqual({ fromMilliseconds: 4000, untilMilliseconds: 13_050 });
    const path = join(directory.path, 'saved.mp4');
    await writeFile(path, 'replaced');
    const saved = await saveClip(history, heard, { fromMilliseconds: 4000, untilMilliseconds: 13_050, path, minimumFreeBytes: 0 });
    expect(saved).toMatchObject({
      fromMilliseconds: 4000,
      untilMilliseconds: 13_050,
      facts: { frameCount: 91, durationMilliseconds: 9050 },
    });
    const { times, decodedCount, durationSeconds } = await videoFacts(path);
    expect([times, decodedCount]).toEqual([Array.from({ length: 91 }, (_, index) => index / 10), 91]);
    expect(Math.abs(durationSeconds - 9.05)).toBeLessThanOrEqual(0.051);
  });
});

test('a clip that is being read is whole, also where its sound is not kept any more', async () => {
  encode(0, 10_000);
  for (let number = 0; number * frameMilliseconds < 10_000; number += 1) {
    heard.add(number, Buffer.concat([silentFrame, Buffer.alloc(100)]));
  }
  const clip = await clips.open(history, heard, { fromMilliseconds: 0, untilMilliseconds: 8000 });
  const before = await read(clip?.clipId ?? '', clip?.sizeBytes ?? 0);
  heard.forget();
  const whole = await read(clip?.clipId ?? '', clip?.sizeBytes ?? 0);
  expect(whole.equals(before)).toBe(true);
  const path = join(directory.path, 'clip.mp4');
  await writeFile(path, whole);
  expect(await videoFacts(path)).toMatchObject({ decodedCount: 80 });
});

test('a clip from behind the end of the sound has no track for it', async () => {
  encode(0, 10_000);
  heard.add(Math.ceil(3900 / frameMilliseconds), silentFrame);
  const clip = await clips.open(history, heard, { fromMilliseconds: 4000, untilMilliseconds: 8000 });
  const whole = await read(clip?.clipId ?? '', clip?.sizeBytes ?? 0);
  expect(whole.includes('avc1')).toBe(true);
  expect(whole.includes('mp4a')).toBe(false);
});

test('what is gone from the history is gone, whatever is open', async () => {
  encode(0, 10_000);
  const clip = await clips.open(history, heard, { fromMilliseconds: 0, untilMilliseconds: 5000 });
  history.setLimits({ ...limits, keptMilliseconds: 1000 }, null);
  encode(10_000, 12_000);
  await expect(read(clip?.clipId ?? '', clip?.sizeBytes ?? 0)).rejects.toThrow('nothing at');
  expect(await clips.open(history, heard, { fromMilliseconds: 60_000, untilMilliseconds: 61_000 })).toBeNull();
  expect(
    await saveClip(history, heard, {
      fromMilliseconds: 0,
      untilMilliseconds: 5000,
      path: join(directory.path, 'none.mp4'),
      minimumFreeBytes: 0,
    }),
  ).toBeNull();
});

test('a clip that lasts longer than the history is not whole; only the newest stay open', async () => {
  encode(0, 4000);
  const span = { fromMilliseconds: 0, untilMilliseconds: 60_000 };
  const first = await clips.open(history, heard, span);
  expect(first).toMatchObject({ untilMilliseconds: 4000, isWhole: false });
  for (let count = 0; count < 16; count += 1) {
    await clips.open(history, heard, span);
  }
  expect(await clips.read({ clipId: first?.clipId ?? '', positionBytes: 0 })).toBeNull();
});

test('a part that the disk has no room for is refused before it is written', async () => {
  encode(0, 4000);
  const path = join(directory.path, 'saved.mp4');
  await writeFile(path, '');
  await expect(
    saveClip(history, heard, { fromMilliseconds: 0, untilMilliseconds: 4000, path, minimumFreeBytes: 1e15 }),
  ).rejects.toMatchObject({
    code: 'ENOSPC',
  });
});

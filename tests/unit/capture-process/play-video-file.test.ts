import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { expect, test } from 'vitest';
import { openEnteredFile } from '../../../main/files/entered-file.ts';
import { playVideoFile } from '../../../main/capture-process/play-video-file.ts';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { RecordingWriter } from '../../../main/media-process/recording-writer.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);

const jpegs = await smallJpegs(4);
const enough = new Error('enough');

/** Writes pictures taken at these times as H.264, with a container or without. */
async function writeVideo(path: string, captureMilliseconds: readonly number[], isRaw: boolean): Promise<void> {
  const video = new JpegVideo({ frameRate: 10, bitrateKbps: 500, size: null, allowHardware: false }, 0);
  await writeFile(path, '');
  const stream: Buffer[] = [];
  const writer = isRaw
    ? null
    : new RecordingWriter({
        path,
        frameRate: 10,
        pastBytes: 0,
        originMilliseconds: null,
        untilMilliseconds: null,
        sound: null,
        onWritten: () => {},
        onFailed: () => {},
      });
  video.subscribe((packet) => (writer === null ? stream.push(packet.annexB) : writer.write(packet)));
  captureMilliseconds.forEach((at, index) => video.encode(jpegs[index % jpegs.length]!, at, index + 1));
  video.drain();
  video.close();
  await (writer?.finish((captureMilliseconds.at(-1) ?? 0) + 100) ?? writeFile(path, Buffer.concat(stream)));
}

/** Plays until there are so many pictures: when each was written, and which it was, numbered by their first sight. */
async function play(path: string, count: number): Promise<{ atMilliseconds: number; picture: number }[]> {
  const clock = new ManualClock();
  const written: { atMilliseconds: number; picture: number }[] = [];
  const seen: Buffer[] = [];
  const write = (jpeg: Uint8Array): Promise<void> => {
    let picture = seen.findIndex((other) => other.equals(jpeg));
    if (picture === -1) {
      picture = seen.push(Buffer.from(jpeg)) - 1;
    }
    written.push({ atMilliseconds: Math.round(clock.monotonicMilliseconds()), picture });
    return written.length < count ? Promise.resolve() : Promise.reject(enough);
  };
  let isOver = false;
  const request = {
    kind: 'file',
    path,
    allowedDirectories: null,
    quality: 80,
    framesPerSecond: 10,
    mirrorLeftToRight: false,
    mirrorTopToBottom: false,
  } as const;
  await using file = await openEnteredFile(path, 'anywhere');
  if (file.kind === 'mjpeg') {
    throw new Error('not expected');
  }
  const over = playVideoFile(request, { path: file.path, kind: file.kind }, write, clock).finally(() => (isOver = true));
  over.catch(() => {});
  while (!isOver) {
    await turn();
    if (clock.pendingTimers > 0) {
      await clock.advance(1);
    }
  }
  await expect(over).rejects.toBe(enough);
  return written;
}

test('a video without a container, as rpicam-vid writes it, is opened again at its end, and goes on without a gap', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'raw.h264');
  await writeVideo(path, [0, 100, 200, 300], true);
  const played = await play(path, 12);
  expect(played.map(({ picture }) => picture)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
  expect(played.map(({ atMilliseconds }) => Math.round(atMilliseconds / 10) * 10)).toEqual([
    0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100,
  ]);
});

test('a picture that stands still is shown again each second, and the video goes on in its time', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'pauses.mp4');
  await writeVideo(path, [0, 100, 5100, 5200], false);
  const played = await play(path, 9);
  expect(played.map(({ picture }) => picture)).toEqual([0, 1, 1, 1, 1, 1, 2, 3, 0]);
  expect(played.map(({ atMilliseconds }) => Math.round(atMilliseconds / 10) * 10).slice(0, 8)).toEqual([
    0, 100, 1100, 2100, 3100, 4100, 5100, 5200,
  ]);
});

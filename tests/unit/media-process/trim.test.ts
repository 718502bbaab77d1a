import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { expect, test } from 'vitest';
import { packetsOf, probeVideoFile, toMilliseconds, withVideoFile } from '../../../main/ffmpeg/video-file.ts';
import { trimFile } from '../../../main/media-process/trim.ts';
import { decodeVideo } from '../../support/decode-video.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const footage = fileURLToPath(new URL('../../support/cat-visit-720p15.mp4', import.meta.url));

const keyframesOf = (path: string): Promise<number[]> =>
  withVideoFile(path, async (file, video) => {
    const found: number[] = [];
    for await (const packet of packetsOf(file, video)) {
      if (packet.isKeyframe) {
        found.push(toMilliseconds(packet.pts, video.timeBase));
      }
    }
    return found;
  });

test('a part begins with the keyframe before it, ends where it was asked to, and is nothing but that', async () => {
  await using directory = await temporaryDirectory();
  const whole = await probeVideoFile(footage);
  const keyframes = await keyframesOf(footage);
  const second = keyframes[1] ?? NaN;
  const outputPath = join(directory.path, 'part.mp4');
  const part = await trimFile({
    path: footage,
    fromMilliseconds: second + 200,
    untilMilliseconds: second + 1200,
    outputPath,
    minimumFreeBytes: 0,
  });
  expect(part.fromMilliseconds).toBe(Math.round(second));
  expect(part.facts.durationMilliseconds).toBeGreaterThanOrEqual(1200);
  expect(part.facts.durationMilliseconds).toBeLessThan(1400); // two pictures may be needed by one before them
  expect(part.facts.sizeBytes).toBeLessThan(whole.sizeBytes / 2);
  expect((await keyframesOf(outputPath))[0]).toBe(0);
  expect((await decodeVideo(outputPath)).pictures).toBe(part.facts.frameCount);
  expect(
    await withVideoFile(outputPath, async (file) => file.streams.some(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO)),
  ).toBe(false);
});

test('the source stays as it is, and nothing is left of a part that cannot be', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'source.mp4');
  await copyFile(footage, path);
  const before = await stat(path);
  const ask = (from: number, until: number, minimumFreeBytes = 0) =>
    trimFile({
      path,
      fromMilliseconds: from,
      untilMilliseconds: until,
      outputPath: join(directory.path, 'part.mp4'),
      minimumFreeBytes,
    });
  await expect(ask(0, 1000, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'ENOSPC' });
  await expect(ask(1000, 0)).rejects.toMatchObject({ code: 'ENODATA' });
  expect(await readdir(directory.path)).toEqual(['source.mp4']);
  await ask(0, 1000);
  expect(await stat(path)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
});

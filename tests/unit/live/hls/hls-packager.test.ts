import { expect, test } from 'vitest';
import { HlsPackager, firstNumbers } from '../../../../main/live/hls/hls-packager.ts';
import { HlsTimeline } from '../../../../main/live/hls/hls-timeline.ts';
import { SoundBuffer } from '../../../../main/media/sound/sound-buffer.ts';
import { frameMilliseconds, silentFrame } from '../../../../main/media/sound/sound-frame.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';

/** Where each track of a part begins, in ticks of its own. */
function beginnings(part: Buffer): number[] {
  const found: number[] = [];
  for (let at = part.indexOf('tfdt'); at !== -1 && at < part.indexOf('mdat'); at = part.indexOf('tfdt', at + 1)) {
    found.push(Number(part.readBigUInt64BE(at + 8)));
  }
  return found;
}

test('the sound of a video that goes on after a pause begins with its pictures, not before', async () => {
  const footage = await cameraH264(40, { keyframeEvery: 20 });
  const heard = new SoundBuffer(600_000);
  for (let number = 0; number < 60_000 / frameMilliseconds; number += 1) {
    heard.add(number, silentFrame);
  }
  const packager = new HlsPackager({
    keyframeMilliseconds: 2000,
    toWallMicroseconds: (milliseconds) => milliseconds * 1000,
    heard,
    timeline: new HlsTimeline({ mediaMilliseconds: 300_000, isContinued: true, discontinuitySequence: 0 }),
    next: firstNumbers,
  });
  const parts = footage.flatMap((picture, index) =>
    packager
      .add({ ...picture, captureMilliseconds: 50_000 + index * 100, sequence: index + 1, size: { widthPixels: 320, heightPixels: 180 } })
      .map(({ part }) => beginnings(part.bytes)),
  );
  expect(parts.length).toBeGreaterThan(3);
  const [[pictureMilliseconds = 0, soundSamples = 0] = []] = parts;
  expect(pictureMilliseconds).toBe(300_000);
  expect(soundSamples / 48).toBeGreaterThanOrEqual(300_000);
  expect(soundSamples / 48).toBeLessThan(300_000 + 2 * frameMilliseconds);
});

import { expect, it } from 'vitest';
import { MediaTimes } from '../../../main/relay-process/published-streams.ts';

const picture = (captureMilliseconds: number) => ({ annexB: Buffer.from([1]), isKeyframe: true, captureMilliseconds });
const sound = (firstSample: number) => ({ firstSample, data: Buffer.from([1]) });

it('counts pictures and sound from the first picture on, so that what was captured together is played together', () => {
  const times = new MediaTimes();
  const secondsOf = (medium: Parameters<MediaTimes['of']>[0]): number | null => {
    const time = times.of(medium);
    return time === null ? null : (Number(time.ticks) * time.base.num) / time.base.den;
  };
  expect([secondsOf(sound(0)), times.haveBegun]).toEqual([null, false]); // nothing is heard before it is seen
  expect([secondsOf(picture(5000)), times.haveBegun]).toEqual([0, true]);
  expect([secondsOf(picture(5250)), secondsOf(sound(5250 * 48))]).toEqual([0.25, 0.25]);
  expect([secondsOf(sound(4999 * 48)), secondsOf(sound(5250 * 48)), secondsOf(sound(5300 * 48))]).toEqual([null, null, 0.3]);
  // RTMP counts milliseconds.
  expect(secondsOf(picture(5250.2))).toBe(0.251);
});

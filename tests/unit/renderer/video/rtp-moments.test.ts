import { expect, test } from 'vitest';
import { withToldClock } from '../../../../main/webrtc-process/told-clock.ts';
import { captureMoment, readToldClock } from '../../../../renderer/video/rtp-moments.ts';

const wallMilliseconds = Date.UTC(2026, 10, 30, 12);
const dayMilliseconds = 86_400_000;

/** What a browser knows whose session began when the machine had run for so long. */
function told(captureMilliseconds: number) {
  const answer = withToldClock('v=0\r\nm=video 9\r\na=mid:0\r\na=sendonly\r\n', '0', { captureMilliseconds, wallMilliseconds });
  expect(answer).toMatch(/^v=0\r\nm=video 9\r\na=mid:0\r\na=ts-refclk:local\r\na=mediaclk:direct=\d+\r\na=sendonly\r\n$/);
  // It knows the time there by the second.
  return readToldClock(answer, { toldMilliseconds: wallMilliseconds - 700, heardMilliseconds: 5000 })!;
}

test.each([0, 4321, 40 * dayMilliseconds + 0.5])('a machine that has run for %d ms says when its pictures were captured', (ran) => {
  const clock = told(ran);
  for (const later of [0, 66.7, 13 * 3_600_000, 20 * dayMilliseconds]) {
    const timestamp = Math.round((ran + later) * 90) % 2 ** 32;
    expect(Math.abs(captureMoment(timestamp, clock, 5000 + later + 300) - (wallMilliseconds + later))).toBeLessThan(0.1);
  }
});

test('an answer that does not say it says nothing', () => {
  expect(readToldClock('v=0\r\nm=video 9\r\na=mediaclk:sender\r\n', { toldMilliseconds: 0, heardMilliseconds: 0 })).toBeUndefined();
  expect(withToldClock('v=0\r\n', '0', { captureMilliseconds: 1, wallMilliseconds })).toBe('v=0\r\n');
});

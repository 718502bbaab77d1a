import { expect, test } from 'vitest';
import { ProcessorShare } from '../../../main/detection/processor-share.ts';

test('over a while, work gets its share, and what was saved at once', () => {
  const share = new ProcessorShare(() => 0.5);
  let now = 0;
  let used = 0;
  let atOnce = 0;
  while (now < 60_000) {
    const wait = share.waitMilliseconds(now);
    now += wait;
    atOnce += used === atOnce * 200 && wait === 0 ? 1 : 0;
    share.used(200, now);
    used += 200;
  }
  expect(used / now).toBeGreaterThan(0.48);
  expect(used / now).toBeLessThan(0.53);
  expect(atOnce).toBe(6);
});

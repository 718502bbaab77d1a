import { expect, it } from 'vitest';
import { ReportWatch } from '../../../main/relay-process/report-watch.ts';

it('takes three seconds of silence for the end where reports came every second, and waits for those that come more seldom', () => {
  const often = new ReportWatch();
  often.begin(0);
  expect(often.isSilent(9999)).toBe(false); // it may not have begun to tell
  expect(often.isSilent(10_001)).toBe(true);
  [100, 1100, 2100].forEach((at) => often.heard(at));
  expect([often.isSilent(5100), often.isSilent(5101)]).toEqual([false, true]);

  const seldom = new ReportWatch();
  seldom.begin(0);
  [0, 2500].forEach((at) => seldom.heard(at));
  expect([seldom.isSilent(10_000), seldom.isSilent(10_001)]).toEqual([false, true]);
});

import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** A Raspberry Pi slows down from 80 °C, and is at its limit at 85 °C (Raspberry Pi documentation, "Frequency management and thermal control"). */
const warmDegrees = 75;
const hotDegrees = 80;
const advice = 'Give it air: a heat sink or a fan, a more open case, and no sun.';

export const checkTemperature: Check = async ({ machine }) => {
  const zones = (await machine.list('/sys/class/thermal')).filter((name) => name.startsWith('thermal_zone'));
  const degrees = (await Promise.all(zones.map((zone) => machine.text(`/sys/class/thermal/${zone}/temp`))))
    .flatMap((text) => (text === null || text.trim() === '' ? [] : [Number(text) / 1000]))
    .filter((value) => value > -40 && value < 150);
  if (degrees.length === 0) {
    return ok('This machine does not tell its temperature.');
  }
  const hottest = Math.max(...degrees);
  const summary = `The processor is at ${hottest.toFixed(1)} °C.`;
  return hottest >= hotDegrees ? problem(`${summary} It slows down to protect itself.`, advice) : hottest >= warmDegrees ? warning(summary, advice) : ok(summary);
};

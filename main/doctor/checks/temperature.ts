import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** A Raspberry Pi slows down from 80 °C, and is at its limit at 85 °C (Raspberry Pi documentation, "Frequency management and thermal control"). */
const warmDegrees = 75;
const hotDegrees = 80;

export const checkTemperature: Check = async ({ machine }) => {
  const zones = (await machine.list('/sys/class/thermal')).filter((name) => name.startsWith('thermal_zone'));
  const degrees = (await Promise.all(zones.map((zone) => machine.text(`/sys/class/thermal/${zone}/temp`))))
    .flatMap((text) => (text === null || text.trim() === '' ? [] : [Number(text) / 1000]))
    .filter((value) => value > -40 && value < 150);
  if (degrees.length === 0) {
    return ok(sentence('temperature_unknown'));
  }
  const hottest = Math.max(...degrees);
  const summary = sentence('temperature', { degrees: hottest });
  const advice = sentence('heat_advice');
  return hottest >= hotDegrees
    ? problem([summary, sentence('temperature_too_hot')], advice)
    : hottest >= warmDegrees
      ? warning(summary, advice)
      : ok(summary);
};

import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Bits of `vcgencmd get_throttled`, the same again 16 higher for "since the start" (Raspberry Pi documentation, "vcgencmd"). */
const conditions = [
  { bit: 0, now: 'undervoltage_now', before: 'undervoltage_before' },
  { bit: 1, now: 'frequency_capped_now', before: 'frequency_capped_before' },
  { bit: 2, now: 'throttled_now', before: 'throttled_before' },
  { bit: 3, now: 'soft_limit_now', before: 'soft_limit_before' },
] as const;

const undervoltage = 1 | (1 << 16);

export const checkPower: Check = async ({ machine }) => {
  const answer = await machine.run('vcgencmd', 'get_throttled');
  if (answer === null) {
    return ok(sentence('power_unknown'));
  }
  const bits = Number(/^throttled=(0x[0-9a-f]+)$/im.exec(answer.text)?.[1]);
  if (!Number.isInteger(bits)) {
    return warning(sentence(answer.wasCutOff ? 'power_no_answer' : 'power_not_told'), sentence('power_not_told_advice'));
  }
  const now = conditions.filter(({ bit }) => (bits >> bit) & 1);
  const before = conditions.filter(({ bit }) => (bits >> (bit + 16)) & 1 && !((bits >> bit) & 1));
  const advice = (bits & undervoltage) !== 0 ? sentence('power_supply_advice') : sentence('heat_advice');
  const hexadecimal = `0x${bits.toString(16)}`;
  if (now.length > 0) {
    return problem(sentence('power_now', { conditions: now.map((condition) => condition.now), bits: hexadecimal }), advice);
  }
  return before.length > 0
    ? warning(sentence('power_before', { conditions: before.map((condition) => condition.before), bits: hexadecimal }), advice)
    : ok(sentence('power_fine'));
};

import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Bits of `vcgencmd get_throttled`, the same again 16 higher for "since the start" (Raspberry Pi documentation, "vcgencmd"). */
const conditions = [
  { bit: 0, now: 'the supply voltage is too low', before: 'the supply voltage was too low' },
  { bit: 1, now: 'the processor may not run at full speed', before: 'the processor was not allowed to run at full speed' },
  { bit: 2, now: 'the processor is slowed down', before: 'the processor was slowed down' },
  { bit: 3, now: 'the soft temperature limit is reached', before: 'the soft temperature limit was reached' },
] as const;

const undervoltage = 1 | (1 << 16);
const supplyAdvice = 'Use the power supply made for this Raspberry Pi and a short, thick cable, and take USB devices off or put them on a hub with its own supply.';
const heatAdvice = 'Give it air: a heat sink or a fan, a more open case, and no sun.';

export const checkPower: Check = async ({ machine }) => {
  const answer = await machine.run('vcgencmd', 'get_throttled');
  if (answer === null) {
    return ok('This machine does not tell about its power supply: there is no vcgencmd.');
  }
  const bits = Number(/^throttled=(0x[0-9a-f]+)$/im.exec(answer.text)?.[1]);
  if (!Number.isInteger(bits)) {
    return warning(
      answer.wasCutOff ? 'The firmware gave no answer about the power supply in time.' : 'The firmware says nothing about the power supply.',
      'Run "vcgencmd get_throttled" by hand; its user has to be in the group video ("sudo usermod -aG video USER", then log in again).',
    );
  }
  const now = conditions.filter(({ bit }) => (bits >> bit) & 1);
  const before = conditions.filter(({ bit }) => (bits >> (bit + 16)) & 1 && !((bits >> bit) & 1));
  const advice = (bits & undervoltage) !== 0 ? supplyAdvice : heatAdvice;
  const code = `0x${bits.toString(16)}`;
  if (now.length > 0) {
    return problem(`Now ${now.map((condition) => condition.now).join(', and ')} (${code}).`, advice);
  }
  return before.length > 0 ? warning(`Since the start ${before.map((condition) => condition.before).join(', and ')} (${code}).`, advice) : ok('The supply voltage is right and the processor runs at full speed.');
};

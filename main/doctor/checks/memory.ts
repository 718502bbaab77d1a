import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const scarceMegabytes = 150;
const tooLittleMegabytes = 60;

/** By `/proc/meminfo`, proc_meminfo(5). */
export const checkMemory: Check = async ({ machine }) => {
  const text = (await machine.text('/proc/meminfo')) ?? '';
  const megabytes = (name: string): number => Math.round((Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024) / 1e6);
  const available = megabytes('MemAvailable');
  const total = megabytes('MemTotal');
  if (!Number.isFinite(available) || !Number.isFinite(total)) {
    return warning(sentence('memory_unknown'), sentence('memory_unknown_advice'));
  }
  const summary = sentence('memory_available', { available, total });
  const advice = sentence('memory_advice');
  return available < tooLittleMegabytes ? problem(summary, advice) : available < scarceMegabytes ? warning(summary, advice) : ok(summary);
};

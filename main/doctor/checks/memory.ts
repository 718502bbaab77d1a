import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const scarceMegabytes = 150;
const tooLittleMegabytes = 60;
const advice = 'End other programs, or lower camera.resolution and recording.rewind_minutes.';

/** By `/proc/meminfo`, proc_meminfo(5). */
export const checkMemory: Check = async ({ machine }) => {
  const text = (await machine.text('/proc/meminfo')) ?? '';
  const megabytes = (name: string): number => Math.round((Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024) / 1e6);
  const available = megabytes('MemAvailable');
  if (!Number.isFinite(available)) {
    return warning('The system does not say how much memory there is.', 'See whether /proc is mounted and /proc/meminfo can be read.');
  }
  const summary = `${available} of ${megabytes('MemTotal')} MB of memory are available.`;
  return available < tooLittleMegabytes ? problem(summary, advice) : available < scarceMegabytes ? warning(summary, advice) : ok(summary);
};

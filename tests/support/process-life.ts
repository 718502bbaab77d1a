import { readdirSync, readFileSync } from 'node:fs';

/** Whether the process exists and is more than a zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes that this one started and that are alive (proc(5): the fourth field of `stat` is the parent). */
export function childrenOf(pid: number): number[] {
  const isChild = (child: number): boolean => {
    try {
      return Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${child}/stat`, 'utf8'))?.[1]) === pid && isAlive(child);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(isChild);
}

/** What the process was started with, in one line; empty when it has ended. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

import { readdirSync, readFileSync } from 'node:fs';

/** Runs or waits for the processor, or waits for a disk: proc_pid_stat(5). */
const atWork = /^[RD]/;

/**
 * Whether a process has something in hand that takes its time, as opposed to
 * one that is stopped or waits for somebody: a slow encoder on a busy machine
 * is no hung one. False where there is no such process, or no /proc.
 */
export function isAtWork(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).some((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
      // The field before, the thread's name in parentheses, may hold spaces and parentheses itself.
      return atWork.test(stat.slice(stat.lastIndexOf(')') + 2));
    });
  } catch {
    return false;
  }
}

import { readFileSync } from 'node:fs';

/** Names one process for good: process ids are used again, start times and boots are not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks from boot to its start: field 22 of `/proc/<pid>/stat`, see proc_pid_stat(5). */
  readonly startTicks: number;
  /** Of the kernel that runs it, from `/proc/sys/kernel/random/boot_id`. */
  readonly bootId: string;
}

/** Undefined when no such process runs. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field, the program's name in parentheses, may hold spaces and parentheses itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; only its parent has not noticed.
  if (state === 'Z' || state === 'X') {
    return undefined;
  }
  const startTicks = Number(fields[18]);
  return { pid, startTicks, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() };
}

export function isRunning(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid);
  return now?.startTicks === identity.startTicks && now.bootId === identity.bootId;
}

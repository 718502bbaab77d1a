import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, the unit of the times in /proc, is 100 on every Linux that runs Node. */
const millisecondsPerTick = 10;

/** Fields of /proc/<pid>/stat from the third on (proc_pid_stat(5)): the second may hold spaces and brackets. */
function statFields(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** CPU time that all threads of a process have used, in user and kernel mode. */
export function cpuMilliseconds(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
}

/** Resident memory of a process (VmRSS), in megabytes of 10^6 bytes. */
export function residentMegabytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}

/** A process and everything below it, by their parents. */
export function processTree(rootPid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(statFields(Number(name))[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // it ended meanwhile
    }
  }
  const tree = [rootPid];
  for (const pid of tree) {
    tree.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** CPU time that the whole machine has spent working since it started, over all cores. */
export function machineBusyMilliseconds(): number {
  const [, user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'latin1').split('\n', 1)[0] as string)
    .split(/ +/)
    .map(Number);
  return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0)) * millisecondsPerTick;
}

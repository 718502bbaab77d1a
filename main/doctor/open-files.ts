import type { Machine } from '../system/machine.ts';

/** A running process. */
export interface ProcessName {
  readonly pid: number;
  /** As in `/proc/<pid>/comm`: at most 15 characters; a question mark where that cannot be read. */
  readonly name: string;
}

/**
 * The processes that have one of these files open, by what `/proc/<pid>/fd` says: `/dev/video0`,
 * `socket:[12345]`. Those of other users are seen by root alone.
 */
export async function processesWithOpen(machine: Machine, files: ReadonlySet<string>): Promise<ProcessName[]> {
  if (files.size === 0) {
    return [];
  }
  const found: ProcessName[] = [];
  for (const pid of (await machine.list('/proc')).filter((name) => /^\d+$/.test(name))) {
    const directory = `/proc/${pid}/fd`;
    const links = await Promise.all((await machine.list(directory)).map((name) => machine.link(`${directory}/${name}`)));
    if (links.some((link) => link !== null && files.has(link))) {
      found.push({ pid: Number(pid), name: ((await machine.text(`/proc/${pid}/comm`)) ?? '?').trim() });
    }
  }
  return found;
}

/** Whether a process is this one or descends from it. */
export async function belongsTo(machine: Machine, pid: number, ancestor: number): Promise<boolean> {
  for (let current = pid, depth = 0; current > 1 && depth < 64; depth += 1) {
    if (current === ancestor) {
      return true;
    }
    const status = (await machine.text(`/proc/${current}/status`)) ?? '';
    current = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
  }
  return false;
}

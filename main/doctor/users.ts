import type { Machine } from '../system/machine.ts';

/** Who runs this, as far as permissions depend on it. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly isRoot: boolean;
  /** Names of the groups that this process is in; a group joined since the last log-in does not count. */
  readonly groups: ReadonlySet<string>;
  /** Whether it may listen on ports that are kept for the system. */
  readonly mayUseEveryPort: boolean;
}

/** CAP_NET_BIND_SERVICE in linux/capability.h. */
const bindServiceBit = 10n;

/** From `/proc/self/status`, proc_pid_status(5). */
export async function currentUser(machine: Machine): Promise<User> {
  const status = (await machine.text('/proc/self/status')) ?? '';
  const field = (name: string): string[] => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.trim().split(/\s+/) ?? [];
  const id = Number(field('Uid')[1] ?? 0);
  const ids = [...field('Gid').slice(1, 2), ...field('Groups')].map(Number);
  const names = await groupNames(machine);
  const capabilities = BigInt(`0x${field('CapEff')[0] ?? '0'}`);
  return {
    id,
    name: await userName(machine, id),
    isRoot: id === 0,
    groups: new Set(ids.map((group) => names.get(group) ?? String(group))),
    mayUseEveryPort: ((capabilities >> bindServiceBit) & 1n) === 1n,
  };
}

/** The name in `/etc/passwd`, or the number where there is none. */
export async function userName(machine: Machine, id: number): Promise<string> {
  return (await namesIn(machine, '/etc/passwd')).get(id) ?? String(id);
}

export const groupNames = (machine: Machine): Promise<Map<number, string>> => namesIn(machine, '/etc/group');

/** passwd(5) and group(5) both begin with a name, a password and a number. */
async function namesIn(machine: Machine, file: string): Promise<Map<number, string>> {
  const lines = ((await machine.text(file)) ?? '').split('\n').map((line) => line.split(':'));
  return new Map(lines.filter((fields) => fields.length > 2).map(([name = '', , id]) => [Number(id), name]));
}

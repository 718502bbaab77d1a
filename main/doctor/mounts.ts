import type { Machine } from '../system/machine.ts';

export interface Mount {
  readonly type: string;
  readonly isReadOnly: boolean;
}

/** The file system that a path is on, by `/proc/self/mountinfo`; proc_pid_mountinfo(5). Null when that cannot be told. */
export async function mountOf(machine: Machine, path: string): Promise<Mount | null> {
  let found: (Mount & { point: string }) | null = null;
  for (const line of ((await machine.text('/proc/self/mountinfo')) ?? '').split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , , escapedPoint = '', options = ''] = before.split(' ');
    const [type = '', , superOptions = ''] = after.split(' ');
    const point = escapedPoint.replace(/\\([0-7]{3})/g, (_whole, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const holdsPath = point === '/' || path === point || path.startsWith(`${point}/`);
    // A later mount at the same place covers an earlier one.
    if (point !== '' && holdsPath && (found === null || point.length >= found.point.length)) {
      found = { point, type, isReadOnly: [options, superOptions].some((list) => list.split(',').includes('ro')) };
    }
  }
  return found;
}

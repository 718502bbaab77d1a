import { expect } from './report.ts';

/** What a service unit says, by key; a key given several times has several values (systemd.syntax(7)). */
export type Unit = ReadonlyMap<string, readonly string[]>;

export function parseUnit(text: string): Unit {
  const unit = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      unit.set(key, [...(unit.get(key) ?? []), value]);
    }
  }
  return unit;
}

export function only(unit: Unit, key: string): string {
  const [value, ...more] = unit.get(key) ?? [];
  expect(value !== undefined && more.length === 0, `The unit has not exactly one ${key}.`);
  return value;
}

/**
 * The shell command that runs the unit as systemd would, as far as that is possible without it: user, groups,
 * environment, umask, state directory, watchdog and notification, but none of the hardening.
 */
export function unitCommand(unit: Unit, notifySocket: string, more: Readonly<Record<string, string>> = {}): string {
  const user = only(unit, 'User');
  const groups = [only(unit, 'Group'), ...only(unit, 'SupplementaryGroups').split(' ')].join(',');
  const identity = `setpriv --reuid=${user} --regid=${only(unit, 'Group')} --groups=${groups} --no-new-privs --bounding-set=-all --inh-caps=-all`;
  const state = `/var/lib/${only(unit, 'StateDirectory')}`;
  const environment = [
    ...(unit.get('Environment') ?? []),
    `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin`,
    `HOME=${state}`,
    `USER=${user}`,
    'LANG=C.UTF-8',
    `STATE_DIRECTORY=${state}`,
    `NOTIFY_SOCKET=${notifySocket}`,
    `WATCHDOG_USEC=${Number(only(unit, 'WatchdogSec')) * 1e6}`,
    ...Object.entries(more).map(([name, value]) => `${name}=${value}`),
  ].join(' ');
  return `umask ${only(unit, 'UMask')}; cd ${only(unit, 'WorkingDirectory')}; ${identity} ${only(unit, 'ExecCondition')} && exec ${identity} env -i ${environment} ${only(unit, 'ExecStart')}`;
}

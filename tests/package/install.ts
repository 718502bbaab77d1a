import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { expect, type Report } from './report.ts';
import { readShared } from './service.ts';

/** In the place of systemctl: writes down what it is asked, and has the real one do what it can without a running systemd. */
const systemctl = `#!/bin/sh
echo "$*" >> /run/check/systemctl.log
case "$*" in
  *enable* | *disable* | *get-default*) SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl.real "$@" ;;
esac
exit 0
`;

/** Lets the maintainer scripts believe that systemd runs, and remembers what they want of it. */
export async function pretendSystemd(machine: Machine): Promise<void> {
  await writeFile(join(machine.shared, 'systemctl'), systemctl);
  await writeFile(join(machine.shared, 'systemctl.log'), '');
  await machine.shell(
    'mkdir -p /run/systemd/system; mv /usr/bin/systemctl /usr/bin/systemctl.real; install -m 755 /run/check/systemctl /usr/bin/systemctl',
  );
}

export async function systemdWasAsked(machine: Machine): Promise<string[]> {
  const asked = (await readShared(machine, 'systemctl.log'))
    .trim()
    .split('\n')
    .filter((line) => line.includes('petlog'));
  await writeFile(join(machine.shared, 'systemctl.log'), '');
  return asked;
}

/** `apt install ./petlog.deb`, as anybody does it. */
export async function install(machine: Machine, path: string): Promise<void> {
  await copyFile(path, join(machine.shared, 'petlog.deb'));
  // Enter, where dpkg asks what to do with a configuration that both its owner and the new package changed: it keeps the owner's.
  await machine.shell('apt-get update -qq && echo | apt-get install -y -q --no-install-recommends /run/check/petlog.deb', {
    withNetwork: true,
    timeoutSeconds: 3600,
  });
}

/** Whatever a package leaves behind is here. */
const traces =
  'find /etc /opt /usr /var/lib /var/log /run/user -iname "*petlog*" -not -path "/var/lib/dpkg/*" -not -path "/var/cache/*" 2> /dev/null || true';

/** Removes and purges, with recordings there: they stay, unless somebody said before that they go. */
export async function checkPurge(report: Report, machine: Machine): Promise<void> {
  await machine.shell('install -d -o petlog /var/lib/petlog/recordings; echo x > /var/lib/petlog/recordings/kept.mp4');
  await report.check('remove takes the application, and leaves configuration and recordings', async () => {
    await systemdWasAsked(machine);
    await machine.shell('apt-get remove -y -q petlog');
    await machine.shell(
      'test ! -e /opt/PetLog && test ! -e /usr/bin/petlog && test -e /etc/petlog/config.yaml && test -e /var/lib/petlog/recordings/kept.mp4',
    );
    const asked = await systemdWasAsked(machine);
    expect(
      asked.some((line) => line.includes('stop')),
      `The service was not stopped: ${asked.join('; ')}`,
    );
    return undefined;
  });
  await report.check('purge keeps recordings when nobody can be asked', async () => {
    await machine.shell('apt-get purge -y -q petlog');
    const left = (await machine.shell(traces))
      .trim()
      .split('\n')
      .filter((path) => !path.startsWith('/var/lib/petlog'));
    expect(left.length === 0, `Left behind:\n${left.join('\n')}`);
    await machine.shell('test -e /var/lib/petlog/recordings/kept.mp4 && getent passwd petlog');
    return undefined;
  });
  await report.check('purge removes recordings when that was answered before', async () => {
    await machine.shell('apt-get install -y -q --no-install-recommends /run/check/petlog.deb', { withNetwork: true });
    await machine.shell('echo "petlog petlog/remove-recordings boolean true" | debconf-set-selections; apt-get purge -y -q petlog');
    const left = (await machine.shell(traces)).trim();
    expect(left === '', `Left behind:\n${left}`);
    await machine.shell('! getent passwd petlog');
    return undefined;
  });
}

import type { Machine } from './machine.ts';
import { expect, type Report } from './report.ts';
import type { System } from './roots.ts';

const rules = '/usr/lib/udev/rules.d/60-petlog-backlight.rules';

/** There is no screen here: what the rule has udev do is done to files that look like one. */
export async function checkBacklight(report: Report, machine: Machine, { suite }: System): Promise<void> {
  await report.check('the group video, and nobody else, may set the backlight', async () => {
    const text = await machine.shell(`cat ${rules}`);
    const commands = [...text.matchAll(/RUN\+="([^"]+)"/g)].map(([, command = '']) => command.replaceAll('%S%p', '/run/backlight'));
    expect(commands.length > 0, `The rule runs nothing: ${text}`);
    await machine.shell(
      `install -d /run/backlight; echo 200 > /run/backlight/brightness; chmod 644 /run/backlight/brightness; ${commands.join('; ')}`,
    );
    const set = (group: string): Promise<{ code: number }> =>
      machine.tryShell(`setpriv --reuid=1234 --regid=1234 --groups=${group} sh -c 'echo 20 > /run/backlight/brightness'`);
    expect((await set('video')).code === 0, 'The group video may not.');
    expect((await set('users')).code !== 0, 'Others may too.');
    return commands.join('; ');
  });
  if (suite === 'bookworm') {
    report.notRun('the syntax of the rule', "Debian 12's udevadm cannot verify; Debian 13's does");
    return;
  }
  await report.check('udev understands the rule', async () => {
    await machine.shell('apt-get install -y -q --no-install-recommends udev', { withNetwork: true });
    return (await machine.shell(`udevadm verify ${rules}`)).trim();
  });
}

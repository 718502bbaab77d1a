/**
 * Checks the stand-in packages in dist/ from their files to their purge: "npm run dist:check". It takes root,
 * debootstrap, lintian, shellcheck, socat, curl, ffmpeg and desktop-file-utils; with piuparts it checks more.
 * Arguments choose among `files`, `reproducible`, `bookworm-amd64`, `trixie-amd64` and `trixie-arm64`.
 */
import { checkFiles, checkSources, findPackage } from './files.ts';
import { checkPurge, install, pretendSystemd, systemdWasAsked } from './install.ts';
import { Machine } from './machine.ts';
import { checkMode } from './mode.ts';
import { checkWithPiuparts } from './piuparts.ts';
import { run } from './programs.ts';
import { expect, Report } from './report.ts';
import { checkReproducible } from './reproducible.ts';
import { emulateArm64, type System } from './roots.ts';
import { checkBacklight } from './backlight.ts';
import { checkService, checkShippedConfiguration } from './service-checks.ts';
import { checkUpgrade } from './upgrade.ts';

const systems: readonly System[] = [
  { suite: 'bookworm', architecture: 'amd64' },
  { suite: 'trixie', architecture: 'amd64' },
  { suite: 'trixie', architecture: 'arm64' },
];
const needed = [
  'debootstrap',
  'lintian',
  'shellcheck',
  'socat',
  'curl',
  'ffmpeg',
  'ffprobe',
  'desktop-file-validate',
  'systemd-analyze',
  'unshare',
  'nsenter',
  'man',
];

const report = new Report();
const chosen = process.argv.slice(2);
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
process.exitCode = await main();

async function main(): Promise<number> {
  const missing = [];
  for (const program of needed) {
    if ((await run('sh', ['-c', `command -v ${program}`])).code !== 0) {
      missing.push(program);
    }
  }
  if (missing.length > 0 || process.getuid?.() !== 0) {
    process.stderr.write(missing.length > 0 ? `Missing here: ${missing.join(', ')}.\n` : 'It takes root, for Debian roots of their own.\n');
    return 1;
  }
  if (isChosen('files')) {
    report.group('Sources');
    await checkSources(report);
    for (const architecture of ['amd64', 'arm64'] as const) {
      report.group(`Package for ${architecture}`);
      await checkFiles(report, await findPackage(architecture));
    }
  }
  if (isChosen('reproducible')) {
    report.group('Reproducible');
    await checkReproducible(report);
  }
  for (const system of systems.filter(({ suite, architecture }) => isChosen(`${suite}-${architecture}`))) {
    const stopEmulating = system.architecture === 'arm64' ? await emulateArm64() : async (): Promise<void> => {};
    try {
      await checkSystem(system);
    } finally {
      await stopEmulating();
    }
  }
  return report.end();
}

async function checkSystem(system: System): Promise<void> {
  const isEmulated = system.architecture === 'arm64' && process.arch !== 'arm64';
  report.group(`Debian ${system.suite}, ${system.architecture}${isEmulated ? ', emulated' : ''}`);
  const recordSeconds = isEmulated ? 20 : 5;
  const newest = await findPackage(system.architecture);
  const machine = await Machine.start(system);
  try {
    await pretendSystemd(machine);
    const isInstalled = await report.check('apt installs it, with what it depends on', async () => {
      await install(machine, newest);
      const asked = await systemdWasAsked(machine);
      expect(
        asked.some((line) => /\bstart\b/.test(line)),
        `The service was not started: ${asked.join('; ')}`,
      );
      return `petlog ${(await machine.shell('petlog --version')).trim()}`;
    });
    if (!isInstalled) {
      return;
    }
    await report.check('the service has its own user, state directory and links', async () => {
      await machine.shell(
        'id -nG petlog | grep -qw video && id -nG petlog | grep -qw render && test "$(stat -c %U:%a /var/lib/petlog)" = petlog:750 && test "$(petlog mode)" = service',
      );
      await machine.shell('test -L /etc/systemd/system/multi-user.target.wants/petlog.service');
      return undefined;
    });
    await checkShippedConfiguration(report, machine);
    await checkService(report, machine, { recordSeconds, isEmulated });
    await report.check('configuring it again changes nothing', async () => {
      const state = 'find /etc /var/lib/petlog /usr/bin -iname "*petlog*" -printf "%p %m %u %s\\n" | sort; cat /etc/petlog/mode; id petlog';
      const before = await machine.shell(state);
      await machine.shell(
        'dpkg-reconfigure petlog; DPKG_MAINTSCRIPT_PACKAGE=petlog DPKG_MAINTSCRIPT_NAME=postinst /var/lib/dpkg/info/petlog.postinst configure 0.0.1',
      );
      expect((await machine.shell(state)) === before, 'Something changed.');
      return undefined;
    });
    if (isEmulated) {
      report.notRun('who has the camera', 'the scripts are the same on all architectures');
    } else {
      await checkMode(report, machine);
    }
    if (isEmulated) {
      report.notRun('the backlight of a screen', 'the rule is the same on all architectures');
    } else {
      await checkBacklight(report, machine, system);
    }
    await checkPurge(report, machine);
    await checkUpgrade(report, machine, { system, newest, recordSeconds });
    if (isEmulated) {
      report.notRun('piuparts', 'the maintainer scripts are the same on all architectures');
    } else {
      await checkWithPiuparts(report, system, newest);
    }
    report.notRun(
      "the unit's hardening and its restart by systemd",
      'no systemd runs in these roots; its user, groups, command line, environment and watchdog are what ran',
    );
    report.notRun('the window', 'the stand-in has no Chromium');
  } finally {
    await machine.close();
  }
}

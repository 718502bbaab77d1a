import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkClock } from '../../../main/doctor/checks/clock.ts';
import { checkConfiguration } from '../../../main/doctor/checks/configuration.ts';
import { checkDisk } from '../../../main/doctor/checks/disk.ts';
import { checkMemory } from '../../../main/doctor/checks/memory.ts';
import { checkPower } from '../../../main/doctor/checks/power.ts';
import { checkService } from '../../../main/doctor/checks/service.ts';
import { checkTemperature } from '../../../main/doctor/checks/temperature.ts';
import { checkVersions } from '../../../main/doctor/checks/versions.ts';
import type { Finding } from '../../../main/doctor/finding.ts';
import type { Check } from '../../../main/doctor/subject.ts';
import { fakeMachine, type FakeMachineOptions, raspberryPi4 } from '../../support/fake-machine.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function find(check: Check, options: FakeMachineOptions = {}): Promise<Finding> {
  await using machine = await fakeMachine(options);
  const finding = await check(machine.subject);
  return { ...finding, summary: finding.summary.replaceAll(machine.root, '') };
}

const hangs = 'exec /bin/sleep 60';

describe('memory', () => {
  const memory = (availableKilobytes: number): FakeMachineOptions => ({
    files: { '/proc/meminfo': `MemTotal:         945312 kB\nMemFree:           10000 kB\nMemAvailable:     ${availableKilobytes} kB\n` },
  });

  test.each([
    [500_000, 'ok', '512 of 968 MB of memory are available.'],
    [100_000, 'warning', '102 of 968 MB'],
    [30_000, 'problem', '31 of 968 MB'],
  ] as const)('%i kB available: %s', async (kilobytes, status, summary) => {
    expect(await find(checkMemory, memory(kilobytes))).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: status === 'ok' ? null : expect.stringContaining('a smaller resolution'),
    });
  });

  test('cannot be told', async () => {
    expect(await find(checkMemory)).toMatchObject({ status: 'warning', summary: expect.stringContaining('does not say') });
  });
});

describe('temperature', () => {
  test.each([
    ['48312\n', 'ok', 'The processor is at 48.3 °C.'],
    ['76000\n', 'warning', '76 °C'],
    ['82500\n', 'problem', '82.5 °C. It slows down'],
  ] as const)('%s: %s', async (text, status, summary) => {
    // The hottest counts, and one that cannot be is no temperature.
    const files = {
      '/sys/class/thermal/thermal_zone0/temp': '30000\n',
      '/sys/class/thermal/thermal_zone1/temp': text,
      '/sys/class/thermal/thermal_zone2/temp': '-274000\n',
      '/sys/class/thermal/cooling_device0/temp': '99000\n',
    };
    expect(await find(checkTemperature, { files })).toMatchObject({ status, summary: expect.stringContaining(summary) });
  });

  test('without a sensor', async () => {
    expect(await find(checkTemperature)).toMatchObject({
      status: 'ok',
      summary: 'This machine does not tell its temperature.',
      advice: null,
    });
  });
});

describe('power', () => {
  test.each([
    ['0x0', 'ok', 'The supply voltage is right', null],
    ['0x50005', 'problem', 'Now the supply voltage is too low, the processor is slowed down (0x50005).', 'power supply'],
    ['0x8', 'problem', 'the soft temperature limit is reached', 'Give it air'],
    ['0x10000', 'warning', 'Since the start the supply voltage was too low (0x10000).', 'power supply'],
    [
      '0xe0000',
      'warning',
      'was not allowed to run at full speed, the processor was slowed down, the soft temperature limit was reached',
      'Give it air',
    ],
  ] as const)('throttled=%s: %s', async (bits, status, summary, advice) => {
    expect(await find(checkPower, { programs: { vcgencmd: `[ "$1" = get_throttled ] && echo throttled=${bits}` } })).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });

  test('without vcgencmd, with one that may not ask, and with one that hangs', async () => {
    expect(await find(checkPower)).toMatchObject({ status: 'ok', summary: expect.stringContaining('no vcgencmd') });
    expect(await find(checkPower, { programs: { vcgencmd: 'echo "VCHI initialization failed" >&2; exit 255' } })).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('group video'),
    });
    expect(await find(checkPower, { programs: { vcgencmd: hangs }, programMilliseconds: 50 })).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('no answer'),
    });
  });
});

describe('clock', () => {
  const answer = (text: string): FakeMachineOptions => ({
    programs: { timedatectl: `[ "$*" = "show --property=NTPSynchronized --value" ] && echo ${text}` },
  });

  test('kept right, not kept right, unknown', async () => {
    expect(await find(checkClock, answer('yes'))).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/^The clock says \d{4}-\d\d-\d\d \d\d:\d\d UTC and is kept right/),
      advice: null,
    });
    expect(await find(checkClock, answer('no'))).toMatchObject({ status: 'warning', advice: expect.stringContaining('set-ntp true') });
    expect(await find(checkClock)).toMatchObject({ status: 'ok', summary: expect.stringContaining('is not known') });
    expect(await find(checkClock, { programs: { timedatectl: hangs }, programMilliseconds: 50 })).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('is not known'),
    });
  });

  test('before PetLog was installed', async () => {
    expect(await find(checkClock, { ...answer('yes'), subject: { installedAtMilliseconds: Date.now() + 3600_000 } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('before this PetLog was installed'),
    });
  });
});

describe('service', () => {
  const unit = (lines: Record<string, string>): FakeMachineOptions => ({
    programs: {
      systemctl: `[ "$1 $2" = "show petlog.service" ] || exit 1\n${Object.entries(lines)
        .map((line) => `echo ${line.join('=')}`)
        .join('\n')}`,
    },
  });

  test.each([
    [{ LoadState: 'loaded', ActiveState: 'active', UnitFileState: 'enabled', NRestarts: '0' }, 'ok', 'runs.'],
    [
      { LoadState: 'loaded', ActiveState: 'active', UnitFileState: 'enabled', NRestarts: '3' },
      'warning',
      'had failed before (restarts: 3)',
    ],
    [{ LoadState: 'loaded', ActiveState: 'activating', UnitFileState: 'enabled', NRestarts: '0' }, 'ok', 'is starting'],
    [
      { LoadState: 'loaded', ActiveState: 'activating', UnitFileState: 'enabled', NRestarts: '1' },
      'problem',
      'does not stay up (restarts: 1)',
    ],
    [{ LoadState: 'loaded', ActiveState: 'failed', UnitFileState: 'enabled', Result: 'exit-code' }, 'problem', 'has failed (exit-code)'],
    [{ LoadState: 'loaded', ActiveState: 'inactive', UnitFileState: 'enabled' }, 'warning', 'is inactive, though'],
    [{ LoadState: 'loaded', ActiveState: 'inactive', UnitFileState: 'disabled' }, 'ok', 'installed and off'],
    [{ LoadState: 'not-found', ActiveState: 'inactive' }, 'ok', 'not installed'],
  ] as const)('%o: %s', async (lines, status, summary) => {
    expect(await find(checkService, unit(lines))).toMatchObject({ status, summary: expect.stringContaining(summary) });
  });

  test('without systemd, with one that does not run, and with one that hangs', async () => {
    expect(await find(checkService)).toMatchObject({ status: 'ok', summary: expect.stringContaining('There is no systemd') });
    expect(
      await find(checkService, { programs: { systemctl: 'echo "System has not been booted with systemd" >&2; exit 1' } }),
    ).toMatchObject({ status: 'ok', summary: expect.stringContaining('does not run') });
    expect(await find(checkService, { programs: { systemctl: hangs }, programMilliseconds: 50 })).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('no answer'),
    });
  });
});

describe('disk', () => {
  const mounts = (type: string, options = 'rw'): FakeMachineOptions => ({
    files: {
      '/proc/self/mountinfo': `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n40 22 8:2 / /media/my\\040disk ${options} shared:2 - ${type} /dev/sda1 ${options}\n`,
    },
    subject: { dataDirectory: '/media/my disk/petlog' },
  });
  const space = (availableBytes: number): FakeMachineOptions => ({
    subject: { diskSpace: async () => ({ availableBytes, totalBytes: 32e9 }) },
  });

  test.each([
    ['plenty', mounts('ext4'), 'ok', '20 of 32 GB are free for recordings in /media/my disk/petlog/recordings (ext4).'],
    ['read-only', mounts('ext4', 'ro'), 'problem', 'can only be read'],
    ['in memory', mounts('tmpfs'), 'warning', 'forgets everything at a restart'],
    ['a simple file system', mounts('vfat'), 'warning', '(vfat)'],
    ['full', space(400e6), 'problem', 'Recordings have to leave 500 MB free.'],
    [
      'without inodes',
      { subject: { diskSpace: async () => ({ availableBytes: 20e9, totalBytes: 32e9, availableFiles: 3 }) } },
      'problem',
      'its inodes are used up',
    ],
    ['nearly full', space(900e6), 'warning', '0.9 of 32 GB'],
    ['of unknown kind', {}, 'ok', 'are free for recordings in /data/recordings.'],
  ] as const)('%s', async (_case, options, status, summary) => {
    expect(await find(checkDisk, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: status === 'ok' ? null : expect.any(String),
    });
  });

  test('with a recording that cannot be read: says which', async () => {
    await using directory = await temporaryDirectory();
    const recordings = join(directory.path, 'recordings');
    await mkdir(recordings);
    await writeFile(join(recordings, 'good.mp4'), 'x');
    await symlink('/proc/self/mem', join(recordings, 'cat.mp4')); // reading it is EIO
    await symlink('/dev/zero', join(recordings, 'device.mp4'));
    expect(await find(checkDisk, { subject: { dataDirectory: directory.path } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('leaves them as they are: cat.mp4 (EIO).'),
      advice: expect.stringContaining('chown'),
    });
  });
});

test('configuration: valid, with warnings, unusable', async () => {
  expect(await find(checkConfiguration)).toMatchObject({
    status: 'ok',
    summary: 'The configuration is valid; there is no configuration file.',
    advice: null,
  });
  expect(await find(checkConfiguration, { subject: { configFile: '/etc/petlog/config.yaml' } })).toMatchObject({
    status: 'ok',
    summary: 'The configuration is valid (/etc/petlog/config.yaml).',
  });
  expect(await find(checkConfiguration, { subject: { configurationWarnings: ['PETLOG_X is unknown.'] } })).toMatchObject({
    status: 'warning',
    summary: 'PETLOG_X is unknown.',
  });
  const unusedSettings = [{ key: 'server.host', value: '"192.0.2.1"', used: '"0.0.0.0"' }];
  expect(await find(checkConfiguration, { subject: { unusedSettings } })).toMatchObject({
    status: 'problem',
    summary: 'The saved setting server.host cannot be "192.0.2.1" now; "0.0.0.0" is used.',
    advice: 'Set it anew.',
  });
  expect(await find(checkConfiguration, { files: { '/data/settings.yaml.damaged': '' } })).toMatchObject({
    status: 'warning',
    summary: expect.stringMatching(/^A damaged file was put aside: .*\/data\/settings\.yaml\.damaged\.$/),
  });
  expect(await find(checkConfiguration, { subject: { configurationError: 'server.port is 99999.' } })).toMatchObject({
    status: 'problem',
    summary: 'server.port is 99999. The other checks go by the defaults.',
  });
});

test('versions: everything that a report of a fault should name; a 32-bit system is warned of', async () => {
  const files = {
    ...raspberryPi4,
    '/proc/version': 'Linux version 6.12.25+rpt-rpi-v8 (serge@raspberrypi.com)\n',
    '/etc/os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
  };
  expect(await find(checkVersions, { files })).toMatchObject({
    status: 'ok',
    summary: `PetLog 1.2.3, Node ${process.versions.node}, Linux 6.12.25+rpt-rpi-v8 (arm64), Debian GNU/Linux 12 (bookworm), Raspberry Pi 4 Model B Rev 1.4.`,
    advice: null,
  });
  expect(await find(checkVersions, { subject: { architecture: 'arm' } })).toMatchObject({
    status: 'warning',
    summary: expect.stringContaining('Linux (arm)'),
    advice: expect.stringContaining('64-bit'),
  });
});

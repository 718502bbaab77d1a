import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDirectory } from '../../build/targets.ts';
import { systemConfigFile } from '../../main/config/flags.ts';
import { configKeys } from '../../main/config/keys.ts';
import { succeed, run } from './programs.ts';
import { expect, type Report } from './report.ts';
import type { System } from './roots.ts';

/** Path below / and mode of what must be in the package. */
const expected: Readonly<Record<string, string>> = {
  'opt/PetLog/petlog': '-rwxr-xr-x',
  'opt/PetLog/petlog-node': '-rwxr-xr-x',
  'opt/PetLog/LICENSE.node.txt': '-rw-r--r--',
  'opt/PetLog/resources/app/out/main/index.js': '-rw-r--r--',
  'opt/PetLog/resources/app/out/headless/headless.cjs': '-rw-r--r--',
  'opt/PetLog/resources/app/out/media-process/index.cjs': '-rw-r--r--',
  'opt/PetLog/resources/app/out/preload/index.cjs': '-rw-r--r--',
  'opt/PetLog/resources/app/out/renderer/index.html': '-rw-r--r--',
  'opt/PetLog/resources/apparmor-profile': '-rw-r--r--',
  'usr/bin/petlog': '-rwxr-xr-x',
  'usr/bin/petlog-kiosk': '-rwxr-xr-x',
  'usr/lib/petlog/mode': '-rwxr-xr-x',
  'usr/lib/systemd/system/petlog.service': '-rw-r--r--',
  'usr/lib/sysusers.d/petlog.conf': '-rw-r--r--',
  'usr/lib/udev/rules.d/60-petlog-backlight.rules': '-rw-r--r--',
  'usr/share/applications/petlog.desktop': '-rw-r--r--',
  'usr/share/bash-completion/completions/petlog': '-rw-r--r--',
  'usr/share/doc/petlog/changelog.gz': '-rw-r--r--',
  'usr/share/doc/petlog/copyright': '-rw-r--r--',
  'usr/share/icons/hicolor/scalable/apps/petlog.svg': '-rw-r--r--',
  'usr/share/man/man1/petlog.1.gz': '-rw-r--r--',
  'usr/share/man/man1/petlog-kiosk.1.gz': '-rw-r--r--',
  ...Object.fromEntries(
    [16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512].map((size) => [
      `usr/share/icons/hicolor/${size}x${size}/apps/petlog.png`,
      '-rw-r--r--',
    ]),
  ),
  'etc/petlog/config.yaml': '-rw-r--r--',
  'etc/xdg/autostart/petlog-kiosk.desktop': '-rw-r--r--',
};

/** The newest stand-in package of an architecture in dist/. */
export async function findPackage(architecture: System['architecture']): Promise<string> {
  const names = (await readdir(join(rootDirectory, 'dist')).catch(() => [])).filter((name) => name.endsWith(`standin_${architecture}.deb`));
  const name = names.toSorted().at(-1);
  expect(name !== undefined, `There is no stand-in package for ${architecture} in dist/; "npm run dist:stand-in" makes it.`);
  return join(rootDirectory, 'dist', name);
}

/** What can be said about a package without installing it. */
export async function checkFiles(report: Report, path: string): Promise<void> {
  const lines = (await succeed('dpkg-deb', ['--contents', path])).trim().split('\n');
  const entries = new Map(
    lines.map((line) => {
      const [mode = '', owner = '', , , , ...name] = line.split(/\s+/);
      return [
        name
          .join(' ')
          .replace(/^\.\//, '')
          .replace(/ -> .*/, ''),
        { mode, owner },
      ];
    }),
  );

  await report.check('every file is there, with its mode', () => {
    const wrong = Object.entries(expected).filter(([name, mode]) => entries.get(name)?.mode !== mode);
    expect(wrong.length === 0, wrong.map(([name, mode]) => `${name}: ${entries.get(name)?.mode ?? 'missing'}, not ${mode}`).join('\n'));
    return `${entries.size} entries`;
  });
  await report.check('root owns everything, and nobody else may write', () => {
    const wrong = [...entries].filter(
      ([, { mode, owner }]) =>
        owner !== 'root/root' || (!mode.startsWith('l') && (mode[5] === 'w' || mode[8] === 'w' || /[st]/i.test(mode))),
    );
    expect(
      wrong.length === 0,
      wrong
        .slice(0, 10)
        .map(([name, { mode, owner }]) => `${mode} ${owner} ${name}`)
        .join('\n'),
    );
    return undefined;
  });
  await report.check('files in /etc, and no others, are configuration files', async () => {
    const conffiles = (await succeed('dpkg-deb', ['--info', path, 'conffiles'])).trim().split('\n').toSorted().join();
    const inEtc = [...entries.keys()]
      .filter((name) => name.startsWith('etc/') && !name.endsWith('/'))
      .map((name) => `/${name}`)
      .toSorted()
      .join();
    expect(conffiles === inEtc, `${conffiles} is not ${inEtc}`);
    return conffiles;
  });
  await report.check('node-av brings no program of its own', () => {
    expect(![...entries.keys()].some((name) => name.includes('node-av/binary')), 'node_modules/node-av/binary is in the package');
    return undefined;
  });
  await report.check('the package says that it is a stand-in', async () => {
    const fields = await succeed('dpkg-deb', ['--field', path, 'Version', 'Description']);
    expect(/^Version: .*standin$/m.test(fields) && fields.includes('STAND-IN'), fields);
    return undefined;
  });
  await report.check(`${systemConfigFile} names every key`, async () => {
    const text = await succeed('sh', ['-c', `dpkg-deb --fsys-tarfile "$1" | tar -xO ./etc/petlog/config.yaml`, 'sh', path]);
    const missing = configKeys.filter(({ name }) => !new RegExp(`^  #?${name}: `, 'm').test(text));
    expect(missing.length === 0, missing.map((key) => key.path).join(', '));
    return `${configKeys.length} keys`;
  });
  await report.check('lintian has no errors', async () => {
    // Beside other programs it takes its time.
    const output = await succeed('lintian', ['--allow-root', '--fail-on', 'none', '--tag-display-limit', '0', path], {
      timeoutSeconds: 3600,
    });
    const errors = output.split('\n').filter((line) => line.startsWith('E:'));
    expect(errors.length === 0, errors.join('\n'));
    return `${output.split('\n').filter((line) => line.startsWith('W:')).length} warnings`;
  });
}

/** What the files that are installed are written in. */
export async function checkSources(report: Report): Promise<void> {
  const files = 'build/package/files';
  await report.check('shellcheck finds nothing in scripts and maintainer scripts', async () => {
    const scripts = [
      'scripts/after-install.sh',
      'scripts/before-install.sh',
      'scripts/before-remove.sh',
      'scripts/after-remove.sh',
      'scripts/config',
      'files/usr/bin/petlog',
      'files/usr/bin/petlog-kiosk',
      'files/usr/lib/petlog/mode',
    ];
    await succeed('shellcheck', ['-s', 'sh', '-e', 'SC1091', ...scripts.map((name) => join(rootDirectory, 'build/package', name))]);
    await succeed('shellcheck', ['-s', 'bash', join(rootDirectory, 'out/package/root/usr/share/bash-completion/completions/petlog')]);
    return `${scripts.length + 1} scripts`;
  });
  await report.check('systemd gives the service 3.0 or better', async () => {
    const unit = join(rootDirectory, files, 'usr/lib/systemd/system/petlog.service');
    const output = await succeed('systemd-analyze', ['security', '--offline=true', '--threshold=30', '--no-pager', unit]);
    return /Overall exposure level.*: ([0-9.]+)/.exec(output)?.[1] ?? 'no score';
  });
  await report.check('man finds nothing wrong with the manual pages', async () => {
    for (const name of ['petlog', 'petlog-kiosk']) {
      const { errors } = await run('man', [
        '--warnings',
        '-Z',
        '-Tutf8',
        '-l',
        join(rootDirectory, `out/package/root/usr/share/man/man1/${name}.1.gz`),
      ]);
      expect(errors.trim() === '', errors);
    }
    return undefined;
  });
  await report.check('desktop entries are valid', async () => {
    await succeed('desktop-file-validate', [join(rootDirectory, files, 'etc/xdg/autostart/petlog-kiosk.desktop')]);
    return undefined;
  });
  await report.check('bash completes flags, values and sub-commands', async () => {
    const complete = (...words: string[]): Promise<string> =>
      succeed('bash', [
        '-c',
        `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _petlog petlog; echo "\${COMPREPLY[*]}"`,
        'bash',
        join(rootDirectory, 'out/package/root/usr/share/bash-completion/completions/petlog'),
        ...words,
      ]);
    const wrong = [
      ['--check-config', await complete('petlog', '--check')],
      ['mode', await complete('petlog', 'mo')],
      ['kiosk', await complete('petlog', 'mode', 'k')],
      ['mock', await complete('petlog', '--camera', 'mo')],
    ].filter(([answer, given]) => given?.trim() !== answer);
    expect(wrong.length === 0, JSON.stringify(wrong));
    return undefined;
  });
}

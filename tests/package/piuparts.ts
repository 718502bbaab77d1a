import { succeed, run } from './programs.ts';
import { expect, type Report } from './report.ts';
import { cleanRoot, mirror, type System } from './roots.ts';

/** Debian's own check of installing and purging: what is left, what was changed or went missing, links that lead nowhere. */
export async function checkWithPiuparts(report: Report, system: System, path: string): Promise<void> {
  if ((await run('sh', ['-c', 'command -v piuparts'])).code !== 0) {
    report.notRun('piuparts', 'it is not installed here');
    return;
  }
  await report.check('piuparts finds nothing', async () => {
    const root = await cleanRoot(system);
    // Upgrades have their own check: no archive has another version. The directory is debconf's own, for whatever package asks something.
    const output = await succeed(
      'piuparts',
      [
        '--existing-chroot',
        root,
        '--distribution',
        system.suite,
        '--mirror',
        mirror,
        '--no-eatmydata',
        '--no-upgrade-test',
        '--ignore-regex',
        '^/var/cache/debconf/tmp\\.ci/?$',
        path,
      ],
      { timeoutSeconds: 1800 },
    );
    expect(output.includes('PASS: Installation and purging test.'), output.slice(-3000));
    // It only warns of these, and Debian has some of its own.
    const links = [...output.matchAll(/Broken symlinks:\n((?: +.*\n)*)/g)]
      .flatMap(([, lines = '']) => lines.split('\n'))
      .filter((line) => /petlog/i.test(line));
    expect(links.length === 0, `Links that lead nowhere:\n${links.join('\n')}`);
    return undefined;
  });
}

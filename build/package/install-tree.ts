import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { iconSvg } from '../artwork/icon.ts';
import { rootDirectory } from '../targets.ts';
import { packageChangelog } from './changelog.ts';
import { bashCompletion } from './completion.ts';
import { copyrightFile } from './copyright.ts';
import { kioskManPage, manPage } from './man-page.ts';
import { packageConfiguration } from './package-configuration.ts';

export interface PackageFacts {
  /** Of the application. Debian writes a `-` before a preliminary version's name as `~`. */
  readonly version: string;
  /** `name <address>`. */
  readonly maintainer: string;
}

/**
 * Writes everything that is installed outside of /opt to out/package/root/, as it lies below `/`:
 * build/package/files/ as it is, and what is made from the application's tables. The icons, whose place
 * electron-builder knows, go to out/package/icons/.
 */
export async function writeInstallTree({ version, maintainer }: PackageFacts): Promise<void> {
  const output = join(rootDirectory, 'out/package');
  const root = join(output, 'root');
  await rm(root, { recursive: true, force: true });
  await cp(join(rootDirectory, 'build/package/files'), root, { recursive: true });
  await cp(join(rootDirectory, 'build/icons'), join(output, 'icons'), { recursive: true });

  const date = new Date(Number(process.env['SOURCE_DATE_EPOCH'] ?? Date.now() / 1000) * 1000);
  const facts = { version, date: date.toISOString().slice(0, 10) };
  const made: Readonly<Record<string, string | Buffer>> = {
    'etc/petlog/config.yaml': packageConfiguration(),
    'usr/share/bash-completion/completions/petlog': bashCompletion(),
    'usr/share/doc/petlog/copyright': copyrightFile(await readFile(join(rootDirectory, 'LICENSE'), 'utf8')),
    'usr/share/icons/hicolor/scalable/apps/petlog.svg': iconSvg(128),
    'usr/share/man/man1/petlog.1.gz': gzipSync(manPage(facts), { level: 9 }),
    'usr/share/man/man1/petlog-kiosk.1.gz': gzipSync(kioskManPage(facts), { level: 9 }),
  };
  for (const [name, content] of Object.entries(made)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  await writeFile(
    join(output, 'changelog'),
    packageChangelog(await readFile(join(rootDirectory, 'CHANGELOG.md'), 'utf8'), {
      version: version.replaceAll('-', '~'),
      maintainer,
      date,
    }),
  );
  await setModes(root);
  await setModes(join(output, 'icons'));
}

/** What a checkout's umask says about others is nothing that a package is to repeat. */
async function setModes(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || /\/usr\/(bin|lib\/petlog)$/.test(entry.parentPath);
    await chmod(path, isProgram ? 0o755 : 0o644);
  }
}

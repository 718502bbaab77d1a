import { access, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootDirectory } from '../../build/targets.ts';
import { run, succeed } from './programs.ts';
import { expect } from './report.ts';
import { cache, type System } from './roots.ts';

/** The first commit of the main branch that makes packages. Nothing was released yet; after that it is the oldest release. */
export const oldestPackage = '85e31f7f3cef898a1af255f22b715b67e785c076';
/** The last commit whose library has the first schema of its database. */
export const firstSchema = '4949f516687dbfce94ac47a865fdba3f4d12e413';

export const shortName = (commit: string): string => commit.slice(0, 7);

/** Gives a function a commit's files in a directory of their own, with this tree's node_modules. */
export async function withFilesOf<Result>(commit: string, use: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-commit-'));
  try {
    const archive = join(directory, 'files.tar');
    const { code, errors } = await run('git', ['-C', rootDirectory, 'archive', `--output=${archive}`, commit]);
    expect(code === 0, `The commit ${commit} cannot be had; a shallow clone gets it by "git fetch --unshallow". ${errors}`);
    const tree = join(directory, 'tree');
    await mkdir(tree);
    await succeed('tar', ['-xf', archive, '-C', tree]);
    await symlink(join(rootDirectory, 'node_modules'), join(tree, 'node_modules'));
    return await use(tree);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Makes a commit's stand-in package in its own files, as that commit makes it.
 *
 * @param environment what is to differ from this process's
 * @param umask as a shell writes it
 * @param to where the package is to be
 */
export async function makePackageOf(
  commit: string,
  architecture: System['architecture'],
  to: string,
  environment: Readonly<Record<string, string>> = {},
  umask = '022',
): Promise<void> {
  const time = (await succeed('git', ['-C', rootDirectory, 'log', '-1', '--format=%ct', commit])).trim();
  await withFilesOf(commit, async (directory) => {
    const programs = `${join(rootDirectory, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
    await succeed('sh', ['-c', `umask ${umask}; exec "$0" build/dist.ts --stand-in ${architecture}`, process.execPath], {
      cwd: directory,
      env: { ...process.env, ...environment, PATH: programs, SOURCE_DATE_EPOCH: time },
      timeoutSeconds: 1800,
    });
    const name = (await readdir(join(directory, 'dist'))).find((candidate) => candidate.endsWith('.deb'));
    expect(name !== undefined, `${commit} made no package.`);
    await copyFile(join(directory, 'dist', name), to);
  });
}

/**
 * The package that upgrades start from: the oldest one's content as it was made, under a number
 * below every later one's. Kept, since a commit never changes.
 */
export async function oldestPackageFor(architecture: System['architecture']): Promise<string> {
  const path = join(cache, `petlog_${shortName(oldestPackage)}_${architecture}.deb`);
  if (
    !(await access(path).then(
      () => true,
      () => false,
    ))
  ) {
    await mkdir(cache, { recursive: true });
    const made = `${path}.new`;
    await makePackageOf(oldestPackage, architecture, made);
    await setVersion(made, (version) => version.replace(/~standin$/, `~0.${shortName(oldestPackage)}~standin`));
    await rename(made, path);
  }
  return path;
}

async function setVersion(path: string, change: (version: string) => string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-version-'));
  try {
    const tree = join(directory, 'tree');
    await succeed('dpkg-deb', ['--raw-extract', path, tree]);
    const control = join(tree, 'DEBIAN/control');
    await writeFile(control, (await readFile(control, 'utf8')).replace(/(?<=^Version: ).*$/m, change));
    await succeed('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, path]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

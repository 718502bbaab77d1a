import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootDirectory } from '../../build/targets.ts';
import { makePackageOf } from './commits.ts';
import { run, succeed } from './programs.ts';
import { expect, type Report } from './report.ts';

/** Two packages of the newest commit, made in different directories by users with different habits, have the same bytes. */
export async function checkReproducible(report: Report): Promise<void> {
  await report.check('two packages of one commit are the same, to the byte', async () => {
    const commit = (await succeed('git', ['-C', rootDirectory, 'rev-parse', 'HEAD'])).trim();
    const directory = await mkdtemp(join(tmpdir(), 'petlog-reproducible-'));
    try {
      const [one, other] = [join(directory, 'one.deb'), join(directory, 'other.deb')];
      await makePackageOf(commit, 'amd64', one);
      await makePackageOf(commit, 'amd64', other, { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' }, '077');
      const [digest, otherDigest] = await Promise.all([one, other].map(sha256));
      expect(digest === otherDigest, `They differ:\n${await differences(directory, one, other)}`);
      return `${commit.slice(0, 7)}, sha256 ${digest}`;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

const sha256 = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

async function differences(directory: string, one: string, other: string): Promise<string> {
  await succeed('dpkg-deb', ['--raw-extract', one, join(directory, 'one')]);
  await succeed('dpkg-deb', ['--raw-extract', other, join(directory, 'other')]);
  const { output: content } = await run('diff', ['-rq', join(directory, 'one'), join(directory, 'other')]);
  const { output: entries } = await run('bash', ['-c', 'diff <(dpkg-deb --contents "$1") <(dpkg-deb --contents "$2")', 'bash', one, other]);
  return [...content.split('\n').slice(0, 10), ...entries.split('\n').slice(0, 10)].join('\n');
}

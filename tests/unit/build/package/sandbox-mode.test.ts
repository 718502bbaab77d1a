import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryDirectory } from '../../../support/petlog-process.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const script = join(repositoryDirectory, 'build/package/scripts/after-install.sh');

/** The mode of Chromium's helper after an installation on a machine where user namespaces are for these. */
async function helperMode(mayMakeNamespaces: 'everybody' | 'root'): Promise<string> {
  await using directory = await temporaryDirectory();
  const { path } = directory;
  const programs = {
    // Says who runs what comes after its options.
    setpriv: 'while [ "$1" != "${1#--}" ]; do shift; done; IS_ROOT=no exec "$@"',
    unshare: mayMakeNamespaces === 'everybody' ? 'exit 0' : '[ "${IS_ROOT-yes}" = yes ]',
  };
  await mkdir(join(path, 'bin'));
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(path, 'bin', name), `#!/bin/sh\n${text}\n`);
    await chmod(join(path, 'bin', name), 0o755);
  }
  await writeFile(join(path, 'chrome-sandbox'), '');
  const [body] = /set_sandbox_mode\(\) \{[^]*?\n\}/.exec(await readFile(script, 'utf8')) ?? [''];
  await promisify(execFile)('sh', ['-eu', '-c', `application=${path}\n${body}\nset_sandbox_mode`], {
    env: { PATH: `${join(path, 'bin')}:${process.env['PATH']}` },
  });
  return ((await stat(join(path, 'chrome-sandbox'))).mode & 0o7777).toString(8);
}

test('the helper has the rights of root where users may make no namespaces, although root may', async () => {
  expect(await helperMode('root')).toBe('4755');
});

test('the helper has no rights where users need none of it', async () => {
  expect(await helperMode('everybody')).toBe('755');
});

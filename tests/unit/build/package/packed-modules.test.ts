import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { architectureNamed } from '../../../../build/package/architecture.ts';
import { packedModules } from '../../../../build/package/packed-modules.ts';
import { bundledPackages, type PackageLock } from '../../../../build/package/unneeded-packages.ts';
import { rootDirectory } from '../../../../build/targets.ts';

const lock = JSON.parse(await readFile(join(rootDirectory, 'package-lock.json'), 'utf8')) as PackageLock;
const isPacked = packedModules(lock, architectureNamed('arm64'));

it('packs a package that is loaded, without what Node cannot run', () => {
  const packed = [
    'mqtt',
    'mqtt/build/index.js',
    'onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1',
    '@img',
    '@img/sharp-linux-arm64',
  ];
  expect(packed.filter((path) => !isPacked(path))).toEqual([]);
  const leftOut = [
    'mqtt/src/index.ts',
    'mqtt/dist',
    'mqtt/README.md',
    'mqtt-packet/test.js',
    'mqtt/.github',
    'werift',
    'node-av/binary',
    'swagger-ui-dist/swagger-ui.js',
  ];
  expect(leftOut.filter(isPacked)).toEqual([]);
  expect(isPacked('onnxruntime-node/bin/napi-v6/linux/x64')).toBe(false);
});

it('packs of one whose code is in the bundles its conditions alone, and what others find within it', () => {
  const locked = {
    '': { dependencies: { zod: '1', loaded: '1' } },
    'node_modules/loaded': {},
    'node_modules/zod': { dependencies: { '@a/b': '1' } },
    'node_modules/zod/node_modules/@a/b': { dependencies: { '@img/sharp-linux-x64': '1' } },
    'node_modules/@img/sharp-linux-x64': {},
  };
  const packs = packedModules({ packages: locked }, architectureNamed('amd64'));
  const packages = ['loaded', 'zod', 'zod/node_modules/@a/b', '@img/sharp-linux-x64'];
  const all = (name: string): string[] => packages.map((directory) => `${directory}/${name}`);
  expect(
    [...all('LICENSE.md'), ...all('package.json'), ...packages, 'zod/node_modules', 'zod/node_modules/@a'].filter((path) => !packs(path)),
  ).toEqual([]);
  expect([...all('index.js'), ...all('lib')].filter(packs)).toEqual(
    ['index.js', 'lib'].flatMap((name) => [`loaded/${name}`, `@img/sharp-linux-x64/${name}`]),
  );
});

it('has the text of the conditions of every package in the bundles', async () => {
  const installed = bundledPackages(lock).filter((name) => existsSync(join(rootDirectory, 'node_modules', name)));
  expect(installed).toEqual(expect.arrayContaining(['express', 'zod', 'pino', 'sharp', 'node-av', 'body-parser']));
  for (const name of installed) {
    const names = (await readdir(join(rootDirectory, 'node_modules', name))).filter((file) => isPacked(`${name}/${file}`));
    expect(names, name).toEqual(expect.arrayContaining(['package.json', expect.stringMatching(/^(licen[sc]e|copying)/i)]));
  }
});

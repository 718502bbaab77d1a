import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { type PackageLock, unneededPackages } from '../../../../build/package/unneeded-packages.ts';
import { rootDirectory } from '../../../../build/targets.ts';

const lock = JSON.parse(await readFile(join(rootDirectory, 'package-lock.json'), 'utf8')) as PackageLock;

it('leaves out what comes with WebRTC of node-av alone', () => {
  const unneeded = unneededPackages(lock);
  expect(unneeded).toEqual(expect.arrayContaining(['werift', 'werift-rtp', 'mediabunny', 'mp4box']));
  // Others need these too.
  expect(unneeded).not.toContain('multicast-dns');
  expect(unneeded).not.toContain('@peculiar/x509');
  // Nor is anything left out that package.json asks for.
  expect(unneeded.filter((name) => name in (lock.packages['']?.dependencies ?? {}))).toEqual([]);
});

it('keeps what another package needs, each the one that it finds', () => {
  const packages = {
    '': { dependencies: { a: '1', werift: '1' } },
    'node_modules/a': { optionalDependencies: { b: '1' } },
    'node_modules/a/node_modules/b': { peerDependencies: { c: '1' } },
    'node_modules/b': {},
    'node_modules/c': {},
    'node_modules/d': {},
    'node_modules/tool': { dev: true },
    'node_modules/werift': { dependencies: { b: '1', c: '1', d: '1' } },
    'node_modules/werift/node_modules/c': {},
  };
  expect(unneededPackages({ packages })).toEqual(['b', 'd', 'werift', 'werift/node_modules/c']);
});

it('is missed by nothing: node-av loads, and decodes, without', async () => {
  const program = `
    import { registerHooks } from 'node:module';
    const unneeded = ${JSON.stringify(unneededPackages(lock))};
    registerHooks({
      resolve(specifier, context, next) {
        const found = next(specifier, context);
        const name = found.url.split('/node_modules/').slice(1).join('/node_modules/');
        if (unneeded.some((one) => name.startsWith(one + '/'))) {
          throw new Error(specifier + ' is not there');
        }
        return found;
      },
    });
    const refused = await import('werift').then(() => 'loaded', (error) => error.message);
    await import('node-av/constants');
    const { Codec, CodecContext } = await import('node-av/lib');
    const context = new CodecContext();
    const codec = Codec.findDecoderByName('h264');
    context.allocContext3(codec);
    console.log(refused, context.open2Sync(codec));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: rootDirectory });
  expect(stdout.trim()).toBe('werift is not there 0');
});

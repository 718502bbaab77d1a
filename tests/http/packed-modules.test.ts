/** What the package leaves out of node_modules is missed by nothing that the build loads. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryDirectory } from '../support/petlog-process.ts';

/** Packages that the programs of the build name, but for Electron, what `debug` may do without, and sharp's libraries for all machines. */
async function namedPackages(): Promise<string[]> {
  const named = new Set<string>();
  for (const directory of ['headless', 'main', 'media-process'].map((name) => join(repositoryDirectory, 'out', name))) {
    for (const file of (await readdir(directory)).filter((name) => /\.c?js$/.test(name))) {
      const code = await readFile(join(directory, file), 'utf8');
      for (const [, name = ''] of code.matchAll(
        /(?:(?<!\.)\b(?:from|import)|require(?:\$\d+)?(?:\.resolve)?)\s*\(?\s*["'`](@?[a-z][^"'`$ ]*)["'`]/g,
      )) {
        named.add(name);
      }
    }
  }
  return [...named].filter((name) => !isBuiltin(name) && !/^(electron|supports-color|@img\/.*)$/.test(name));
}

const program = `
  import { readFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  import { architectureNamed } from './build/package/architecture.ts';
  import { packedModules } from './build/package/packed-modules.ts';

  const isPacked = packedModules(JSON.parse(readFileSync('package-lock.json', 'utf8')), architectureNamed(process.arch));
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const parts = found.url.split('/node_modules/').slice(1).join('/node_modules/').split('/');
      if (parts.some((_, at) => parts[0] !== '' && !isPacked(parts.slice(0, at + 1).join('/')))) {
        throw new Error(specifier + ' is left out');
      }
      return found;
    },
  });
  const answers = {};
  for (const name of process.argv.slice(1)) {
    answers[name] = await import(name, name.endsWith('.json') ? { with: { type: 'json' } } : {}).then(() => 'loaded', (error) => error.message);
  }
  console.log(JSON.stringify(answers));
`;

test('every package that the build names is packed with all that it loads', async () => {
  const named = await namedPackages();
  expect(named).toEqual(expect.arrayContaining(['mqtt', 'node-datachannel', 'onnxruntime-node', 'swagger-ui-dist/package.json']));
  const libraries = [`@img/sharp-linux-${process.arch}/sharp.node`, `@seydx/node-av-linux-${process.arch}/node-av.node`];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, ...named, ...libraries, 'zod', 'werift'],
    { cwd: repositoryDirectory },
  );
  expect(JSON.parse(stdout)).toEqual({
    ...Object.fromEntries([...named, ...libraries].map((name) => [name, 'loaded'])),
    zod: 'zod is left out',
    werift: 'werift is left out',
  });
});

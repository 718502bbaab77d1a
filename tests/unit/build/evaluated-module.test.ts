import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { evaluatedModule } from '../../../build/evaluated-module.ts';
import { rootDirectory } from '../../../build/targets.ts';
import { routeAddresses } from '../../../shared/route-addresses.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('pages get the addresses of all routes, and no schema with them', async () => {
  await using directory = await temporaryDirectory();
  const file = join(rootDirectory, 'shared/route-addresses.ts');
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [evaluatedModule(file)],
    build: { outDir: directory.path, emptyOutDir: true, lib: { entry: file, formats: ['es'], fileName: () => 'addresses.mjs' } },
  });
  const built = join(directory.path, 'addresses.mjs');
  expect(((await import(pathToFileURL(built).href)) as { routeAddresses: unknown }).routeAddresses).toEqual(routeAddresses);
  expect(await readFile(built, 'utf8')).not.toContain('Zod');
});

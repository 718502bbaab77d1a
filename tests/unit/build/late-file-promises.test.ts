import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { lateFilePromises } from '../../../build/late-file-promises.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const program = `
  import { constants, readFile } from 'node:fs/promises';
  const isLoaded = () => process.moduleLoadList.includes('NativeModule internal/fs/promises');
  const before = isLoaded();
  readFile(process.argv[2], 'utf8').then((text) => console.log(JSON.stringify({ before, text, after: isLoaded(), readable: constants.R_OK })));
`;

test('what reads and writes files by promises is loaded with the first call', async () => {
  await using directory = await temporaryDirectory();
  const source = join(directory.path, 'program.js');
  await writeFile(source, program);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: directory.path,
    plugins: [lateFilePromises()],
    build: {
      ssr: true,
      outDir: join(directory.path, 'built'),
      rolldownOptions: { input: source, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  });
  const { stdout } = await promisify(execFile)(process.execPath, [join(directory.path, 'built/program.cjs'), source]);
  expect(JSON.parse(stdout)).toEqual({ before: false, text: program, after: true, readable: 4 });
});

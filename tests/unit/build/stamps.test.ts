import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Stamps } from '../../../build/stamps.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const target = { name: 'main', inputs: ['main', 'package.json'], outputDirectory: 'out/main' };

async function create() {
  const directory = await temporaryDirectory();
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(directory.path, path)), { recursive: true });
    writeFileSync(join(directory.path, path), content);
  };
  write('main/index.ts', 'one');
  write('main/deep/er.ts', 'two');
  write('package.json', '{}');
  const stamps = new Stamps(directory.path);
  await stamps.build(target, async () => write('out/main/index.js', 'built'));
  return { directory, write, stamps };
}

describe('stamps', () => {
  test('after a build it is current, for another process too', async () => {
    const { directory, stamps } = await create();
    await using _ = directory;
    expect(stamps.isCurrent(target)).toBe(true);
    expect(new Stamps(directory.path).isCurrent(target)).toBe(true);
  });

  test.each<[string, (tools: Awaited<ReturnType<typeof create>>) => void]>([
    ['a file changes', ({ write }) => write('main/deep/er.ts', 'three')],
    ['a file appears', ({ write }) => write('main/new.ts', '')],
    ['a file goes', ({ directory }) => rmSync(join(directory.path, 'main/deep/er.ts'))],
    [
      'a file gets another name',
      ({ directory }) => renameSync(join(directory.path, 'main/index.ts'), join(directory.path, 'main/index2.ts')),
    ],
    ['a single input changes', ({ write }) => write('package.json', '{"a":1}')],
    ['something built is gone', ({ directory }) => rmSync(join(directory.path, 'out/main/index.js'))],
    ['the stamp is damaged', ({ write }) => write('out/.stamps/main.json', '{"inp')],
  ])('it is not when %s', async (_name, change) => {
    const tools = await create();
    await using _ = tools.directory;
    change(tools);
    expect(tools.stamps.isCurrent(target)).toBe(false);
  });

  test('a build that fails leaves nothing that looks current', async () => {
    const { directory, stamps, write } = await create();
    await using _ = directory;
    await expect(stamps.build(target, () => Promise.reject(new Error('syntax')))).rejects.toThrow('syntax');
    expect(stamps.isCurrent(target)).toBe(false);
    write('out/main/index.js', 'half');
    expect(stamps.isCurrent(target)).toBe(false);
  });

  test('a file that changes during the build is built again', async () => {
    const { directory, stamps, write } = await create();
    await using _ = directory;
    await stamps.build(target, async () => write('main/index.ts', 'changed meanwhile'));
    expect(stamps.isCurrent(target)).toBe(false);
  });
});

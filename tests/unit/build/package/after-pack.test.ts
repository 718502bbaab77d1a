import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectureProblems } from '../../../../build/package/after-pack.ts';
import { architectureNamed } from '../../../../build/package/architecture.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const arm64 = architectureNamed('arm64');
const modules = 'resources/app/node_modules';
const native = {
  petlog: 183,
  [`${modules}/@img/sharp-linux-arm64/lib/sharp-linux-arm64-0.35.5.node`]: 183,
  [`${modules}/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7`]: 183,
  [`${modules}/@seydx/node-av-linux-arm64/node-av.node`]: 183,
};

/** An ELF file's first bytes, as far as they say for which machine it is. */
function elf(machine: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head.writeUInt16LE(machine, 18);
  return head;
}

/** What is wrong with an application of these files, packed for arm64; a number makes an ELF file for that machine. */
async function problems(files: Readonly<Record<string, number | string>>): Promise<string[]> {
  await using directory = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'number' ? elf(content) : content);
  }
  return await architectureProblems(directory.path, arm64);
}

describe('the check of a packed application', () => {
  it('finds nothing wrong with one that is whole', async () => {
    expect(await problems({ ...native, [`${modules}/sharp/lib/index.js`]: 'text' })).toEqual([]);
  });

  it('names a file of another architecture', async () => {
    expect(await problems({ ...native, [`${modules}/other/build/other.node`]: 62 })).toEqual([`${modules}/other/build/other.node is for another architecture (ELF machine 62, not 183).`]);
  });

  it.each(Object.keys(native))('misses %s', async (name) => {
    expect(await problems(Object.fromEntries(Object.entries(native).filter(([other]) => other !== name)))).toHaveLength(1);
  });

  it('does not take a text for a library', async () => {
    expect(await problems({ ...native, petlog: '#!/bin/sh' })).toHaveLength(1);
  });
});

describe('architectures', () => {
  it('refuses one that PetLog is not made for', () => {
    expect(() => architectureNamed('armv7l')).toThrow('There is no PetLog for armv7l: only for amd64 and arm64.');
  });
});

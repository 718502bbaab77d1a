import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { getFFmpegInfo } from 'node-av/lib';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { architectureProblems } from '../../../../build/package/after-pack.ts';
import { architectureNamed, architectures } from '../../../../build/package/architecture.ts';
import { copyrightFile } from '../../../../build/package/copyright.ts';
import { ffmpegConfigurationOf, ffmpegLicenceOptions, ffmpegLicenceProblems } from '../../../../build/package/ffmpeg-licence.ts';
import { nodeVersionOf } from '../../../../build/package/node-runtime.ts';
import { rootDirectory } from '../../../../build/targets.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const arm64 = architectureNamed('arm64');
const modules = 'resources/app/node_modules';
/** An ELF file as far as a Node is recognized by it. */
function node(version: string, machine = 183): Buffer {
  return Buffer.concat([
    elf(machine),
    Buffer.alloc(1024 * 1024 - 70),
    Buffer.from(`node-version.cc\0https://nodejs.org/download/release/v${version}/node-v${version}.tar.gz\0`),
    Buffer.alloc(1000),
  ]);
}

const nodeAv = `${modules}/@seydx/node-av-linux-arm64/node-av.node`;

/** An ELF file with FFmpeg in it, as far as its configuration goes, which lies across the border of what is read at once. */
function nodeAvWith(options: string): Buffer {
  return Buffer.concat([
    elf(183),
    Buffer.alloc(1024 * 1024 - 100),
    Buffer.from(`\0--prefix=/ffbuild/prefix --arch=aarch64 ${options} --enable-libx264\0`),
  ]);
}

const native = {
  petlog: 183,
  'petlog-node': node('24.21.0'),
  [`${modules}/@img/sharp-linux-arm64/lib/sharp-linux-arm64-0.35.5.node`]: 183,
  [`${modules}/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7`]: 183,
  [`${modules}/@node-datachannel/linux-arm64-gnu/node_datachannel.node`]: 183,
  [`${modules}/onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node`]: 183,
  [`${modules}/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1`]: 183,
  [nodeAv]: nodeAvWith('--enable-gpl --enable-version3 --enable-libfdk-aac'),
};

/** An ELF file's first bytes, as far as they say for which machine it is. */
function elf(machine: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head.writeUInt16LE(machine, 18);
  return head;
}

/** What is wrong with an application of these files, packed for arm64; a number makes an ELF file for that machine. */
async function problems(files: Readonly<Record<string, number | string | Buffer>>): Promise<string[]> {
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
    expect(await problems({ ...native, [`${modules}/other/build/other.node`]: 62 })).toEqual([
      `${modules}/other/build/other.node is for another architecture (ELF machine 62, not 183).`,
    ]);
  });

  it.each(Object.keys(native))('misses %s', async (name) => {
    expect(await problems(Object.fromEntries(Object.entries(native).filter(([other]) => other !== name)))).toHaveLength(1);
  });

  it.each([
    ['another release', node('22.4.0'), 'petlog-node is Node 22.4.0; it has to be Node 24.'],
    ['another program', elf(183), 'petlog-node is no Node; it has to be Node 24.'],
  ])('refuses %s of Node', async (_, content, problem) => {
    expect(await problems({ ...native, 'petlog-node': content })).toEqual([problem]);
  });

  it('refuses the Node of another architecture', async () => {
    expect(await problems({ ...native, 'petlog-node': node('24.21.0', 62) })).toEqual([
      'petlog-node is for another architecture (ELF machine 62, not 183).',
    ]);
  });

  it.each([
    [
      'under stricter conditions',
      nodeAvWith('--enable-gpl --enable-version3 --enable-nonfree --enable-libfdk-aac'),
      'node-av.node has an FFmpeg with --enable-gpl --enable-version3 --enable-nonfree --enable-libfdk-aac, not --enable-gpl --enable-version3 --enable-libfdk-aac.',
    ],
    [
      'that may be passed on',
      nodeAvWith('--enable-gpl --enable-version3'),
      'node-av.node has an FFmpeg with --enable-gpl --enable-version3, not --enable-gpl --enable-version3 --enable-libfdk-aac.',
    ],
    [
      'under the LGPL',
      nodeAvWith('--enable-zlib'),
      'node-av.node has an FFmpeg with none of the options that decide its licence, not --enable-gpl --enable-version3 --enable-libfdk-aac.',
    ],
    ['that says nothing', elf(183), 'node-av.node does not say how its FFmpeg was configured.'],
  ])('refuses an FFmpeg %s, as README and copyright file would be wrong', async (_, content, problem) => {
    expect(await problems({ ...native, [nodeAv]: content })).toEqual([problem]);
  });

  it('does not take a text for a library', async () => {
    expect(await problems({ ...native, petlog: '#!/bin/sh' })).toHaveLength(1);
  });
});

describe('the Node of the packages', () => {
  const lockFile = join(rootDirectory, 'build/package/node-runtime/package-lock.json');

  it('is the one that PetLog is made and tested with, for each architecture', async () => {
    const { packages } = JSON.parse(await readFile(lockFile, 'utf8')) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    for (const { node: name } of architectures) {
      expect(packages[`node_modules/node-linux-${name}`]).toMatchObject({
        version: process.versions.node,
        integrity: expect.stringMatching(/^sha512-/),
      });
    }
  });

  it('is recognized by what it holds', async () => {
    expect(await nodeVersionOf(process.execPath)).toBe(process.versions.node);
  });
});

describe('the FFmpeg of the packages', () => {
  const library = join(rootDirectory, `node_modules/@seydx/node-av-linux-${process.arch}/node-av.node`);

  it('is configured as its file says without being loaded', async () => {
    expect(await ffmpegConfigurationOf(library)).toBe(getFFmpegInfo().configuration);
  });

  it('is under the conditions that the copyright file names', async () => {
    expect(await ffmpegLicenceProblems(library, 'node-av.node')).toEqual([]);
    const text = copyrightFile(await readFile(join(rootDirectory, 'LICENSE'), 'utf8'));
    for (const option of ffmpegLicenceOptions) {
      expect(text).toContain(option);
    }
  });

  it('is not found in another library', async () => {
    expect(await ffmpegConfigurationOf(process.execPath)).toBeNull();
  });
});

describe("Electron's fuses", () => {
  it('are off where nobody needs them', async () => {
    const { electronFuses } = parse(await readFile(join(rootDirectory, 'electron-builder.yml'), 'utf8')) as Configuration;
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('architectures', () => {
  it('refuses one that PetLog is not made for', () => {
    expect(() => architectureNamed('armv7l')).toThrow('There is no PetLog for armv7l: only for amd64 and arm64.');
  });
});

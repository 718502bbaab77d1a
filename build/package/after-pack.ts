import { chmod, cp, lstat, open, readdir, readFile, rmdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { type Architecture, architectureOf } from './architecture.ts';
import { ffmpegLicenceProblems } from './ffmpeg-licence.ts';
import { installNodeRuntime, nodeMajorVersion, nodeVersionOf, packagedNode } from './node-runtime.ts';
import { packedModules } from './packed-modules.ts';
import { productionModulesDirectory } from './production-modules.ts';
import type { PackageLock } from './unneeded-packages.ts';
import { rootDirectory } from '../targets.ts';

/** electron-builder's hook: brings in Node and the packages of the architecture, and fails where one is missing or of another. */
export async function afterPack({ appOutDir, arch }: AfterPackContext): Promise<void> {
  const architecture = architectureOf(arch);
  const from = productionModulesDirectory(architecture);
  const modules = join(appOutDir, 'resources/app/node_modules');
  const lock = JSON.parse(await readFile(join(rootDirectory, 'package-lock.json'), 'utf8')) as PackageLock;
  const isPacked = packedModules(lock, architecture);
  await cp(from, modules, { recursive: true, filter: (path) => path === from || isPacked(relative(from, path)) });
  await removeEmptyDirectories(modules);
  const node = await installNodeRuntime(architecture);
  await cp(join(node, 'bin/node'), join(appOutDir, packagedNode));
  await cp(join(node, 'LICENSE'), join(appOutDir, 'LICENSE.node.txt'));
  await setModes(appOutDir);
  const problems = await architectureProblems(appOutDir, architecture);
  if (problems.length > 0) {
    throw new Error(`${appOutDir} is no package for ${architecture.debian}:\n${problems.join('\n')}`);
  }
}

/** What is left where everything in it was left out. */
async function removeEmptyDirectories(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      await removeEmptyDirectories(join(directory, entry.name));
    }
  }
  if ((await readdir(directory)).length === 0) {
    await rmdir(directory);
  }
}

/** What must be there, relative to the application's directory: a path, and how its file's name begins and ends. */
const requiredFiles = ({ node }: Architecture): readonly (readonly [directory: string, name: RegExp])[] => [
  ['.', /^petlog$/],
  ['.', new RegExp(`^${packagedNode}$`)],
  [`resources/app/node_modules/@img/sharp-linux-${node}/lib`, /^sharp-.*\.node$/],
  [`resources/app/node_modules/@img/sharp-libvips-linux-${node}/lib`, /^libvips-cpp\.so/],
  [`resources/app/node_modules/@seydx/node-av-linux-${node}`, /^node-av\.node$/],
  [`resources/app/node_modules/@node-datachannel/linux-${node}-gnu`, /^node_datachannel\.node$/],
  [`resources/app/node_modules/onnxruntime-node/bin/napi-v6/linux/${node}`, /^onnxruntime_binding\.node$/],
  [`resources/app/node_modules/onnxruntime-node/bin/napi-v6/linux/${node}`, /^libonnxruntime\.so/],
];

/**
 * Looks at every file of a packed application.
 *
 * @returns one line for each ELF file of another architecture, for each native part that is not there, for another Node than
 * ours, and for an FFmpeg under other conditions than those that the copyright file names
 */
export async function architectureProblems(directory: string, architecture: Architecture): Promise<string[]> {
  const problems: string[] = [];
  for await (const path of files(directory)) {
    const machine = await elfMachine(path);
    if (machine !== undefined && machine !== architecture.elfMachine) {
      problems.push(`${relative(directory, path)} is for another architecture (ELF machine ${machine}, not ${architecture.elfMachine}).`);
    }
  }
  for (const [folder, name] of requiredFiles(architecture)) {
    const names = await readdir(join(directory, folder)).catch(() => []);
    const found = names.find((candidate) => name.test(candidate));
    if (found === undefined || (await elfMachine(join(directory, folder, found))) === undefined) {
      problems.push(`${folder} has no program or library ${String(name)}.`);
    } else if (found === packagedNode) {
      problems.push(...(await nodeProblems(join(directory, folder, found))));
    } else if (found === 'node-av.node') {
      problems.push(...(await ffmpegLicenceProblems(join(directory, folder, found), found)));
    }
  }
  return problems;
}

async function nodeProblems(path: string): Promise<string[]> {
  const version = await nodeVersionOf(path);
  return version?.startsWith(`${nodeMajorVersion}.`) === true
    ? []
    : [`${packagedNode} is ${version === null ? 'no Node' : `Node ${version}`}; it has to be Node ${nodeMajorVersion}.`];
}

/** `e_machine` of an ELF file, all of ours being little-endian; undefined for any other file. */
async function elfMachine(path: string): Promise<number | undefined> {
  const head = await firstBytes(path, 20);
  return head.length === 20 && head.subarray(0, 4).toString('latin1') === '\x7fELF' ? head.readUInt16LE(18) : undefined;
}

/** Archives bring along whatever their authors had: programs may be executed, everything else only read. */
async function setModes(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) {
      await chmod(path, 0o755);
    } else if (entry.isFile()) {
      await chmod(path, (await isProgram(path)) ? 0o755 : 0o644);
    }
  }
}

async function isProgram(path: string): Promise<boolean> {
  const { mode } = await lstat(path);
  if ((mode & 0o111) === 0 || path.endsWith('.node') || /\.so(\.|$)/.test(path)) {
    return false;
  }
  const head = (await firstBytes(path, 4)).toString('latin1');
  return head === '\x7fELF' || (head.startsWith('#!') && !path.includes('/node_modules/'));
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* files(directory: string): AsyncGenerator<string> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      yield join(entry.parentPath, entry.name);
    }
  }
}

import { type ChildProcess, type ForkOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** This file lies two levels below the root, and so does the bundle that it ends up in. */
const root = new URL('../../', import.meta.url);

/**
 * Where a Node may be that came with the application: beside Electron's program
 * in the package (whose root is `resources/app/`), and in `node_modules` of the source.
 */
const nodePrograms = [new URL('../../petlog-node', root), new URL('node_modules/node/bin/node', root)].map((url) => fileURLToPath(url));

interface Runtime {
  readonly execPath: string;
  readonly isElectron: boolean;
  /** The first that exists is taken. */
  readonly candidates: readonly string[];
}

/**
 * The Node that every program of ours runs on: the one that runs this, unless
 * this is Electron. Its allocator ends native code that asks for much memory at
 * once, as encoders do (docs/adr/0001).
 */
export function nodeProgram(
  { execPath, isElectron, candidates }: Runtime = {
    execPath: process.execPath,
    isElectron: process.versions.electron !== undefined,
    candidates: nodePrograms,
  },
): string {
  return isElectron ? (candidates.find((path) => existsSync(path)) ?? String(candidates[0])) : execPath;
}

/** As Node's own `fork`, but on `nodeProgram`, and without its channel: the one of Electron runs Electron. */
export function forkNode(modulePath: string, { execArgv = [], ...options }: ForkOptions): ChildProcess {
  return spawn(nodeProgram(), [...execArgv, modulePath], options);
}

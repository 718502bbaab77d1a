import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a directory and those above it, one after the other. Node's own
 * `recursive` tries for ever where a parent is there and takes nothing: in
 * `/proc`, below a mount whose directory was deleted.
 *
 * @param mode permissions of those that are made
 * @throws the system's error
 */
export async function makeDirectory(path: string, mode: number): Promise<void> {
  for (const step of await missing(resolve(path))) {
    try {
      await mkdir(step, { mode });
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (!hasCode(error, 'EEXIST') || !(await stat(step)).isDirectory()) {
        throw error;
      }
    }
  }
}

/** The same for the start, where nothing else can be done meanwhile. */
export function makeDirectorySync(path: string, mode: number): void {
  for (const step of missingSync(resolve(path))) {
    try {
      mkdirSync(step, { mode });
    } catch (error) {
      if (!hasCode(error, 'EEXIST') || !statSync(step).isDirectory()) {
        throw error;
      }
    }
  }
}

/** The directories that are to be made, from the top; never more than the path has parts. */
async function missing(path: string): Promise<string[]> {
  const steps: string[] = [];
  for (let step = path; ; step = dirname(step)) {
    try {
      assertDirectory((await stat(step)).isDirectory(), step);
      return steps;
    } catch (error) {
      assertMissing(error, step);
      steps.unshift(step);
    }
  }
}

function missingSync(path: string): string[] {
  const steps: string[] = [];
  for (let step = path; ; step = dirname(step)) {
    try {
      assertDirectory(statSync(step).isDirectory(), step);
      return steps;
    } catch (error) {
      assertMissing(error, step);
      steps.unshift(step);
    }
  }
}

function assertDirectory(isDirectory: boolean, path: string): void {
  if (!isDirectory) {
    throw Object.assign(new Error(`ENOTDIR: not a directory, '${path}'`), { code: 'ENOTDIR' });
  }
}

function assertMissing(error: unknown, step: string): void {
  if (!hasCode(error, 'ENOENT') || dirname(step) === step) {
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

import { spawn, type SpawnOptions } from 'node:child_process';

/**
 * Runs a program to its end; what it says goes to standard error.
 *
 * @throws Error when it cannot be started or fails
 */
export function run(program: string, args: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'env'> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${program} ${args[0] ?? ''} failed (${signal ?? `exit code ${code}`}).`));
      }
    });
  });
}

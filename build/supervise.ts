import { spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { frugalEnvironment } from './frugal-memory.ts';

/**
 * Runs a program in place of this one: same terminal, same output unless `stdio`
 * says otherwise, signals handed on. A signal to the whole process group reaches
 * it twice, which it has to bear.
 *
 * @returns its exit code; 128 and the signal's number when a signal ended it, as shells say it
 */
export function supervise(program: string, args: readonly string[], stdio: StdioOptions = 'inherit'): Promise<number> {
  return new Promise((resolve, reject) => {
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
    // Before there is a program: one that came just after it would end this process alone.
    for (const signal of signals) {
      process.on(signal, forward);
    }
    const child = spawn(program, args, { stdio, env: { ...frugalEnvironment, ...process.env } });
    const end = (): void => {
      for (const signal of signals) {
        process.off(signal, forward);
      }
    };
    child.once('error', (error) => {
      end();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      end();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

interface ProgramOptions {
  readonly input?: string;
  readonly timeoutSeconds?: number;
  readonly cwd?: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Runs a program to its end. Never fails because of its exit code.
 *
 * @throws Error when it took too long: what it said until then is not all that it had to say
 */
export function run(
  program: string,
  args: readonly string[],
  { input = '', timeoutSeconds = 900, ...options }: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code) => {
      // Nobody but the time limit kills it.
      if (child.killed) {
        reject(new Error(`${program} ${args.join(' ')}\ndid not end within ${timeoutSeconds} s.`));
        return;
      }
      resolve({ code: code ?? 137, output: Buffer.concat(output).toString('latin1'), errors: Buffer.concat(errors).toString('utf8') });
    });
  });
}

/**
 * Runs a program that has to succeed.
 *
 * @returns its standard output
 * @throws Error with the end of what it said otherwise
 */
export async function succeed(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { code, output, errors } = await run(program, args, options);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')}\nended with exit code ${code}:\n${(output + errors).slice(-3000)}`);
  }
  return output;
}

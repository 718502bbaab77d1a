/** `npm run check`: everything but tests. The slow parts run beside each other; what one of them says is shown when it has ended. */
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { rootDirectory } from './targets.ts';

/** Names of package.json's scripts; each list goes one after the other. */
const lanes = [['lint'], ['format:check', 'typecheck', 'layers', 'dead-code', 'docs:check', 'icons:check']] as const;

/** Whether the script found nothing wrong. */
async function passes(script: string): Promise<boolean> {
  const startedAt = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: rootDirectory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  const exitCode = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const [output, errors] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const ok = (await exitCode) === 0;
  process.stdout.write(`${ok ? 'ok     ' : 'FAILED '} ${script} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)\n`);
  process.stdout.write(output);
  process.stderr.write(errors);
  return ok;
}

async function walk(scripts: readonly string[]): Promise<boolean> {
  let ok = true;
  for (const script of scripts) {
    ok = (await passes(script)) && ok;
  }
  return ok;
}

const results = await Promise.all(lanes.map(walk));
process.exitCode = results.every(Boolean) ? 0 : 1;

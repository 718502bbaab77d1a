import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LiveTransportKind } from '../../shared/live-options.ts';

/** Programs that watch, in a process of their own; they decode nothing. */
export interface LiveViewers extends AsyncDisposable {
  /** That came to all of them since the first time that they were given something. */
  countBytes(): Promise<number>;
}

const program = fileURLToPath(new URL('../support/live-viewers-program.ts', import.meta.url));

/** @param query with its `?` */
export async function startLiveViewers(kind: LiveTransportKind, url: string, count = 1, query = ''): Promise<LiveViewers> {
  const child = spawn(process.execPath, [program, kind, url, String(count), query], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');
  const said = async (word: string): Promise<string> => {
    const line = once(lines, 'line').then(([text]) => String(text));
    const text = await Promise.race([line, ended.then(() => 'nothing more')]);
    if (!text.startsWith(word)) {
      throw new Error(`viewers by ${kind} said: ${text}`);
    }
    return text;
  };
  await said('watching');
  return {
    async countBytes() {
      const answer = said('counted');
      child.stdin.write('count\n');
      return Number((await answer).split(' ')[1]);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

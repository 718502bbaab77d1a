import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** An X server that draws into memory, of the given size, until disposed of. Needs Xvfb (Debian: `apt install xvfb`). */
export async function startVirtualScreen(
  widthPixels: number,
  heightPixels: number,
): Promise<AsyncDisposable & { readonly display: string }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${widthPixels}x${heightPixels}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const closed = once(server, 'close');
  const [number] = (await Promise.race([
    once(server.stdio[3] as Readable, 'data'),
    closed.then(() => {
      throw new Error('Xvfb ended before it had a display');
    }),
  ])) as [Buffer];
  return {
    display: `:${number.toString().trim()}`,
    async [Symbol.asyncDispose]() {
      server.kill();
      await closed;
    },
  };
}

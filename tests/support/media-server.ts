import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

export interface ListeningMediaServer extends AsyncDisposable {
  readonly port: number;
  /** Resolves when so many pictures came. */
  pictures(count: number): Promise<void>;
  /** As when its machine loses its power. */
  kill(): Promise<void>;
}

/** One that nobody uses. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const inputs = {
  rtsp: (port: number) => ['-rtsp_flags', 'listen', '-i', `rtsp://127.0.0.1:${port}/live/cat`],
  rtmp: (port: number) => ['-f', 'flv', '-listen', '1', '-i', `rtmp://127.0.0.1:${port}/live/cat`],
  srt: (port: number) => ['-i', `srt://127.0.0.1:${port}?mode=listener&passphrase=a-long-enough-secret`],
} as const;

/**
 * Debian's ffmpeg as a server of somebody else, which takes one publisher and counts its pictures.
 *
 * @param file where all that came is written (Matroska); without one it is written nowhere
 */
export function startMediaServer(kind: keyof typeof inputs, port: number, file: string | null = null): ListeningMediaServer {
  const child = spawn(
    'ffmpeg',
    [
      '-v',
      'quiet',
      '-nostdin',
      '-fflags',
      'nobuffer',
      ...inputs[kind](port),
      '-c',
      'copy',
      '-progress',
      'pipe:1',
      '-stats_period',
      '0.1',
      ...(file === null ? ['-f', 'null', '-'] : ['-f', 'matroska', '-flush_packets', '1', '-cluster_time_limit', '100', file]),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(child, 'exit');
  let count = 0;
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const [, frames] of text.matchAll(/^frame=(\d+)$/gm)) {
      count = Number(frames);
    }
    waiting.forEach((look) => look());
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    pictures: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (count >= wanted) {
            waiting.delete(look);
            resolve();
          }
        };
        waiting.add(look);
        look();
      }),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

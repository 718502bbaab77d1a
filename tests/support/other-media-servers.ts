/** Media servers of other people, which take what PetLog publishes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './temporary-directory.ts';

const rtmpModule = '/usr/lib/nginx/modules/ngx_rtmp_module.so';
const python = '/usr/bin/python3';

export interface OtherMediaServer extends AsyncDisposable {
  readonly port: number;
}

/** Debian's nginx with its RTMP module and the example of the documentation. */
export async function startNginxRtmp(port: number): Promise<OtherMediaServer> {
  if (!existsSync(rtmpModule)) {
    throw new Error('nginx has no RTMP module: "sudo apt install nginx-light libnginx-mod-rtmp" brings it.');
  }
  const directory = await temporaryDirectory();
  const document = await readFile(new URL('../../docs/scaling.md', import.meta.url), 'utf8');
  const example = /```nginx\n([^]*?)```/.exec(document)?.[1] ?? '';
  const configuration = example
    .replace('listen 1935', `listen 127.0.0.1:${port}`)
    .replace('allow publish 192.168.1.20', 'allow publish 127.0.0.1');
  const path = join(directory.path, 'nginx.conf');
  await writeFile(
    path,
    `load_module ${rtmpModule};\ndaemon off;\nmaster_process off;\npid ${join(directory.path, 'pid')};\nerror_log stderr;\nevents {}\n${configuration}`,
  );
  const child = spawn('/usr/sbin/nginx', ['-p', directory.path, '-c', path, '-e', 'stderr'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (!(await answers(port)) && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      await directory[Symbol.asyncDispose]();
    },
  };
}

export interface RecordingRtspServer extends OtherMediaServer {
  /** Resolves when so many pictures came. */
  pictures(count: number): Promise<void>;
}

/** gst-rtsp-server, which takes H.264 at `/cat` from those who know the password. */
export async function startRtspRecorder(port: number, username: string, password: string): Promise<RecordingRtspServer> {
  const program = fileURLToPath(new URL('gst-rtsp-recorder.py', import.meta.url));
  const child = spawn(python, [program, String(port), username, password], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let count = 0;
  let look = (): void => {};
  const lines = createInterface(child.stdout);
  const bound = new Promise<number>((resolve) => lines.once('line', (line) => resolve(Number(line))));
  lines.on('line', (line) => {
    count += line === '.' ? 1 : 0;
    look();
  });
  return {
    port: await bound,
    pictures: (wanted) =>
      new Promise((resolve) => {
        look = () => (count >= wanted ? resolve() : undefined);
        look();
      }),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { buildFakeV4l2, whyNoFakeV4l2 } from '../support/fake-v4l2/fake-v4l2.ts';
import { repositoryDirectory, startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { readPictures } from './picture-reader.ts';

/** A server under test that streams the same pictures at the same rate as the others. */
export interface Subject {
  pid: number;
  port: number;
  path: string;
  close(): Promise<void>;
}

export interface SubjectKind {
  name: 'PetLog' | 'bare Node' | 'ustreamer' | 'motion';
  version: string;
  /** Null where it can run here. */
  whyNot: string | null;
  start(picturesFile: string, framesPerSecond: number): Promise<Subject>;
}

const builtProgram = join(repositoryDirectory, builtHeadlessProgram);

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 5000); // motion with hundreds of viewers never ends by itself
    await exited;
    clearTimeout(patience);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something answers HTTP on the port. */
async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    const controller = new AbortController();
    const answered = await fetch(url, { signal: controller.signal }).then(
      (response) => response.ok,
      () => false,
    );
    controller.abort();
    if (answered) {
      return;
    }
    await delay(100);
  }
  throw new Error(`${child.spawnfile} does not answer`);
}

function startBareFanOut(picturesFile: string, framesPerSecond: number): Promise<Subject> {
  const program = fileURLToPath(new URL('./bare-fan-out.ts', import.meta.url));
  const child = spawn(process.execPath, [program, picturesFile, String(framesPerSecond)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the bare fan-out ended with ${code}`)));
    child.stdout?.once('data', (line: Buffer) =>
      resolve({
        pid: child.pid as number,
        port: Number(/:(\d+)\n/.exec(line.toString())?.[1]),
        path: '/',
        close: () => endProcess(child),
      }),
    );
  });
}

function versionOf(program: string, flag: string): string | null {
  const { status, stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  return status === null ? null : (/\d+\.\d+(\.\d+)*/.exec(`${stdout}${stderr}`)?.[0] ?? '');
}

function ustreamer(): SubjectKind {
  const version = versionOf('ustreamer', '--version');
  return {
    name: 'ustreamer',
    version: version ?? '',
    whyNot: version === null ? 'not installed (Debian package ustreamer)' : whyNoFakeV4l2(),
    async start(picturesFile, framesPerSecond) {
      const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
      const { device, environment } = await buildFakeV4l2(directory, {
        frames: readPictures(picturesFile),
        widthPixels: 1280,
        heightPixels: 720,
      });
      await writeFile(device, ''); // ustreamer looks whether it is there
      const port = await freePort();
      const options = [
        '--device',
        device,
        '--format',
        'MJPEG',
        '--encoder',
        'HW',
        '--resolution',
        '1280x720',
        '--desired-fps',
        String(framesPerSecond),
      ];
      const child = spawn('ustreamer', [...options, '--host', '127.0.0.1', '--port', String(port), '--tcp-nodelay'], {
        env: environment,
        stdio: 'ignore',
      });
      await untilItAnswers(`http://127.0.0.1:${port}/`, child);
      return {
        pid: child.pid as number,
        port,
        path: '/stream?extra_headers=1',
        async close() {
          await endProcess(child);
          await rm(directory, { recursive: true, force: true });
        },
      };
    },
  };
}

/** motion is fed by the bare fan-out as a network camera, because it opens no file and no stand-in for a USB camera at this rate. */
function motion(): SubjectKind {
  const version = versionOf('motion', '-h');
  return {
    name: 'motion',
    version: version ?? '',
    whyNot: version === null ? 'not installed (Debian package motion)' : null,
    async start(picturesFile, framesPerSecond) {
      const camera = await startBareFanOut(picturesFile, framesPerSecond);
      const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
      const port = await freePort();
      const configuration = join(directory, 'motion.conf');
      await writeFile(
        configuration,
        [
          ...['daemon off', 'log_level 3', 'webcontrol_port 0', `target_dir ${directory}`],
          ...[
            `netcam_url http://127.0.0.1:${camera.port}/stream.mjpg`,
            'netcam_params keepalive=on',
            'width 1280',
            'height 720',
            `framerate ${framesPerSecond}`,
          ],
          ...[`stream_port ${port}`, 'stream_localhost on', `stream_maxrate ${framesPerSecond}`, 'stream_quality 85'],
          ...['emulate_motion off', 'threshold 1000000', 'picture_output off', 'movie_output off', 'text_left', 'text_right'],
        ].join('\n'),
      );
      const child = spawn('motion', ['-n', '-c', configuration], { stdio: 'ignore' });
      await untilItAnswers(`http://127.0.0.1:${port}/`, child);
      return {
        pid: child.pid as number,
        port,
        path: '/',
        async close() {
          await endProcess(child);
          await camera.close();
          await rm(directory, { recursive: true, force: true });
        },
      };
    },
  };
}

function petLog(fromSource: boolean): SubjectKind {
  const isBuilt = existsSync(builtProgram) && !fromSource;
  return {
    name: 'PetLog',
    version: isBuilt ? 'built' : 'from source',
    whyNot: null,
    async start(picturesFile, framesPerSecond) {
      const petlog = await startPetLog({
        ...(isBuilt ? { command: [process.execPath, ...frugalNodeArguments, builtProgram] as const } : {}),
        arguments: ['--camera', `file:${picturesFile}`],
        config: { camera: { frame_rate: framesPerSecond, idle_stop_seconds: 0 }, recording: { pre_roll_seconds: 0, rewind_minutes: 0 } },
        environment: {
          ...frugalEnvironment,
          PETLOG_LIMITS_VIEWERS: '2000',
          PETLOG_LIMITS_VIEWERS_PER_ADDRESS: '2000',
          PETLOG_LIMITS_REQUESTS_PER_MINUTE: '1000000',
        },
      });
      return {
        pid: petlog.child.pid as number,
        port: Number(new URL(petlog.url).port),
        path: '/live/stream',
        close: () => petlog[Symbol.asyncDispose](),
      };
    },
  };
}

/** PetLog first, then what it is compared with. */
export function subjectKinds(fromSource: boolean): SubjectKind[] {
  return [petLog(fromSource), { name: 'bare Node', version: process.version, whyNot: null, start: startBareFanOut }, ustreamer(), motion()];
}

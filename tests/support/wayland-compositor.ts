import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Screen } from './kiosk-screens.ts';

const isInstalled = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((directory) => existsSync(join(directory, name)));

/** Raspberry Pi OS has labwc; sway is built on the same library, and there where Debian has no labwc. */
export const compositorName = ['labwc', 'sway'].find(isInstalled);
/** Whether tests of a Wayland session can run here. */
export const hasCompositor = compositorName !== undefined && isInstalled('swayidle') && isInstalled('wtype');

const nobody = 65534;
/** Compositors refuse to be root. */
const asNobody = process.getuid?.() === 0 ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];

/** A Wayland session that draws into memory, with nobody before its screen. */
export class WaylandCompositor implements AsyncDisposable {
  /** What programs need in order to be shown in it. */
  readonly environment: Readonly<Record<'XDG_RUNTIME_DIR' | 'WAYLAND_DISPLAY', string>>;
  readonly #compositor: ChildProcess;
  readonly #children: ChildProcess[] = [];
  readonly #directory: string;

  private constructor(compositor: ChildProcess, directory: string, display: string) {
    this.#compositor = compositor;
    this.#directory = directory;
    this.environment = { XDG_RUNTIME_DIR: directory, WAYLAND_DISPLAY: display };
  }

  static async start({ width, height }: Screen): Promise<WaylandCompositor> {
    const directory = await mkdtemp(join(tmpdir(), 'petlog-wayland-'));
    const configuration = join(directory, 'configuration');
    await mkdir(configuration);
    await writeFile(join(configuration, 'sway'), `output HEADLESS-1 mode ${width}x${height}\nxwayland disable\n`);
    if (asNobody.length > 0) {
      await chown(directory, nobody, nobody);
      await chmod(directory, 0o700);
    }
    const [program = '', ...args] = [
      ...asNobody,
      ...(compositorName === 'labwc' ? ['labwc', '-C', configuration] : ['sway', '-c', join(configuration, 'sway')]),
    ];
    const environment = {
      PATH: process.env['PATH'],
      HOME: directory,
      XDG_RUNTIME_DIR: directory,
      WLR_BACKENDS: 'headless',
      WLR_RENDERER: 'pixman',
      WLR_LIBINPUT_NO_DEVICES: '1',
    };
    const appeared = socketIn(directory);
    const compositor = spawn(program, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    compositor.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const ended = once(compositor, 'close').then(() => {
      throw new Error(`${compositorName} ended before it had a display: ${errors}`);
    });
    return new WaylandCompositor(compositor, directory, await Promise.race([appeared, ended]));
  }

  /** Runs a program in the session until it ends or the session does. */
  run(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...this.environment }, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#children.push(child);
    return child;
  }

  /** Ends the session under whatever is shown in it. */
  async end(): Promise<void> {
    if (this.#compositor.exitCode === null && this.#compositor.signalCode === null) {
      this.#compositor.kill();
      await once(this.#compositor, 'close');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#children.forEach((child) => child.kill());
    await this.end();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** Resolves with the name of a Wayland display as soon as its socket is in the directory. */
function socketIn(directory: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const watcher = watch(directory);
    const look = (): void => {
      readdir(directory).then((names) => {
        const name = names.find((candidate) => /^wayland-\d+$/.test(candidate));
        if (name !== undefined) {
          watcher.close();
          resolve(name);
        }
      }, reject);
    };
    watcher.on('change', look).on('error', reject);
    look();
  });
}

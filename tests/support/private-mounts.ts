import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const isRoot = process.getuid?.() === 0;
const unshareFlags = isRoot ? ['--mount'] : ['--map-root-user', '--mount'];
const enterFlags = isRoot ? ['--mount'] : ['--user', '--preserve-credentials', '--mount'];

/** Whether this user may mount disks of their own; needs util-linux and, for others than root, user namespaces. */
export const mayMount = spawnSync('unshare', [...unshareFlags, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

/** Mounts that only some processes see, and that outlive each of them: disks for a program that is started again and again. */
export class PrivateMounts implements AsyncDisposable {
  readonly #holder: ChildProcess;

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  static async open(): Promise<PrivateMounts> {
    // Ends with its input, also when the test run is interrupted.
    const holder = spawn('unshare', [...unshareFlags, 'sh', '-c', 'echo there; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    return new PrivateMounts(holder);
  }

  /** The start of a command line: what follows sees the mounts. */
  get enter(): readonly [string, ...string[]] {
    return ['nsenter', '--target', String(this.#holder.pid), ...enterFlags];
  }

  /** Runs a shell command where the disks are mounted. */
  async run(command: string): Promise<string> {
    const [program, ...flags] = this.enter;
    const { stdout } = await promisify(execFile)(program, [...flags, 'sh', '-ec', command]);
    return stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#holder, 'close');
    this.#holder.stdin?.end();
    await ended;
  }
}

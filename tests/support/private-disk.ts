import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPetLog, type PetLogProcess, type PetLogProcessOptions } from './petlog-process.ts';
import { testedProgram } from './tested-program.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const isRoot = process.getuid?.() === 0;
const unshareFlags = isRoot ? ['--mount'] : ['--map-root-user', '--mount'];
const enterFlags = isRoot ? ['--mount'] : ['--user', '--preserve-credentials', '--mount'];

/** Whether this user may mount disks of their own; needs util-linux and, for others than root, user namespaces. */
export const canMountDisks = spawnSync('unshare', [...unshareFlags, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

/** PetLog whose recordings are on a small disk that only it sees, and that can be filled, write-protected and pulled out. */
export class PetLogOnPrivateDisk implements AsyncDisposable {
  readonly petlog: PetLogProcess;
  readonly #directory: AsyncDisposable;
  /** Where the disk stays mounted when it is pulled out of the recordings' place. */
  readonly #slot: string;

  private constructor(petlog: PetLogProcess, directory: AsyncDisposable, slot: string) {
    this.petlog = petlog;
    this.#directory = directory;
    this.#slot = slot;
  }

  static async start(sizeMegabytes: number, options: PetLogProcessOptions = {}): Promise<PetLogOnPrivateDisk> {
    const directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    const slot = join(directory.path, 'slot');
    const recordings = join(dataDirectory, 'recordings');
    await mkdir(recordings, { recursive: true });
    await mkdir(slot);
    const script = `mount -t tmpfs -o size=${sizeMegabytes}m tmpfs '${slot}' && mount --bind '${slot}' '${recordings}' && exec "$0" ${testedProgram()} "$@"`;
    const command = ['unshare', ...unshareFlags, 'sh', '-c', script, process.execPath] as const;
    try {
      return new PetLogOnPrivateDisk(
        await startPetLog({ ...options, dataDirectory, command: ['unshare', ...command.slice(1)] }),
        directory,
        slot,
      );
    } catch (error) {
      await directory[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs a shell command where the disk is mounted; `$recordings` and `$slot` are its two places. */
  async run(command: string): Promise<string> {
    const environment = { ...process.env, recordings: join(this.petlog.dataDirectory, 'recordings'), slot: this.#slot };
    const { stdout } = await promisify(execFile)(
      'nsenter',
      ['--target', String(this.petlog.child.pid), ...enterFlags, 'sh', '-ec', command],
      { env: environment },
    );
    return stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.petlog[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

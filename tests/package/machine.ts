import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProgramResult, run, succeed } from './programs.ts';
import { aptCache, cleanRoot, type System } from './roots.ts';

/**
 * A Debian of its own: a clean root that nothing changes for good, with processes,
 * mounts and a network of its own, none of which outlives it.
 */
export class Machine {
  /** What it shares with this one; `/run/check` inside. */
  readonly shared: string;
  /** Its files, as far as they differ from the clean root. */
  readonly changes: string;
  readonly #directory: string;
  readonly #holder: ChildProcess;
  readonly #pid: number;

  private constructor(directory: string, holder: ChildProcess, pid: number) {
    this.#directory = directory;
    this.#holder = holder;
    this.#pid = pid;
    this.shared = join(directory, 'shared');
    this.changes = join(directory, 'changes');
  }

  static async start(system: System): Promise<Machine> {
    const clean = await cleanRoot(system);
    const directory = await mkdtemp(join(tmpdir(), 'petlog-check-'));
    for (const name of ['shared', 'changes', 'work', 'root']) {
      await mkdir(join(directory, name), { mode: 0o755 });
    }
    await mkdir(join(aptCache(system), 'partial'), { recursive: true });
    const script = `set -e
cd "$1"
mount -t overlay overlay -o "lowerdir=$2,upperdir=changes,workdir=work" root
mount -t proc proc root/proc
mount --rbind /sys root/sys
mount --rbind /dev root/dev
mount -t tmpfs -o mode=755 tmpfs root/run
mkdir -p root/run/check root/run/lock
mount --bind shared root/run/check
mount --bind "$3" root/var/cache/apt/archives
cp /etc/resolv.conf root/etc/resolv.conf
# Nobody misses these files after a power cut.
echo force-unsafe-io > root/etc/dpkg/dpkg.cfg.d/check
ip link set lo up
echo ready
# The first process takes in orphans, as init does.
while :; do sleep 1; done`;
    const holder = spawn(
      'unshare',
      [
        '--mount',
        '--propagation',
        'private',
        '--pid',
        '--net',
        '--uts',
        '--ipc',
        '--fork',
        '--kill-child',
        'sh',
        '-c',
        script,
        'sh',
        directory,
        clean,
        aptCache(system),
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [first] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
    if (!Buffer.isBuffer(first)) {
      throw new Error('A machine of its own cannot be made here; it takes root.');
    }
    const children = await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8');
    return new Machine(directory, holder, Number(children.trim().split(' ')[0]));
  }

  /** Runs a shell command as root; it has to succeed. */
  shell(command: string, options: { withNetwork?: boolean; timeoutSeconds?: number } = {}): Promise<string> {
    return succeed('nsenter', this.#inside(['sh', '-ec', command], options.withNetwork), options);
  }

  tryShell(command: string, options: { timeoutSeconds?: number } = {}): Promise<ProgramResult> {
    return run('nsenter', this.#inside(['sh', '-c', command]), options);
  }

  /** Starts a program that runs on; `exec` in the command lets signals reach it. */
  start(command: string): ChildProcess {
    return spawn('nsenter', this.#inside(['sh', '-c', command]), { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** A client on its network, with this machine's programs. */
  curl(...args: string[]): Promise<ProgramResult> {
    return run('nsenter', ['-t', String(this.#pid), '-n', 'curl', '-sS', '--max-time', '60', ...args], { timeoutSeconds: 90 });
  }

  async close(): Promise<void> {
    const end = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await end;
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  #inside(command: readonly string[], withNetwork = false): string[] {
    const environment = [
      'env',
      '-i',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'DEBIAN_FRONTEND=noninteractive',
      'LC_ALL=C.UTF-8',
      'HOME=/root',
    ];
    return [
      '-t',
      String(this.#pid),
      '-m',
      '-p',
      '-u',
      '-i',
      ...(withNetwork ? [] : ['-n']),
      'chroot',
      join(this.#directory, 'root'),
      ...environment,
      ...command,
    ];
  }
}

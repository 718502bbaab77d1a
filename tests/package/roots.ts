import { access, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDirectory } from '../../build/targets.ts';
import { succeed } from './programs.ts';

export interface System {
  readonly suite: 'bookworm' | 'trixie';
  readonly architecture: 'amd64' | 'arm64';
}

/** What is made once and kept. */
export const cache = join(rootDirectory, '.cache/package-check');
export const mirror = 'http://deb.debian.org/debian';
/** What every Debian machine that is to run a service has. */
const included = 'systemd,systemd-sysv,dbus,ca-certificates,init-system-helpers,procps';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export const aptCache = ({ suite, architecture }: System): string => join(cache, `apt-${suite}-${architecture}`);

/** A clean Debian in a directory that is only read; made by debootstrap the first time. */
export async function cleanRoot({ suite, architecture }: System): Promise<string> {
  const root = join(cache, `${suite}-${architecture}`);
  if (!(await exists(root))) {
    await rm(`${root}.new`, { recursive: true, force: true });
    await mkdir(cache, { recursive: true });
    await succeed('debootstrap', ['--variant=minbase', `--arch=${architecture}`, `--include=${included}`, suite, `${root}.new`, mirror], {
      timeoutSeconds: 3600,
    });
    await rename(`${root}.new`, root);
  }
  return root;
}

const handlers = '/proc/sys/fs/binfmt_misc';
const handler = 'petlog-check-aarch64';

/**
 * Lets the kernel run programs for arm64 with Debian 13's QEMU. (Debian 12's is
 * 7.2.) Its file is opened once and for all, so that it works in any root.
 *
 * @returns what takes it away again
 */
export async function emulateArm64(): Promise<() => Promise<void>> {
  if (process.arch === 'arm64') {
    return async () => {};
  }
  if (!(await exists(join(handlers, 'register')))) {
    await succeed('mount', ['-t', 'binfmt_misc', 'binfmt_misc', handlers]);
  }
  const program = join(cache, 'qemu-aarch64');
  if (!(await exists(program))) {
    const root = await cleanRoot({ suite: 'trixie', architecture: 'amd64' });
    const directory = join(cache, 'qemu');
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const listed = await succeed('chroot', [root, 'apt-get', 'download', '--print-uris', 'qemu-user']);
    const url = /'([^']+\.deb)'/.exec(listed)?.[1] ?? '';
    await succeed('curl', ['-fsSLo', join(directory, 'qemu.deb'), url]);
    await succeed('dpkg-deb', ['-x', join(directory, 'qemu.deb'), directory]);
    await copyFile(join(directory, 'usr/bin/qemu-aarch64'), program);
    await rm(directory, { recursive: true });
  }
  // Newest first: ours wins over one that is there already.
  const magic = String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`;
  const mask = String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`;
  await unregister();
  await writeFile(join(handlers, 'register'), `:${handler}:M::${magic}:${mask}:${program}:OCF`);
  return unregister;
}

async function unregister(): Promise<void> {
  if ((await readFile(join(handlers, handler), 'utf8').catch(() => '')) !== '') {
    await writeFile(join(handlers, handler), '-1');
  }
}

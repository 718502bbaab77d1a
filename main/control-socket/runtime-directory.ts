import { chmodSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Of the process that serves the socket. */
export interface RuntimeOwner {
  readonly userId: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export const thisProcess = (): RuntimeOwner => ({ userId: process.getuid?.() ?? 0, environment: process.env });

export interface RuntimePlace {
  readonly path: string;
  /** Made by us where it is not there; what others make is used as it is. */
  readonly isMadeByUs: boolean;
}

/** Where the system's own directories are, replaceable in tests. */
export interface RuntimeRoots {
  readonly run: string;
  readonly temporary: string;
}

const systemRoots: RuntimeRoots = { run: '/run', temporary: '/tmp' };

/**
 * Directories for the socket of the command line, the best first: what systemd
 * made for the service (systemd.exec(5), RuntimeDirectory), what it made for the
 * user (XDG Base Directory Specification), and what everybody can make. They
 * forget everything at a restart, and have sockets and permissions whatever the
 * disk of the data directory has.
 */
export function runtimePlaces({ userId, environment }: RuntimeOwner, { run, temporary }: RuntimeRoots = systemRoots): RuntimePlace[] {
  const [ofService = ''] = (environment['RUNTIME_DIRECTORY'] ?? '').split(':');
  const ofUser = environment['XDG_RUNTIME_DIR'] ?? '';
  return [
    ...(isAbsolute(ofService) ? [{ path: ofService, isMadeByUs: false }] : []),
    ...(isAbsolute(ofUser) ? [{ path: join(ofUser, 'petlog'), isMadeByUs: true }] : []),
    ...(userId === 0 ? [{ path: join(run, 'petlog'), isMadeByUs: true }] : []),
    { path: join(temporary, `petlog-${userId}`), isMadeByUs: true },
  ];
}

/**
 * Makes the directory, or takes the one that is there, if nobody else can put
 * anything into it: in `/tmp` anybody may have been first.
 *
 * @throws Error when it cannot be had
 */
export function prepareRuntimeDirectory({ path, isMadeByUs }: RuntimePlace, userId: number): void {
  if (isMadeByUs) {
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
  }
  if (!isOwn(path, [userId])) {
    throw new Error(`${path} is no directory of this user alone`);
  }
  if (isMadeByUs) {
    chmodSync(path, 0o700);
  }
}

/** Takes a directory of ours away again, unless another PetLog of this user has its socket in it. */
export function leaveRuntimeDirectory({ path, isMadeByUs }: RuntimePlace): void {
  if (!isMadeByUs) {
    return;
  }
  try {
    rmdirSync(path);
  } catch {
    // It is in use, or gone.
  }
}

/** Whether a path is a directory itself, not a link to one, in which only these users and nobody else can put anything. */
export function isOwn(path: string, userIds: readonly number[]): boolean {
  try {
    const found = lstatSync(path);
    return found.isDirectory() && userIds.includes(found.uid) && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

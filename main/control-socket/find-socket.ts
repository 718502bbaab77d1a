import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDataDirectoryOwner } from '../system/data-directory-lock.ts';
import { isOwn, type RuntimeOwner, runtimePlaces, thisProcess } from './runtime-directory.ts';
import { openIdentity, openSocketAddress, type SocketAddress, socketInDataDirectory } from './socket-address.ts';

/**
 * Where the PetLog that runs on a data directory may listen to the command line,
 * the likeliest first. The data directory says which process it is, and that one
 * where its runtime directory is; it may be of another user, or of a service.
 *
 * Each is opened by a function, which throws the system's error.
 */
export function* socketsOf(dataDirectory: string, asker: RuntimeOwner = thisProcess()): Generator<() => SocketAddress> {
  const inDataDirectory = (): SocketAddress => openSocketAddress(join(dataDirectory, 'access'), socketInDataDirectory);
  let name: string;
  try {
    using identity = openIdentity(dataDirectory);
    name = `${identity.name}.sock`;
  } catch {
    // Whoever may not look, or looks where nothing is, is told so by this one.
    yield inDataDirectory;
    return;
  }
  const pid = readDataDirectoryOwner(dataDirectory)?.pid;
  const server = pid === undefined ? null : ownerOf(pid);
  const userIds = [0, asker.userId, ...(server === null ? [] : [server.userId])];
  const places = [...(server === null ? [] : runtimePlaces(server)), ...runtimePlaces(asker)];
  const usual = ['/run/petlog', ...(server === null ? [] : [`/run/user/${server.userId}/petlog`])];
  for (const directory of new Set([...places.map(({ path }) => path), ...usual])) {
    // In another's directory somebody may wait who shows codes of his own.
    if (isOwn(directory, userIds)) {
      yield () => openSocketAddress(directory, name);
    }
  }
  yield inDataDirectory;
}

/** Null for one that has ended. The environment is for its own user and root to read. */
function ownerOf(pid: number): RuntimeOwner | null {
  try {
    return { userId: statSync(`/proc/${pid}`).uid, environment: environmentOf(pid) };
  } catch {
    return null;
  }
}

function environmentOf(pid: number): Record<string, string> {
  try {
    const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return Object.fromEntries(
      lines.filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  } catch {
    return {};
  }
}

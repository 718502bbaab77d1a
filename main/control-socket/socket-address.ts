import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** Below `access` in the data directory, where there is no better place. */
export const socketInDataDirectory = 'control.sock';

/** Where a socket of the command line is, or can be. */
export interface SocketAddress extends Disposable {
  /** For `listen` and `connect`. */
  readonly address: string;
  /** For people and the file system. */
  readonly path: string;
}

/**
 * Who a data directory is, whatever paths lead there: names of its device and
 * inode. Held open, so that a file system without lasting inodes (exFAT) does
 * not give it another one meanwhile.
 *
 * @throws the system's error when there is no such directory, or it may not be read
 */
export function openIdentity(dataDirectory: string): Disposable & { readonly name: string } {
  const descriptor = openSync(dataDirectory, constants.O_RDONLY | constants.O_DIRECTORY);
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  return { name: `${dev.toString(16)}-${ino.toString(16)}`, [Symbol.dispose]: () => closeSync(descriptor) };
}

/**
 * Address of a socket in a directory. Addresses of sockets are at most 107 bytes
 * long (unix(7)) and a directory's name may be longer, so that it goes by a
 * descriptor of the directory, which has to stay open meanwhile.
 *
 * @throws the system's error when there is no such directory, or it may not be read
 */
export function openSocketAddress(directory: string, name: string): SocketAddress {
  const descriptor = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  return { address: `/proc/self/fd/${descriptor}/${name}`, path: join(directory, name), [Symbol.dispose]: () => closeSync(descriptor) };
}

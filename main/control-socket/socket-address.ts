import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';

const name = 'control.sock';

/**
 * Address of the socket over which the command line talks to the PetLog that
 * runs on a data directory: `access/control.sock` in it. The address of a socket
 * is at most 107 bytes long (unix(7)) and a data directory may be longer, so that
 * it goes by a descriptor of its directory, which has to stay open meanwhile.
 *
 * @throws the system's error when there is no such directory, or it may not be read
 */
export function openSocketAddress(dataDirectory: string): Disposable & { readonly address: string; readonly path: string } {
  const directory = join(dataDirectory, 'access');
  const descriptor = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  return {
    address: `/proc/self/fd/${descriptor}/${name}`,
    path: join(directory, name),
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

import { EnteredAddresses } from '../../main/network/entered-address.ts';

/**
 * Addresses of which loopback is allowed, as for a test's own servers.
 *
 * @param names where names lead; others lead nowhere
 */
export function loopbackAddresses(names: Readonly<Record<string, string>> = { 'cam.test': '127.0.0.1' }): EnteredAddresses {
  return new EnteredAddresses({
    allowedTargets: () => ['127.0.0.0/8'],
    ownPorts: () => [],
    ownAddresses: () => [],
    lookup(name) {
      const address = names[name];
      return address === undefined ? Promise.reject(new Error('no such name')) : Promise.resolve([address]);
    },
  });
}

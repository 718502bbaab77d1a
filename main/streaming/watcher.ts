import { PetLogError } from '../../shared/errors.ts';

/** Who watches, for the limits. */
export interface Watcher {
  /** Of the client, which is not the connection's where a proxy is in between. */
  readonly address: string;
  /** Key of the device or token; null where everyone is let in. */
  readonly permission: string | null;
  /** A proxy is in between, which takes what it is given also when the client is slow. */
  readonly isBehindProxy: boolean;
}

export interface WatcherLimits {
  readonly viewers: number;
  readonly viewers_per_device: number;
  readonly viewers_per_address: number;
}

/**
 * Says whether one more fits beside those who watch.
 *
 * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
 */
export function assertRoomFor({ address, permission }: Watcher, watching: Iterable<Watcher>, limits: WatcherLimits): void {
  let inAll = 0;
  let ofDevice = 0;
  let fromAddress = 0;
  for (const watcher of watching) {
    inAll += 1;
    ofDevice += permission !== null && watcher.permission === permission ? 1 : 0;
    fromAddress += watcher.address === address ? 1 : 0;
  }
  if (inAll >= limits.viewers) {
    throw new PetLogError('too_many_viewers', { limit: limits.viewers });
  }
  if (ofDevice >= limits.viewers_per_device) {
    throw new PetLogError('too_many_viewers_of_device', { limit: limits.viewers_per_device });
  }
  if (fromAddress >= limits.viewers_per_address) {
    throw new PetLogError('too_many_viewers_from_address', { address, limit: limits.viewers_per_address });
  }
}

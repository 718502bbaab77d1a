import { type ErrorCode, PetLogError } from '../../shared/errors.ts';

/** Who watches, for the limits. */
export interface Watcher {
  /** Of the client, which is not the connection's where a proxy is in between. */
  readonly address: string;
  /** Key of the device or token; null where everyone is let in. */
  readonly permission: string | null;
  /** A proxy is in between, which takes what it is given also when the client is slow. */
  readonly isBehindProxy: boolean;
}

/** Where everyone is let in, devices are told apart by their addresses. */
export const isSameDevice = (one: Pick<Watcher, 'permission' | 'address'>, other: Pick<Watcher, 'permission' | 'address'>): boolean =>
  one.permission === other.permission && (one.permission !== null || one.address === other.address);

export interface WatcherLimits {
  readonly viewers: number;
  readonly viewers_per_device: number;
  readonly viewers_per_address: number;
}

/** What is said where there is no room. */
export type NoRoomCodes = Readonly<Record<'inAll' | 'ofDevice' | 'fromAddress', ErrorCode>>;

const ofViewers: NoRoomCodes = {
  inAll: 'too_many_viewers',
  ofDevice: 'too_many_viewers_of_device',
  fromAddress: 'too_many_viewers_from_address',
};

/**
 * Says whether one more fits beside those who watch.
 *
 * @param places that they take: who watches several cameras counts for each
 * @throws PetLogError with one of the codes
 */
export function assertRoomFor(
  { address, permission }: Watcher,
  watching: Iterable<Watcher>,
  limits: WatcherLimits,
  codes: NoRoomCodes = ofViewers,
  places = 1,
): void {
  let inAll = 0;
  let ofDevice = 0;
  let fromAddress = 0;
  for (const watcher of watching) {
    inAll += 1;
    ofDevice += permission !== null && watcher.permission === permission ? 1 : 0;
    fromAddress += watcher.address === address ? 1 : 0;
  }
  if (inAll + places > limits.viewers) {
    throw new PetLogError(codes.inAll, { limit: limits.viewers });
  }
  if (permission !== null && ofDevice + places > limits.viewers_per_device) {
    throw new PetLogError(codes.ofDevice, { limit: limits.viewers_per_device });
  }
  if (fromAddress + places > limits.viewers_per_address) {
    throw new PetLogError(codes.fromAddress, { address, limit: limits.viewers_per_address });
  }
}

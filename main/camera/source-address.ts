import { hostOf, portOf } from '../../shared/config/camera-source.ts';
import { readIceServerUrl } from '../../shared/ice-servers.ts';
import { AddressRefusal, type EnteredAddresses, UnknownHost } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';

/** A name server may not answer for a long time, and nobody waits for that before a setting is saved. */
const lookupMilliseconds = 2000;

/** Whom a camera on the network is asked at; null for a source that is no address. */
export function placeOfSource(source: string): { readonly host: string; readonly port: number } | null {
  const asked = hostOf(source);
  return asked === null ? null : { host: asked.host, port: portOf(asked) };
}

/**
 * Why the address of a source, or of a STUN or TURN server, may not be saved by
 * people who do not own the machine, in the words of the connection to it. A
 * name that nobody knows now may be saved: it is looked up again whenever the
 * camera, or the server, is asked.
 *
 * @returns null for an address that is allowed, and for a source that is none
 */
export async function refusalOfSourceAddress(
  source: string,
  { addresses, clock }: { addresses: Pick<EnteredAddresses, 'resolve'>; clock: Clock },
): Promise<string | null> {
  const place = placeOfSource(source) ?? readIceServerUrl(source);
  if (place === null) {
    return null;
  }
  const late = Promise.withResolvers<null>();
  const cancel = clock.after(lookupMilliseconds, () => late.resolve(null));
  const found = addresses.resolve(place.host, place.port).then(
    () => null,
    (error: unknown) => {
      if (error instanceof UnknownHost) {
        return null;
      }
      if (error instanceof AddressRefusal) {
        return error.message;
      }
      throw error;
    },
  );
  try {
    return await Promise.race([found, late.promise]);
  } finally {
    cancel();
  }
}

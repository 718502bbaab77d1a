import { isIPv6 } from 'node:net';
import { type IceServer, readIceServerUrl } from '../../../shared/ice-servers.ts';
import { AddressRefusal, type EnteredAddresses } from '../../network/entered-address.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';

interface FindStunServerOptions {
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A name server that does not answer makes nobody wait longer for the picture. */
const lookupMilliseconds = 1000;

/**
 * Whom this machine asks how the internet sees it: the first server that is asked over plain UDP and may be asked; a TURN server
 * answers that too (RFC 8656, 5). The relay itself is the browser's: the library multiplexes all sessions over one port, and a TURN server
 * allows one relay for a port. One relay is enough, as its address is reached from everywhere.
 *
 * @returns `stun:ADDRESS:PORT`, looked up; null where there is none
 */
export async function findStunServer(
  servers: readonly IceServer[],
  { addresses, clock, logger }: FindStunServerOptions,
): Promise<string | null> {
  const late = Promise.withResolvers<null>();
  const cancel = clock.after(lookupMilliseconds, () => late.resolve(null));
  try {
    for (const url of servers.flatMap(({ urls }) => urls)) {
      const asked = readIceServerUrl(url);
      if (asked?.isPlainUdp !== true) {
        continue;
      }
      const found = addresses.resolve(asked.host, asked.port).catch((error: unknown) => {
        if (!(error instanceof AddressRefusal)) {
          throw error;
        }
        logger.warn({ reason: error.message }, 'a server of video.ice_servers is not asked');
        return null;
      });
      const place = await Promise.race([found, late.promise]);
      if (place !== null) {
        return `stun:${isIPv6(place.address) ? `[${place.address}]` : place.address}:${place.port}`;
      }
    }
    return null;
  } finally {
    cancel();
  }
}

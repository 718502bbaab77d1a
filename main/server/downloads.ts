import type { RequestHandler } from 'express';
import type { Config } from '../../shared/config.ts';
import { assertRoomFor, type Watcher } from '../live/watcher.ts';
import { addressOf, authenticationOf, watcherOf } from './access/authentication.ts';

type DownloadLimits = Pick<Config['limits'], 'downloads' | 'downloads_per_device' | 'downloads_per_address'>;

const codes = {
  inAll: 'too_many_downloads',
  ofDevice: 'too_many_downloads_of_device',
  fromAddress: 'too_many_downloads_from_address',
} as const;

/** Each video that is being read holds a connection and an open file or clip: there is no end of those who read slowly. */
export function limitDownloads(limits: () => DownloadLimits): RequestHandler {
  const reading = new Set<Watcher>();
  return (request, response, next) => {
    if (request.method === 'HEAD') {
      next();
      return;
    }
    // Whoever has a link to a clip is nobody that is known.
    const watcher =
      authenticationOf(response) === null
        ? { address: addressOf(request), permission: null, isBehindProxy: request.ips.length > 0 }
        : watcherOf(request, response);
    const { downloads, downloads_per_device, downloads_per_address } = limits();
    assertRoomFor(
      watcher,
      reading,
      { viewers: downloads, viewers_per_device: downloads_per_device, viewers_per_address: downloads_per_address },
      codes,
    );
    reading.add(watcher);
    response.once('close', () => reading.delete(watcher));
    next();
  };
}

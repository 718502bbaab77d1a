import { basename, join } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { isOpenToOthers } from '../system/restrict.ts';

/** Why other users of this machine can read keys and hashes, once everything was done against it; null when they cannot. */
export function findPermissionsProblem(dataDirectory: string, { clock, logger }: { clock: Clock; logger: Logger }): Problem | null {
  const directory = join(dataDirectory, 'access');
  if (!isOpenToOthers(directory)) {
    return null;
  }
  const { code, message } = new PetLogError('keys_readable', { path: basename(directory) });
  logger.warn({ path: directory }, message);
  return { code, message, since: new Date(clock.nowMicroseconds() / 1000).toISOString() };
}

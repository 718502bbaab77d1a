import { basename, join } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { isOpenToOthers } from '../system/restrict.ts';

/** Why other users of this machine can read keys and hashes, once everything was done against it; null when they cannot. */
export function findPermissionsProblem(dataDirectory: string, clock: Clock): Problem | null {
  const directory = join(dataDirectory, 'access');
  return isOpenToOthers(directory)
    ? { code: 'keys_readable', message: new PetLogError('keys_readable', { path: basename(directory) }).message, since: new Date(clock.nowMicroseconds() / 1000).toISOString() }
    : null;
}

import type { Problem } from '../../shared/api.ts';
import type { BackupTarget } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { BackupDatabase } from './backup-database.ts';

/** A NAS that rests at night is no problem. */
const patienceMilliseconds = 24 * 3600 * 1000;

/**
 * Places that nothing has reached for more than a day although something is to go there.
 *
 * @param isStuck whether one attempt after the other fails just now
 */
export function lateCopies(
  targets: readonly BackupTarget[],
  database: Pick<BackupDatabase, 'outcomeOf'>,
  isStuck: (targetId: string) => boolean,
  nowMilliseconds: number,
): Problem[] {
  return targets.flatMap(({ target_id: id, name, enabled }) => {
    const since = enabled && isStuck(id) ? database.outcomeOf(id).failingSinceMilliseconds : null;
    if (since === null || nowMilliseconds - since < patienceMilliseconds) {
      return [];
    }
    const { code, message } = new PetLogError('backup_copies_late', { name });
    return [{ code, message, since: new Date(since).toISOString() }];
  });
}

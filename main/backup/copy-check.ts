import type { Problem } from '../../shared/api.ts';
import type { BackupTarget, BackupTargetStatus } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { CopyCheck, StoredFiles } from './stored-files.ts';

export const checkStatus = (check: CopyCheck | null): BackupTargetStatus['last_check'] =>
  check === null
    ? null
    : {
        checked_at: new Date(check.atMilliseconds).toISOString(),
        checked_count: check.checkedCount,
        broken_count: check.brokenCount,
      };

/** Places of which copies are broken. */
export function brokenCopies(targets: readonly BackupTarget[], files: Pick<StoredFiles, 'checkOf'>): Problem[] {
  return targets.flatMap(({ target_id: id, name }) => {
    const { last } = files.checkOf(id);
    if (last === null || last.brokenCount === 0) {
      return [];
    }
    const { code, message } = new PetLogError('backup_copies_damaged', { name, count: last.brokenCount });
    return [{ code, message, since: new Date(last.atMilliseconds).toISOString() }];
  });
}

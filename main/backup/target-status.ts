import type { BackupTarget, BackupTargetStatus } from '../../shared/backup.ts';
import type { BackupDatabase } from './backup-database.ts';
import type { SendingCopy } from './backup-worker.ts';
import { checkStatus } from './copy-check.ts';
import { mostPriorityOf } from './priorities.ts';

/** What a place is busy with. */
export interface TargetWork {
  readonly sending: SendingCopy | null;
  readonly isFailing: boolean;
  readonly isHour: boolean;
  readonly isChecking: boolean;
  /** Why the last check could not be made. */
  readonly checkError: string | null;
}

/** How far copies to a place are, as people are told. */
export function targetStatus(target: BackupTarget, database: BackupDatabase, work: TargetWork): BackupTargetStatus {
  const { waiting, failing, copied, copiedBytes } = database.copies.sums(target.target_id, mostPriorityOf(target));
  const { lastSuccessAtMilliseconds, lastError } = database.outcomeOf(target.target_id);
  const { last } = database.files.checkOf(target.target_id);
  const { sending, isChecking, checkError } = work;
  return {
    target_id: target.target_id,
    state: stateOf(target, work, waiting > 0),
    waiting_count: waiting,
    failing_count: failing,
    copied_count: copied,
    copied_bytes: copiedBytes,
    last_success_at: lastSuccessAtMilliseconds === null ? null : new Date(lastSuccessAtMilliseconds).toISOString(),
    last_error: lastError,
    sending: sending === null ? null : { name: sending.name, sent_bytes: sending.sentBytes, size_bytes: sending.sizeBytes },
    is_checking: isChecking,
    last_check: checkStatus(last),
    check_error: checkError,
  };
}

function stateOf({ enabled }: BackupTarget, { sending, isFailing, isHour }: TargetWork, isWaiting: boolean): BackupTargetStatus['state'] {
  if (!enabled) {
    return 'off';
  }
  if (sending !== null) {
    return 'sending';
  }
  if (isFailing && isWaiting) {
    return 'failing';
  }
  return isWaiting && !isHour ? 'waiting_for_hour' : 'resting';
}

import type { Operations } from '../../shared/routes.ts';
import type { BackupService } from '../backup/backup-service.ts';

type BackupOperations = Pick<
  Operations,
  'backup.targets' | 'backup.add' | 'backup.change' | 'backup.remove' | 'backup.test' | 'backup.status' | 'backup.restore'
>;

/** Copies elsewhere. */
export function createBackupOperations(
  backup: Pick<BackupService, 'list' | 'add' | 'change' | 'remove' | 'test' | 'status' | 'restore'>,
): BackupOperations {
  return {
    'backup.targets': async () => ({ targets: backup.list() }),
    'backup.add': async (input) => backup.add(input),
    'backup.change': ({ id, ...change }) => backup.change(id, change),
    async 'backup.remove'({ id }) {
      await backup.remove(id);
      return { message: 'Nothing is copied there any more; what is there stays.' };
    },
    'backup.test': ({ id }) => backup.test(id),
    'backup.status': async () => backup.status(),
    'backup.restore': async (input) => backup.restore(input),
  };
}

import type { Operations } from '../../shared/routes.ts';
import type { RcloneOwner } from '../backup/rclone/rclone-owner.ts';
import type { BackupService } from '../backup/backup-service.ts';

type BackupOperations = Pick<Operations, Extract<keyof Operations, `backup.${string}`>>;

/** Copies elsewhere. */
export function createBackupOperations(
  backup: Pick<
    BackupService,
    | 'list'
    | 'add'
    | 'change'
    | 'remove'
    | 'test'
    | 'status'
    | 'restore'
    | 'cancelRestore'
    | 'copies'
    | 'placesOfEvent'
    | 'makeKey'
    | 'confirmKey'
    | 'check'
  > & { readonly rclone: RcloneOwner },
): BackupOperations {
  return {
    'backup.targets': async () => ({
      targets: backup.list(),
      rclone: { user: backup.rclone.user, configuration_path: backup.rclone.configurationPath },
    }),
    'backup.add': async (input) => backup.add(input),
    'backup.change': ({ id, ...change }) => backup.change(id, change),
    async 'backup.remove'({ id }) {
      await backup.remove(id);
      return { message: 'Nothing is copied there any more; what is there stays.' };
    },
    'backup.test': ({ id }) => backup.test(id),
    'backup.make_key': ({ id }) => backup.makeKey(id),
    'backup.confirm_key': ({ id, last_characters: last }) => backup.confirmKey(id, last),
    'backup.check': async ({ id }) => backup.check(id),
    'backup.status': async () => backup.status(),
    'backup.restore': async (input) => backup.restore(input),
    'backup.cancel_restore': () => backup.cancelRestore(),
    'backup.copies': ({ id, date }) => backup.copies(id, date),
    'backup.event_places': async ({ id }) => backup.placesOfEvent(id),
  };
}

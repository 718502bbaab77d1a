/** Copies of recordings and events elsewhere. */
import { Removed } from '../access.ts';
import { NoInput } from '../api.ts';
import {
  BackupRestore,
  BackupRestoreInput,
  BackupStatus,
  BackupTarget,
  BackupTargetChange,
  BackupTargetId,
  BackupTargetInput,
  BackupTargetList,
  BackupTested,
} from '../backup.ts';
import { json } from './route.ts';

export const backupJsonRoutes = {
  'backup.targets': json({
    method: 'GET',
    path: '/backup/targets',
    access: 'admin',
    summary: 'Where recordings and events are copied to, secrets hidden.',
    input: NoInput,
    output: BackupTargetList,
    errors: [],
  }),
  'backup.add': json({
    method: 'POST',
    path: '/backup/targets',
    access: 'admin',
    summary: 'Copies recordings and events to a server that speaks S3 or WebDAV, those that are here already too.',
    input: BackupTargetInput,
    output: BackupTarget,
    errors: ['too_many_backup_targets', 'backup_not_saved'],
    successStatus: 201,
  }),
  'backup.change': json({
    method: 'PATCH',
    path: '/backup/targets/:id',
    access: 'admin',
    summary: 'Changes a target. Another address needs its password anew.',
    input: BackupTargetChange,
    output: BackupTarget,
    errors: ['backup_target_not_found', 'backup_not_saved'],
  }),
  'backup.remove': json({
    method: 'DELETE',
    path: '/backup/targets/:id',
    access: 'admin',
    summary: 'Copies nothing there any more; what is there stays.',
    input: BackupTargetId,
    output: Removed,
    errors: ['backup_target_not_found', 'backup_not_saved'],
  }),
  'backup.test': json({
    method: 'POST',
    path: '/backup/targets/:id/test',
    access: 'admin',
    summary: 'Writes, reads and removes a small file there, and says which step failed; takes up to twenty seconds.',
    input: BackupTargetId,
    output: BackupTested,
    errors: ['backup_target_not_found'],
  }),
  'backup.status': json({
    method: 'GET',
    path: '/backup/status',
    access: 'admin',
    summary: 'What waits, what is being sent, what failed, how much is there, and how far the last restore is.',
    input: NoInput,
    output: BackupStatus,
    errors: [],
  }),
  'backup.restore': json({
    method: 'POST',
    path: '/backup/restore',
    access: 'admin',
    summary: 'Brings a recording, a day or everything back that is not here any more; GET /backup/status says how far it is.',
    input: BackupRestoreInput,
    output: BackupRestore,
    errors: ['backup_target_not_found', 'backup_restore_running'],
  }),
} as const;

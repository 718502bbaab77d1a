import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BackupDatabase, backupDatabaseFile } from '../../../main/backup/backup-database.ts';
import { checkBackup } from '../../../main/doctor/checks/backup.ts';
import { backupStates } from '../../../main/doctor-process/check-backup.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';
import { fakeMachine } from '../../support/fake-machine.ts';

/** In this process; the real one is the same but for that. */
const askProcess = async ([, path = '']: readonly string[]): Promise<string> => JSON.stringify(backupStates(path));

test.each([
  [undefined, 'problem', 'Copies cannot go to The cloud: rclone is not installed.'],
  ['echo rclone v1.60.1-DEV', 'ok', 'rclone 1.60.1 is there, for copies to The cloud.'],
  ['echo rclone v1.53.3', 'problem', 'Copies cannot go to The cloud: rclone 1.53.3 is too old.'],
  ['echo no', 'warning', 'rclone, for copies to The cloud, does not say its version.'],
] as const)('rclone as %j is %s', async (script, status, summary) => {
  await using machine = await fakeMachine({ subject: { askProcess }, ...(script === undefined ? {} : { programs: { rclone: script } }) });
  const { dataDirectory } = machine.subject;
  const nothing = { status: 'ok', summary: 'No place for copies needs rclone.' };
  expect(await checkBackup(machine.subject)).toMatchObject(nothing);

  const database = new BackupDatabase(join(dataDirectory, backupDatabaseFile), silentLogger);
  const put = (id: string, input: object): void =>
    database.putTarget(BackupTarget.parse({ ...BackupTargetInput.parse(input), target_id: id, recipient: '' }), 0);
  put('a', { name: 'NAS', kind: 'webdav', url: 'https://nas.example/' });
  put('b', { name: 'Old', kind: 'rclone', remote: 'old', enabled: false });
  expect(await checkBackup(machine.subject)).toMatchObject(nothing);
  put('c', { name: 'The cloud', kind: 'rclone', remote: 'cloud' });
  expect(await checkBackup(machine.subject)).toMatchObject({ status, summary });
  database.close();
});

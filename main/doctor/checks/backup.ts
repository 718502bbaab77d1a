import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { backupDatabaseFile } from '../../backup/backup-database.ts';
import { isRecent, oldestRclone, versionIn } from '../../backup/rclone/rclone-version.ts';
import { isMissing } from '../../system/is-missing.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const BackupStates = z.object({ byRclone: z.array(z.string()) });

/** Whether there is the rclone that places for copies need. */
export const checkBackup: Check = async ({ machine, dataDirectory, askProcess }): Promise<Finding> => {
  const path = join(dataDirectory, backupDatabaseFile);
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    return isMissing(error) ? ok(sentence('backup_without_rclone')) : warning(sentence('backup_forbidden'), sentence('run_as_root_advice'));
  }
  const { byRclone } = BackupStates.parse(JSON.parse(await askProcess(['backup', path])));
  if (byRclone.length === 0) {
    return ok(sentence('backup_without_rclone'));
  }
  const list = byRclone.join(', ');
  const answer = await machine.run('rclone', 'version');
  if (answer === null) {
    return problem(sentence('backup_rclone_missing', { list }), sentence('backup_rclone_missing_advice'));
  }
  const version = versionIn(answer.output);
  if (version === null) {
    return warning(sentence('backup_rclone_unknown', { list }), sentence('backup_rclone_advice', { oldest: oldestRclone }));
  }
  return isRecent(version)
    ? ok(sentence('backup_rclone', { version, list }))
    : problem(sentence('backup_rclone_old', { version, list }), sentence('backup_rclone_advice', { oldest: oldestRclone }));
};

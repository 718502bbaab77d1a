import { join } from 'node:path';
import { z } from 'zod';
import { BackupTarget } from '../../../shared/backup.ts';
import { BackupDatabase, backupDatabaseFile } from '../../backup/backup-database.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const BackupContent = z.array(BackupTarget.strict()).max(10);
type BackupContent = z.infer<typeof BackupContent>;

/** Where copies go, with the passwords; what was copied there is found again when it is brought back. */
export const backupSection: Section<BackupContent> = {
  name: 'backup_targets',
  schema: BackupContent,
  isSecret: true,
  async bringBack(targets, { dataDirectory, logger }) {
    const database = new BackupDatabase(join(dataDirectory, backupDatabaseFile), logger);
    try {
      const wanted = new Set(targets.map(({ target_id: id }) => id));
      database
        .targets()
        .filter(({ target_id: id }) => !wanted.has(id))
        .forEach(({ target_id: id }) => database.removeTarget(id));
      targets.forEach((target, index) => database.putTarget(target, index));
      if (database.problem !== null) {
        throw database.problem;
      }
    } finally {
      database.close();
    }
  },
};

export function backupSource(targets: () => readonly BackupTarget[]): SectionSource<BackupContent> {
  const named = (list: readonly BackupTarget[]): Map<string, NamedThing> =>
    new Map(list.map((target) => [target.target_id, { name: target.name, state: JSON.stringify(target) }]));
  return {
    section: backupSection,
    collect: () => [...targets()],
    review: async (content) => ({ content, changes: changeOf('backup_targets', named(targets()), named(content)), leftOut: [] }),
  };
}

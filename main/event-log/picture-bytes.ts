import { stat } from 'node:fs/promises';
import type { EventLogDatabase } from './event-log-database.ts';
import { EventTable } from './event-table.ts';
import type { PictureFiles } from './picture-files.ts';

/** Of so many the size is looked at: of a hundred thousand that would take a memory card minutes. */
const sampleCount = 24;

/** About what the pictures of events take of the disk, by the sizes of the newest. Never rejects. */
export async function pictureBytes(database: Pick<EventLogDatabase, 'read'>, files: Pick<PictureFiles, 'path'>): Promise<number> {
  const { count, newest } = database.read((statements) => new EventTable(statements).pictures(sampleCount));
  const sizes = await Promise.all(
    newest.map((name) =>
      stat(files.path(name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.length === 0 ? 0 : Math.round((sizes.reduce((sum, size) => sum + size, 0) / sizes.length) * count);
}

import { join } from 'node:path';

/** The databases in a data directory, by what is in them. */
const databases = {
  recordings: 'petlog.db',
  'devices and people': 'access/access.db',
  'who did what': 'access/audit.db',
} as const;

export const databaseFiles = (dataDirectory: string): { subject: string; path: string }[] => Object.entries(databases).map(([subject, file]) => ({ subject, path: join(dataDirectory, file) }));

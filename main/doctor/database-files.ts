import { join } from 'node:path';
import type { DoctorTerm } from '../../shared/doctor-sentence.ts';

/** The databases in a data directory, by what is in them. */
const databases = {
  recordings: 'petlog.db',
  access: 'access/access.db',
  audit: 'access/audit.db',
} as const satisfies Partial<Record<DoctorTerm, string>>;

export const databaseFiles = (dataDirectory: string): { subject: DoctorTerm; path: string }[] =>
  (Object.keys(databases) as (keyof typeof databases)[]).map((subject) => ({ subject, path: join(dataDirectory, databases[subject]) }));

import { join } from 'node:path';
import type { DoctorTerm } from '../../shared/doctor-sentence.ts';
import { accessVersion, auditVersion } from '../access/access-database.ts';
import { alertVersion, outboxVersion } from '../alerts/alert-databases.ts';
import { backupDatabaseFile } from '../backup/backup-database.ts';
import { backupVersion } from '../backup/backup-migrations.ts';
import { eventLogVersion } from '../event-log/event-log-migrations.ts';
import { libraryVersion } from '../library/database.ts';
import { relayDatabaseFile, relayVersion } from '../relays/relay-store.ts';

/** The databases in a data directory, by what is in them. */
const databases = {
  recordings: 'petlog.db',
  access: 'access/access.db',
  audit: 'access/audit.db',
  events: 'events.db',
  alerts: 'alerts/alerts.db',
  outbox: 'alerts/outbox.db',
  backup: backupDatabaseFile,
  relays: relayDatabaseFile,
  lock: 'lock.db',
} as const satisfies Partial<Record<DoctorTerm, string>>;

export const databaseFiles = (dataDirectory: string): { subject: DoctorTerm; path: string }[] =>
  (Object.keys(databases) as (keyof typeof databases)[]).map((subject) => ({ subject, path: join(dataDirectory, databases[subject]) }));

/** How far this PetLog knows their tables; a newer one has gone on. */
export const knownVersions: Readonly<Partial<Record<DoctorTerm, number>>> = {
  recordings: libraryVersion,
  access: accessVersion,
  audit: auditVersion,
  events: eventLogVersion,
  alerts: alertVersion,
  outbox: outboxVersion,
  backup: backupVersion,
  relays: relayVersion,
};

import { Gauge, Registry } from 'prom-client';
import type { BackupTargetStatus } from '../../../shared/backup.ts';

export type MeasuredBackup = Pick<
  BackupTargetStatus,
  'target_id' | 'state' | 'waiting_count' | 'failing_count' | 'copied_count' | 'copied_bytes' | 'last_success_at' | 'last_check'
>;

interface BackupMetric {
  readonly name: string;
  readonly help: string;
  /** Null for what nobody knows yet. */
  read(status: MeasuredBackup): number | null;
}

const backupMetrics: readonly BackupMetric[] = [
  { name: 'waiting_copies', help: 'Events and recordings that are still to be copied.', read: ({ waiting_count: count }) => count },
  {
    name: 'failing_copies',
    help: 'Of these, those that could not be sent yet and are tried again.',
    read: ({ failing_count: count }) => count,
  },
  { name: 'copies', help: 'Events and recordings that lie there.', read: ({ copied_count: count }) => count },
  { name: 'copied_bytes', help: 'What lies there.', read: ({ copied_bytes: bytes }) => bytes },
  { name: 'sending', help: '1 while something is sent there.', read: ({ state }) => (state === 'sending' ? 1 : 0) },
  {
    name: 'last_success_timestamp_seconds',
    help: 'When something was last copied there, since 1970.',
    read: ({ last_success_at: at }) => (at === null ? null : Date.parse(at) / 1000),
  },
  {
    name: 'broken_files',
    help: 'Files of the last weekly check that were not what was sent.',
    read: ({ last_check: check }) => check?.broken_count ?? null,
  },
];

/** Copies elsewhere, by place; for those who see every camera. Made anew for each reader, so that a place that was removed is gone. */
export function measureBackups(targets: readonly MeasuredBackup[]): Registry {
  const registry = new Registry();
  for (const { name, help, read } of backupMetrics) {
    const gauge = new Gauge({ name: `petlog_backup_${name}`, help, labelNames: ['target'], registers: [registry] });
    for (const status of targets) {
      const value = read(status);
      if (value !== null) {
        gauge.set({ target: status.target_id }, value);
      }
    }
  }
  return registry;
}

import { createHash, randomBytes } from 'node:crypto';
import type { BackupTested, BackupTestStep } from '../../shared/backup.ts';
import { type BackupFaultCode, sentenceOfFault } from '../../shared/backup-faults.ts';
import { randomId } from '../access/hash.ts';
import { BackupFault, type BackupStore } from './backup-store.ts';

const testBytes = 1000;
/** Faults that come before whatever was to be done. */
const earlierSteps: Readonly<Partial<Record<BackupFaultCode, BackupTestStep>>> = {
  rclone_missing: 'program',
  rclone_too_old: 'program',
  rclone_configuration: 'remote',
  rclone_no_remote: 'remote',
  rclone_type: 'type',
  rclone_option: 'type',
};

/** Writes, reads and removes a small file. Never rejects: it says which step failed. */
export async function testStore(store: BackupStore, signal: AbortSignal): Promise<BackupTested> {
  let step: BackupTestStep = 'connect';
  try {
    await store.list('', signal);
    step = 'write';
    const bytes = randomBytes(testBytes);
    const key = `test-${randomId()}.bin`;
    await store.send(key, { bytes }, { earlier: null, keep: () => {}, sent: () => {}, signal });
    step = 'read';
    const hash = createHash('sha256');
    for await (const piece of await store.read(key, signal)) {
      hash.update(piece);
    }
    if (hash.digest('hex') !== createHash('sha256').update(bytes).digest('hex')) {
      throw new BackupFault('not_as_written');
    }
    step = 'remove';
    await store.remove(key, signal);
    return { ok: true, failed_step: null, reason: null };
  } catch (error) {
    if (!(error instanceof BackupFault)) {
      return { ok: false, failed_step: step, reason: sentenceOfFault('no_answer') };
    }
    const { code, message, certificateFingerprint } = error;
    const confirmable = certificateFingerprint === null ? {} : { certificate_fingerprint: certificateFingerprint };
    return { ok: false, failed_step: earlierSteps[code] ?? step, reason: message, ...confirmable };
  }
}

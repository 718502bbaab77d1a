import { type BackupFaultCode, translateFault } from '../../shared/backup-faults.ts';
import { describeFailure } from '../state/descriptions.ts';
import { describeError } from '../state/error-words.ts';
import { text } from '../text/text.ts';
import { CallError } from '../transport/petlog-client.ts';
import type { BackupErrors } from './words/en.ts';

export type FaultWords = Readonly<Record<BackupFaultCode, string>> | null;

/** What went wrong there, in the reader's language. */
export const describeFault = (sentence: string, faults: FaultWords): string =>
  faults === null ? sentence : translateFault(sentence, faults);

/** One sentence for a failed call of the page of backups, whose errors have their words with it. */
export function describeBackupFailure(error: unknown, errors: BackupErrors | null, faults: FaultWords = null): string {
  return error instanceof CallError && errors !== null && Object.hasOwn(errors, error.code)
    ? describeError(error.code, error.message, text(), errors, (reason) => describeFault(reason, faults))
    : describeFailure(error, text());
}

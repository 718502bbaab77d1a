import { describeFailure } from '../state/descriptions.ts';
import { describeError } from '../state/error-words.ts';
import { text } from '../text/text.ts';
import { CallError } from '../transport/petlog-client.ts';
import type { BackupErrors } from './words/en.ts';

/** One sentence for a failed call of the page of backups, whose errors have their words with it. */
export function describeBackupFailure(error: unknown, errors: BackupErrors | null): string {
  return error instanceof CallError && errors !== null && Object.hasOwn(errors, error.code)
    ? describeError(error.code, error.message, text(), errors)
    : describeFailure(error, text());
}

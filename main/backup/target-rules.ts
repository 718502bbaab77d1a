import type { BackupTarget } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import { redacted } from '../../shared/secret.ts';

/** @throws PetLogError `invalid_input` for what cannot work whatever the server is */
export function assertComplete({ kind, bucket, username, password }: BackupTarget): void {
  if (kind === 's3' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw invalid('bucket', `${JSON.stringify(bucket)} is not allowed; the name of a bucket is, such as petlog-kitchen.`);
  }
  if (kind === 's3' && (username === '' || password === '')) {
    throw invalid(username === '' ? 'username' : 'password', 'is missing; S3 wants the id of an access key and its secret.');
  }
  if (password === redacted) {
    throw invalid('password', `${redacted} stands for a secret that is set, and there is none; give it, or leave it out.`);
  }
}

/** One value that is not allowed. */
export const invalid = (path: string, message: string): PetLogError =>
  new PetLogError('invalid_input', { detail: `${path}: ${message}` }, { errors: [{ path, message }] });

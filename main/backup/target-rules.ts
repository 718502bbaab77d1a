import type { BackupTarget } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import { redacted } from '../../shared/secret.ts';

/** @throws PetLogError `invalid_input` for what cannot work whatever the server is */
export function assertComplete(target: BackupTarget): void {
  const { kind, url, remote, bucket, username, password, certificate_fingerprint } = target;
  if (kind === 'rclone') {
    assertRemoteAlone({ url, remote, bucket, username, password, certificate_fingerprint });
    return;
  }
  if (url === '') {
    throw invalid('url', 'is missing; the address of the server is needed, which begins with https:// or http://.');
  }
  if (remote !== '') {
    throw invalid('remote', `${JSON.stringify(remote)} is not allowed; only a place of the kind rclone has one.`);
  }
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

/** Everything but the name and the folder is in the owner's configuration of rclone. */
function assertRemoteAlone({
  remote,
  ...others
}: Pick<BackupTarget, 'url' | 'remote' | 'bucket' | 'username' | 'password' | 'certificate_fingerprint'>): void {
  if (remote === '') {
    throw invalid('remote', 'is missing; the name of a remote is needed that the owner of the machine made with "rclone config".');
  }
  const given = Object.entries(others).find(([, value]) => value !== '')?.[0];
  if (given !== undefined) {
    throw invalid(given, 'must be empty for a place of the kind rclone, whose remote has it.');
  }
}

type Place = Pick<BackupTarget, 'kind' | 'url' | 'bucket' | 'remote' | 'folder'>;

/** Whether copies of both would lie in one folder, as far as their addresses say. */
export const isSamePlace = (one: Place, other: Place): boolean => placeOf(one) === placeOf(other);

/** With or without encryption on the way, and however the path is divided into address and folder. */
function placeOf({ kind, url, bucket, remote, folder }: Place): string {
  const address = URL.parse(url);
  const parts = kind === 'rclone' ? [remote] : [address?.host ?? '', decoded(address?.pathname ?? ''), bucket];
  const path = [...parts, folder].flatMap((part) => part.split('/')).filter((name) => name !== '');
  return [kind, ...path].join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** One value that is not allowed. */
export const invalid = (path: string, message: string): PetLogError =>
  new PetLogError('invalid_input', { detail: `${path}: ${message}` }, { errors: [{ path, message }] });

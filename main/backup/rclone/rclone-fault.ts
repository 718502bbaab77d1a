import type { BackupFaultCode } from '../../../shared/backup-faults.ts';
import type { ProgramEnd } from '../../system/child-program.ts';
import { BackupFault } from '../backup-store.ts';

/** Of rclone.org/docs, "List of exit codes". */
const directoryNotFound = 3;
const fileNotFound = 4;

/** What rclone and its remotes say, the more certain first. */
const sayings: readonly (readonly [RegExp, BackupFaultCode])[] = [
  [/didn't find section in config file/i, 'rclone_no_remote'],
  [/unknown (?:shorthand )?(?:flag|command)/i, 'rclone_too_old'],
  [/decrypt config|config(?:uration)? password|failed to load config|config file .*(?:parse|locked)/i, 'rclone_configuration'],
  [/didn't find backend called/i, 'rclone_too_old'],
  [/rate ?limit|too many requests|\b429\b/i, 'server_problem'],
  [
    /insufficient ?storage|storage ?quota|disk quota|quota ?(?:is )?(?:exceeded|full)|no space left|not enough (?:space|storage)|\b507\b/i,
    'no_room',
  ],
  [/x509|certificate/i, 'bad_certificate'],
  [/connection refused/i, 'refused'],
  [/no such host|network is unreachable|no route to host|name resolution|server misbehaving/i, 'unreachable'],
  [/time ?out|timed out|deadline exceeded/i, 'no_answer'],
  [
    /\b40[13]\b|unauthori[sz]ed|forbidden|access ?denied|permission denied|not permitted|unable to authenticate|login|logon|invalid_grant|empty token|token (?:has )?expired|refresh token|InvalidAccessKeyId|SignatureDoesNotMatch/i,
    'wrong_login',
  ],
  [/connection reset|broken pipe|unexpected EOF|\bEOF\b|use of closed/i, 'broke_off'],
  [/\b50[0-6]\b/, 'server_problem'],
];

/** Of whom a fault tells. */
export interface RcloneSubject {
  readonly remote: string;
  /** As whom rclone runs. */
  readonly user: string;
}

export const isNotFound = ({ exitCode }: ProgramEnd): boolean => exitCode === directoryNotFound || exitCode === fileNotFound;

/** Why rclone ended as it did. What it wrote may hold addresses and secrets: of that, a status alone is told. */
export function faultOfEnd(end: ProgramEnd, { remote, user }: RcloneSubject): BackupFault {
  const { startError, exitCode, signal, lastLines } = end;
  if (startError !== null) {
    return new BackupFault('rclone_missing');
  }
  const text = lastLines.join('\n');
  const code = isNotFound(end) ? 'no_folder' : sayings.find(([pattern]) => pattern.test(text))?.[1];
  switch (code) {
    case 'rclone_no_remote':
      return new BackupFault(code, { parameters: { said: remote, words: user } });
    case 'unreachable':
      return new BackupFault(code, { parameters: { words: '' } });
    case 'bad_certificate':
      return new BackupFault(code, { parameters: { words: 'that is not trusted' } });
    case undefined:
      return new BackupFault('rclone_failed', {
        parameters: { said: signal ?? String(exitCode), words: `sudo -u ${user} -H rclone lsd ${remote}:` },
      });
    default: {
      const status = /\b([45]\d\d)\b/.exec(text)?.[1];
      return new BackupFault(code, { parameters: { said: status === undefined ? 'rclone' : `rclone, ${status}` } });
    }
  }
}

import { describe, expect, it, test } from 'vitest';
import { faultOfEnd } from '../../../main/backup/rclone/rclone-fault.ts';
import { isRecent, versionIn } from '../../../main/backup/rclone/rclone-version.ts';
import { assertAdmitted, readRemotes, type Remotes } from '../../../main/backup/rclone/remote-rules.ts';
import { sentenceOfFault } from '../../../shared/backup-faults.ts';

const secret = 'obscured-secret';
const nas = { type: 'sftp', host: 'nas', pass: secret, md5sum_command: 'md5sum', shell_type: 'unix' };

/** The sentence against the remote `it`; null where there is none. */
function refusalOf(remotes: Remotes): string | null {
  try {
    assertAdmitted(remotes, 'it', 'petlog');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a remote', () => {
  it.each<[string, Remotes]>([
    ['of a cloud', { it: { type: 'drive', token: secret } }],
    ['of a server, with commands that run there', { it: nas }],
    ['that encrypts for a cloud', { it: { type: 'crypt', remote: 'nas:copies', password: secret }, nas }],
    ['that uses another with a blank in its name', { it: { type: 'hasher', remote: 'My NAS:copies' }, 'My NAS': nas }],
    [
      'through three others',
      { it: { type: 'crypt', remote: 'b:' }, b: { type: 'chunker', remote: 'c:x' }, c: { type: 'compress', remote: 'nas:' }, nas },
    ],
    ['of several', { it: { type: 'union', upstreams: 'nas:one cloud:two:ro' }, nas, cloud: { type: 's3' } }],
    ['combined of several', { it: { type: 'combine', upstreams: 'a=nas:one b=cloud:' }, nas, cloud: { type: 's3' } }],
    ['with an empty option for a command', { it: { type: 'webdav', bearer_token_command: '' } }],
  ])('%s is used', (_what, remotes) => {
    expect(refusalOf(remotes)).toBeNull();
  });

  const local = sentenceOfFault('rclone_type', { said: 'local' });
  it.each<[string, Remotes, string]>([
    ['that is missing', { nas }, sentenceOfFault('rclone_no_remote', { said: 'it', words: 'petlog' })],
    ['of this machine', { it: { type: 'local' } }, local],
    ['that is another name', { it: { type: 'alias', remote: 'nas:' }, nas }, sentenceOfFault('rclone_type', { said: 'alias' })],
    ['that is read only', { it: { type: 'http' } }, sentenceOfFault('rclone_type', { said: 'http' })],
    ['without a type', { it: {} }, sentenceOfFault('rclone_type', { said: '?' })],
    ['of a type of many words', { it: { type: 'a\nb "c"' } }, sentenceOfFault('rclone_type', { said: '?' })],
    ['of a type that every object has', { it: { type: 'constructor' } }, sentenceOfFault('rclone_type', { said: 'constructor' })],
    ['that encrypts for this machine', { it: { type: 'crypt', remote: '/home/anna' } }, local],
    ['that encrypts for a folder here', { it: { type: 'crypt', remote: 'copies' } }, local],
    ['that makes a remote of its own', { it: { type: 'crypt', remote: ':local:/home' } }, local],
    ['that sets options', { it: { type: 'crypt', remote: 'nas,ssh=sh:copies' }, nas }, local],
    ['that ends here at last', { it: { type: 'crypt', remote: 'b:' }, b: { type: 'cache', remote: 'c:' }, c: { type: 'local' } }, local],
    ['one of whose parts is here', { it: { type: 'union', upstreams: 'nas:one /home/anna' }, nas }, local],
    ['one of whose folders is here', { it: { type: 'combine', upstreams: 'a=nas:one b=/home' }, nas }, local],
    ['without what it uses', { it: { type: 'crypt' } }, local],
    ['that uses itself', { it: { type: 'crypt', remote: 'it:' } }, sentenceOfFault('rclone_type', { said: 'crypt' })],
    ['that starts a program', { it: { ...nas, ssh: 'ssh -i key' } }, sentenceOfFault('rclone_option', { said: 'ssh' })],
    [
      'that asks a program for its secret',
      { it: { type: 'crypt', remote: 'b:' }, b: { type: 'webdav', bearer_token_command: 'sh' } },
      sentenceOfFault('rclone_option', { said: 'bearer_token_command' }),
    ],
    [
      'that sets options of rclone',
      { it: { ...nas, 'override.password_command': 'sh' } },
      sentenceOfFault('rclone_option', { said: 'override.password_command' }),
    ],
  ])('%s is refused with one sentence', (_what, remotes, expected) => {
    expect(refusalOf(remotes)).toBe(expected);
  });

  it.each(['', '{"cut', '[]', `{"it": "${secret}"}`])('a list that is none is not told: %s', (dump) => {
    expect(() => readRemotes(dump)).toThrow(sentenceOfFault('rclone_garbage'));
  });
});

describe('what rclone says', () => {
  const subject = { remote: 'nas', user: 'petlog' } as const;
  it.each([
    [1, 'Failed to create file system for "nas:": didn\'t find section in config file', 'rclone_no_remote'],
    [1, 'Error: unknown flag: --size', 'rclone_too_old'],
    [
      1,
      'Failed to load config file "/home/anna/.config": unable to decrypt configuration and not allowed to ask for password',
      'rclone_configuration',
    ],
    [3, 'directory not found', 'no_folder'],
    [4, 'object not found', 'no_folder'],
    [1, 'googleapi: Error 403: The user quota is exceeded, storageQuotaExceeded', 'no_room'],
    [1, 'googleapi: Error 403: User Rate Limit Exceeded', 'server_problem'],
    [1, 'dial tcp 10.0.0.2:443: connect: connection refused', 'refused'],
    [1, 'dial tcp: lookup login.example.com: no such host', 'unreachable'],
    [1, 'x509: certificate signed by unknown authority', 'bad_certificate'],
    [1, 'net/http: TLS handshake timeout', 'no_answer'],
    [1, 'read: connection reset by peer', 'broke_off'],
    [1, 'Unauthorized: 401 Unauthorized', 'wrong_login'],
    [1, "couldn't fetch token: invalid_grant", 'wrong_login'],
    [1, 'HTTP error 502 (502 Bad Gateway)', 'server_problem'],
    [7, 'something else altogether', 'rclone_failed'],
  ])('%i, "%s": %s', (exitCode, line, code) => {
    const said = `https://anna:${secret}@nas/?token=${secret} ${line}`;
    const fault = faultOfEnd({ startError: null, exitCode, signal: null, lastLines: [said] }, subject);
    expect(fault.code).toBe(code);
    expect(fault.message).not.toContain('?}');
    expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)} ${String(fault.cause)}`).not.toContain(secret);
  });

  it('a program that cannot be started is not installed, and one that is killed says by what', () => {
    const end = { startError: null, exitCode: null, signal: null, lastLines: [] };
    expect(faultOfEnd({ ...end, startError: new Error('spawn ENOENT') }, subject).code).toBe('rclone_missing');
    expect(faultOfEnd({ ...end, signal: 'SIGKILL' }, subject).message).toContain('(SIGKILL)');
  });
});

test.each([
  ['rclone v1.60.1-DEV\n- os/version: debian', '1.60.1', true],
  ['rclone v1.56.0', '1.56.0', true],
  ['rclone v1.53.3-DEV', '1.53.3', false],
  ['rclone v2.0', '2.0', true],
])('%j is %s, recent: %s', (text, version, isGood) => {
  expect(versionIn(text)).toBe(version);
  expect(isRecent(version)).toBe(isGood);
});

test('what says no version has none', () => {
  expect(versionIn('busybox')).toBeNull();
});

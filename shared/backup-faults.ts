/**
 * What goes wrong with copies elsewhere: code and sentence. Sentences are kept
 * and told as they are; whoever has other words finds the code by them.
 * `said` is what the other side answered: a status, and a code of S3; for rclone
 * a name or how it ended.
 */
const table = {
  no_answer: 'The server does not answer.',
  too_slow: 'The server is so slow that no copy would ever be whole.',
  endless_answer: 'The server sends an answer without end.',
  broke_off: 'The server broke the connection off.',
  refused: 'The server refuses the connection: nothing listens at that port.',
  unreachable: 'The server cannot be reached{words}.',
  no_tls: 'The server does not speak TLS at that port, or none that is understood.',
  no_http: 'The server does not speak HTTP at that port.',
  other_certificate:
    'The server has another certificate than the one that was confirmed; compare its fingerprint, and confirm it: {fingerprint}.',
  // Before the next one, which would be taken for it.
  unknown_certificate: 'The server has a certificate {words}; compare its fingerprint, and confirm it: {fingerprint}.',
  bad_certificate: 'The server has a certificate {words}.',
  address_refused: 'The address cannot be used: {words}.',
  no_parts: 'The server takes no files in parts.',
  not_s3: 'The server does not speak as S3 does at this address.',
  not_webdav: 'The server does not speak WebDAV at this address.',
  no_bucket: 'There is no such bucket on the server; make it there, or correct its name ({said}).',
  wrong_login: 'The server does not accept the name and the password, or they may not write there ({said}).',
  no_folder: 'There is no such folder on the server; correct the address ({said}).',
  no_room: 'There is no more room on the server ({said}).',
  server_problem: 'The server has a problem of its own ({said}).',
  redirected: 'The server leads to another address; enter that one ({said}).',
  not_understood: 'The server does not understand what a backup needs; is it the right kind, and the right address? ({said}).',
  not_as_written: 'What was read there is not what was written.',
  not_ours: 'What lies there is not what PetLog copied.',
  wrong_size: 'A copy there is not as long as it was sent.',
  no_copy: 'There is no copy of that there.',
  some_broken: '{count} copies there are damaged or incomplete, and stayed away.',
  key_missing: 'The copies there are encrypted; enter the key that was shown when encryption was switched on.',
  key_wrong: 'This key does not open the copies there; enter the one that was shown when encryption was switched on.',
  sealed_damaged: 'An encrypted copy there is damaged.',
  not_read_here: 'A file of this camera could not be read.',
  not_saved_here: 'It could not be saved here: {words}.',
  rclone_missing: 'rclone is not installed on this machine; its owner installs it with "sudo apt install rclone".',
  rclone_too_old: 'rclone on this machine is too old for that remote, or for PetLog; its owner installs a newer one.',
  rclone_no_remote: 'rclone has no remote "{said}"; the owner of this machine makes it with "sudo -u {words} -H rclone config".',
  rclone_configuration: 'The configuration of rclone cannot be read: it is damaged, or locked with a password.',
  rclone_type: 'Copies cannot go to a remote of the type "{said}": it does not lead to another machine or a cloud.',
  rclone_option: 'Copies cannot go to that remote: its option "{said}" may run commands on this machine.',
  rclone_garbage: 'rclone gives an answer that is not understood.',
  rclone_failed: 'rclone could not do that ({said}); on this machine, "{words}" says why.',
  // The last of them: the others would be taken for it.
  server_other: 'The server {words}.',
} as const satisfies Readonly<Record<string, string>>;

export type BackupFaultCode = keyof typeof table;
export const backupFaultCodes = Object.keys(table) as BackupFaultCode[];

export type FaultParameters = Readonly<Record<string, string>>;

const fill = (sentence: string, parameters: FaultParameters): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '?');

/** In English, as it is kept and told. */
export const sentenceOfFault = (code: BackupFaultCode, parameters: FaultParameters = {}): string => fill(table[code], parameters);

const escape = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function parametersIn(sentence: string, code: BackupFaultCode): FaultParameters | null {
  const pattern = table[code]
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? escape(part) : `(?<${part}>.*?)`))
    .join('');
  const match = new RegExp(`^${pattern}$`, 's').exec(sentence);
  return match === null ? null : { ...match.groups };
}

/** SHA-256 of the certificate that such a sentence asks to compare and confirm; null for another sentence. */
export const fingerprintInFault = (sentence: string): string | null =>
  (parametersIn(sentence, 'other_certificate') ?? parametersIn(sentence, 'unknown_certificate'))?.['fingerprint'] ?? null;

/** The same sentence in other words; as it is where it is none of these. */
export function translateFault(sentence: string, words: Readonly<Record<BackupFaultCode, string>>): string {
  for (const code of backupFaultCodes) {
    const parameters = parametersIn(sentence, code);
    if (parameters !== null) {
      return fill(words[code], parameters);
    }
  }
  return sentence;
}

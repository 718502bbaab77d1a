import { z } from 'zod';
import { BackupFault } from '../backup-store.ts';

/** What `rclone config dump` prints: the options of each remote, its type among them. They hold secrets. */
const Remotes = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Remotes = z.infer<typeof Remotes>;

/**
 * Kinds of remotes that lead to another machine or a cloud, and can be written
 * to, as rclone names them (rclone.org/overview). Whatever is not here is not
 * used: `local` and `alias` reach the files of this machine, `http` is read
 * only, `memory` forgets, what the Internet Archive gets everybody sees.
 */
const admittedTypes: ReadonlySet<string> = new Set([
  'azureblob',
  'azurefiles',
  'b2',
  'box',
  'drive',
  'dropbox',
  'fichier',
  'filefabric',
  'filen',
  'filescom',
  'ftp',
  'gofile',
  'google cloud storage',
  'hdfs',
  'hidrive',
  'iclouddrive',
  'internxt',
  'jottacloud',
  'koofr',
  'mailru',
  'mega',
  'netstorage',
  'onedrive',
  'opendrive',
  'oracleobjectstorage',
  'pcloud',
  'pikpak',
  'premiumizeme',
  'protondrive',
  'putio',
  'qingstor',
  'quatrix',
  's3',
  'seafile',
  'sftp',
  'sharefile',
  'sia',
  'smb',
  'storj',
  'sugarsync',
  'swift',
  'ulozto',
  'uptobox',
  'webdav',
  'yandex',
  'zoho',
]);

/** Kinds that use other remotes, and where they name them. */
const wrappers: Readonly<Record<string, 'remote' | 'upstreams'>> = {
  cache: 'remote',
  chunker: 'remote',
  combine: 'upstreams',
  compress: 'remote',
  crypt: 'remote',
  hasher: 'remote',
  union: 'upstreams',
};

/** Names of commands that run on the server, not here (rclone.org/sftp). */
const runsOnServer = /^(?:[a-z0-9]+sum_command|server_command)$/;
const deepest = 8;

/** @throws BackupFault for what is no such list */
export function readRemotes(dump: string): Remotes {
  try {
    return Remotes.parse(JSON.parse(dump));
  } catch {
    // What could not be read may hold secrets: it is not told.
    throw new BackupFault('rclone_garbage');
  }
}

/**
 * Follows a remote to where its files come to lie.
 *
 * @param user whose configuration it is, for the sentence
 * @throws BackupFault unless all that it uses leads to another machine, and runs no command on this one
 */
export function assertAdmitted(remotes: Remotes, name: string, user: string, depth = 0): void {
  const options = Object.hasOwn(remotes, name) ? remotes[name] : undefined;
  if (options === undefined) {
    throw new BackupFault('rclone_no_remote', { parameters: { said: name, words: user } });
  }
  const type = typeof options['type'] === 'string' ? options['type'] : '';
  const command = Object.entries(options).find(([option, value]) => value !== '' && runsCommand(option))?.[0];
  if (command !== undefined) {
    throw new BackupFault('rclone_option', { parameters: { said: command } });
  }
  const place = Object.hasOwn(wrappers, type) ? wrappers[type] : undefined;
  if (place === undefined) {
    if (!admittedTypes.has(type)) {
      throw refusal(type);
    }
    return;
  }
  if (depth === deepest) {
    throw refusal(type);
  }
  namesIn(options[place], type).forEach((each) => assertAdmitted(remotes, each, user, depth + 1));
}

/** Options of rclone itself, which newer ones take from a remote as `global.` and `override.`, may be any. */
const runsCommand = (option: string): boolean =>
  option === 'ssh' || /^(?:global|override)\./.test(option) || (option.includes('command') && !runsOnServer.test(option));

/** How another remote is named: as "name:path", of union once or more, of combine as "folder=name:path". */
const naming: Readonly<Record<string, RegExp>> = {
  combine: /^[^=:"]+=(\w[\w.+@-]*):/,
  union: /^(\w[\w.+@-]*):/,
};
const oneName = /^(\w[\w .+@-]*):/;

/**
 * Throws BackupFault for what is written in another way: a path of this machine has no name, and
 * `:type,option=value:` or `name,option=value:` sets options.
 */
function namesIn(value: unknown, type: string): string[] {
  const text = typeof value === 'string' ? value.trim() : '';
  const pattern = naming[type];
  const written = pattern === undefined ? [text] : text.split(/\s+/);
  return written.map((one) => {
    const name = (pattern ?? oneName).exec(one)?.[1];
    if (name === undefined) {
      throw refusal('local');
    }
    return name;
  });
}

const refusal = (type: string): BackupFault =>
  new BackupFault('rclone_type', { parameters: { said: /^[\w -]{1,40}$/.test(type) ? type : '?' } });

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type ConfigurationImported, type ConfigurationPart, Passphrase } from '../../shared/configuration-file.ts';
import { validate } from '../../shared/validation.ts';
import type { FileCommand } from '../config/command-line.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import type { Answer } from '../control-socket/messages.ts';
import { diskReason } from '../system/disk-errors.ts';
import { StartupError } from '../system/startup-error.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { askPetLog } from './control-client.ts';

interface FileCommandOutput {
  /** For standard output. */
  print(text: string): void;
  /** For standard error. */
  tell(line: string): void;
  readonly stdin: NodeJS.ReadableStream;
}

/**
 * Saves settings of the PetLog that runs on the data directory to a file, or has it bring them back.
 *
 * @returns the exit code: 0 when it was done, 1 when not
 * @throws StartupError when no PetLog runs there, or a file cannot be read or written; ConfigurationError for a passphrase that is not allowed
 */
export async function runFileCommand(command: FileCommand, dataDirectory: string, output: FileCommandOutput): Promise<number> {
  if (command.name === 'restore' && command.path === '-' && command.passphrasePath === '-') {
    throw new ConfigurationError('Standard input can be the file or the passphrase, not both; name a file for one of them.');
  }
  const passphrase = await readPassphrase(command, output);
  return command.name === 'backup'
    ? save(command, passphrase, dataDirectory, output)
    : bringBack(command, passphrase, dataDirectory, output);
}

async function save(
  { path }: FileCommand,
  passphrase: string | undefined,
  dataDirectory: string,
  output: FileCommandOutput,
): Promise<number> {
  const answer = await ask(dataDirectory, { command: 'backup', passphrase });
  if (answer?.kind !== 'configuration') {
    return failed(answer, output);
  }
  const content = `${JSON.stringify(answer.file, null, 1)}\n`;
  if (path === '-') {
    output.print(content);
  } else {
    await writeAtomically(path, content, 0o600).catch((error: unknown) => {
      throw new StartupError(`The file ${path} cannot be written: ${diskReason(error)}.`, { cause: error });
    });
  }
  output.tell(
    passphrase === undefined
      ? 'Saved, without passwords, people, devices and the authority of HTTPS; --passphrase-file saves these too.'
      : 'Saved. Without its passphrase nobody can read this file; keep both, apart from each other.',
  );
  return 0;
}

async function bringBack(
  { path }: FileCommand,
  passphrase: string | undefined,
  dataDirectory: string,
  output: FileCommandOutput,
): Promise<number> {
  const answer = await ask(dataDirectory, { command: 'restore', file: parse(await read(path, output), path), passphrase });
  if (answer?.kind !== 'imported') {
    return failed(answer, output);
  }
  output.print(summary(answer.imported));
  return 0;
}

async function ask(dataDirectory: string, request: Parameters<typeof askPetLog>[1]): Promise<Answer | null> {
  const conversation = await askPetLog(dataDirectory, request);
  try {
    for await (const answer of conversation.answers) {
      return answer;
    }
    return null;
  } finally {
    conversation.end();
  }
}

function failed(answer: Answer | null, output: FileCommandOutput): number {
  output.tell(answer?.kind === 'failed' ? answer.message : 'PetLog ended before it answered.');
  return 1;
}

/** The first line of the file. */
async function readPassphrase({ passphrasePath, name }: FileCommand, output: FileCommandOutput): Promise<string | undefined> {
  if (passphrasePath === undefined) {
    return undefined;
  }
  const [passphrase = ''] = (await read(passphrasePath, output)).split(/\r?\n/);
  const result = validate(Passphrase, passphrase, 'the passphrase');
  if (name === 'backup' && !result.ok) {
    throw new ConfigurationError(result.detail);
  }
  return passphrase;
}

async function read(path: string, { stdin }: FileCommandOutput): Promise<string> {
  try {
    return path === '-' ? await text(stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`The file ${path} cannot be read: ${diskReason(error)}.`, { cause: error });
  }
}

function parse(content: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new StartupError(`The file ${path} is no file of saved settings, or it is cut off.`);
}

const partNames: Readonly<Record<ConfigurationPart, string>> = {
  settings: 'Settings',
  cameras: 'Cameras',
  zones: 'Zones',
  pets: 'Pets',
  people: 'People',
  devices: 'Devices',
  tokens: 'Tokens',
  authority: 'Authority of HTTPS',
  screen_pin: 'PIN of the screen',
  alert_channels: 'Channels of alerts',
  alert_phones: 'Phones that get alerts',
  alert_rules: 'Rules of alerts',
  backup_targets: 'Places for copies',
  relays: 'Media servers',
  homekit: 'HomeKit',
};

function summary({ message, changes, left_out: leftOut }: ConfigurationImported): string {
  const lines = changes.map(({ part, added, changed, removed }) => {
    const said = Object.entries({ added, changed, removed }).filter(([, names]) => names.length > 0);
    return `${partNames[part]}: ${said.map(([what, names]) => `${what}${part === 'screen_pin' ? '' : ` ${names.join(', ')}`}`).join('; ')}`;
  });
  return [
    ...(lines.length === 0 ? ['Everything is as in the file already.'] : lines),
    ...(leftOut.length === 0 ? [] : [`Left as they are here: ${leftOut.join(', ')}`]),
    message,
    '',
  ].join('\n');
}

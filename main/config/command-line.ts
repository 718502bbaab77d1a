import { Role } from '../../shared/access.ts';
import { CameraId } from '../../shared/camera-id.ts';
import { closest } from '../../shared/closest.ts';
import { allowedBy } from '../../shared/schema-words.ts';
import { coerceValue, showValue, validate } from '../../shared/validation.ts';
import { settingsWithCredentialsApart } from './camera-settings.ts';
import { ConfigurationError } from './configuration-error.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { type Action, type CommandName, commands, type Flag, flags } from './flags.ts';
import { cameraKeyOf, keyAt } from './keys.ts';
import type { Setting, Settings } from './setting.ts';

/** What is done instead of a run. */
export type Command = DoctorCommand | RunningCommand;

/** A look at this machine. */
export interface DoctorCommand {
  readonly name: 'doctor';
  /** For programs: the results as JSON. */
  readonly isJson: boolean;
}

/** What a running PetLog is asked for. */
export type RunningCommand = AskingCommand | FileCommand;

export type AskingCommand =
  | { readonly name: 'pair'; readonly role: Role | undefined }
  | { readonly name: 'devices' | 'remove-pin' }
  | { readonly name: 'revoke'; readonly id: string };

/** Settings to a file, and back. */
export interface FileCommand {
  readonly name: 'backup' | 'restore';
  /** `-` for standard output or input. */
  readonly path: string;
  /** Of a file whose first line is the passphrase; `-` for standard input. */
  readonly passphrasePath: string | undefined;
}

/** What flags and environment ask for. All values are valid, each by itself. */
export interface CommandLine {
  readonly action: Action;
  /** Instead of a run. */
  readonly command: Command | undefined;
  readonly configFile: { readonly path: string; readonly origin: string } | undefined;
  readonly flags: Settings;
  readonly variables: Settings;
  /** One sentence each, for the log. */
  readonly warnings: readonly string[];
}

/**
 * Reads the arguments after the program's name, and the environment.
 *
 * @throws ConfigurationError for an unknown flag, a missing value or one that is not allowed
 */
export function readCommandLine(argv: readonly string[], environment: Environment): CommandLine {
  const settings = new Map<string, Setting>();
  let action: Action = 'run';
  let configFile: CommandLine['configFile'];
  let role: Role | undefined;
  let isJson = false;
  const rest = argv.values();
  let commandName: CommandName | undefined;
  let id: string | undefined;
  let passphrasePath: string | undefined;
  for (const argument of rest) {
    if (isCommandName(argument)) {
      if (commandName !== undefined) {
        throw new ConfigurationError(`There can be one command, but ${showValue(commandName)} and ${showValue(argument)} were given.`);
      }
      commandName = argument;
      const wanted = argumentsOf[argument];
      id = wanted === undefined ? undefined : nextValue(argument, rest, wanted);
      continue;
    }
    if ((commandName === 'backup' || commandName === 'restore') && /^--passphrase-file(=|$)/.test(argument)) {
      passphrasePath = /=(.*)$/s.exec(argument)?.[1] ?? nextValue('--passphrase-file', rest, 'the path of a file, or - for standard input');
      continue;
    }
    if (commandName === 'pair' && /^--role(=|$)/.test(argument)) {
      role = readRole(/=(.*)$/s.exec(argument)?.[1] ?? nextValue('--role', rest, allowedBy(Role)));
      continue;
    }
    if (commandName === 'doctor' && argument === '--json') {
      isJson = true;
      continue;
    }
    const { name, flag, attached } = parseArgument(argument);
    switch (flag.kind) {
      case 'action':
        refuseValue(name, attached);
        action = flag.action;
        break;
      case 'file':
        configFile = { path: attached ?? nextValue(name, rest, 'the path of a YAML file'), origin: name };
        break;
      case 'camera': {
        const camera = readCamera(name, attached ?? nextValue(name, rest, cameraExample));
        settings.set(camera.key, camera.setting);
        break;
      }
      case 'setting':
        settings.set(
          flag.key,
          readSetting(
            flag.key,
            name,
            attached ?? (flag.value === undefined ? 'true' : nextValue(name, rest, allowedBy(keyAt(flag.key).schema))),
          ),
        );
    }
  }
  const command = commandOf(commandName, { role, id, isJson, passphrasePath });
  if (action === 'help' || action === 'version') {
    return { action, command: undefined, configFile, flags: settingsWithCredentialsApart(settings), variables: new Map(), warnings: [] };
  }
  const fromEnvironment = readEnvironment(environment);
  return {
    action,
    command,
    configFile: configFile ?? fromEnvironment.configFile,
    flags: settingsWithCredentialsApart(settings),
    variables: settingsWithCredentialsApart(
      new Map([...fromEnvironment.texts].map(([key, { text, origin }]) => [key, readSetting(key, origin, text)])),
    ),
    warnings: fromEnvironment.warnings,
  };
}

/** What follows a command's name. */
const argumentsOf: Readonly<Partial<Record<CommandName, string>>> = {
  revoke: 'the id of a device, which "devices" lists',
  backup: 'the path of a file, or - for standard output',
  restore: 'the path of a file, or - for standard input',
};

const isCommandName = (argument: string): argument is CommandName => Object.hasOwn(commands, argument);

function readRole(text: string): Role {
  const result = validate(Role, text, '--role');
  if (!result.ok) {
    throw new ConfigurationError(result.detail);
  }
  return result.value;
}

function commandOf(
  name: CommandName | undefined,
  {
    role,
    id,
    isJson,
    passphrasePath,
  }: { role: Role | undefined; id: string | undefined; isJson: boolean; passphrasePath: string | undefined },
): Command | undefined {
  switch (name) {
    case undefined:
      return undefined;
    case 'pair':
      return { name, role };
    case 'doctor':
      return { name, isJson };
    case 'devices':
    case 'remove-pin':
      return { name };
    case 'revoke':
      return { name, id: id ?? '' };
    case 'backup':
    case 'restore':
      return { name, path: id ?? '', passphrasePath };
  }
}

function parseArgument(argument: string): { name: string; flag: Flag; attached: string | undefined } {
  const [, name = argument, attached] = /^(--[^=]*)=(.*)$/s.exec(argument) ?? [];
  if (Object.hasOwn(flags, name)) {
    const flag = flags[name];
    if (flag !== undefined) {
      return { name, flag, attached };
    }
  }
  const suggestion = closest(name, Object.keys(name.startsWith('-') ? flags : commands));
  const kind = name.startsWith('-') ? 'flag' : 'argument';
  throw new ConfigurationError(
    `There is no ${kind} ${showValue(name)}; ${suggestion === undefined ? '--help lists what there is.' : `did you mean ${suggestion}?`}`,
  );
}

function nextValue(name: string, rest: Iterator<string>, allowed: string): string {
  const next = rest.next();
  if (next.done === true || next.value.startsWith('--')) {
    throw new ConfigurationError(`${name} needs a value: ${allowed}.`);
  }
  return next.value;
}

function refuseValue(name: string, attached: string | undefined): void {
  if (attached !== undefined) {
    throw new ConfigurationError(`${name} takes no value, but ${showValue(attached)} was given.`);
  }
}

const cameraExample = 'ID=SOURCE, such as garden=rtsp://192.168.1.20/stream';

function readCamera(origin: string, text: string): { key: string; setting: Setting } {
  const [, id, source] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (id === undefined || source === undefined) {
    throw new ConfigurationError(`${origin}: ${showValue(text)} is not allowed; ${cameraExample}, is.`);
  }
  checkCameraId(id, origin);
  const key = `cameras.${id}.source`;
  return { key, setting: readSetting(key, origin, source) };
}

/** @throws ConfigurationError for an id that no camera beside `main` can have */
function checkCameraId(id: string, origin: string): void {
  const result = validate(CameraId, id, `cameras (${origin})`);
  if (!result.ok) {
    throw new ConfigurationError(result.detail);
  }
}

function readSetting(path: string, origin: string, text: string): Setting {
  if (path.startsWith('cameras.')) {
    checkCameraId(cameraKeyOf(path)?.cameraId ?? '', origin);
  }
  const { schema } = keyAt(path);
  const result = validate(schema, coerceValue(schema, text), `${path} (${origin})`);
  if (!result.ok) {
    throw new ConfigurationError(result.detail);
  }
  return { value: result.value, origin };
}

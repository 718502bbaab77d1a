import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Config, ConfigPatch } from '../../shared/config.ts';
import { closest } from '../../shared/closest.ts';
import { redacted, unkeptSecrets } from '../../shared/secret.ts';
import { showValue, validate } from '../../shared/validation.ts';
import { deviceConflicts } from '../camera/device-conflicts.ts';
import { knownCameras, ownersCredentials, pathOfCamera, strayOverrides, withCredentialsApart, withoutStrays } from './camera-settings.ts';
import type { CommandLine } from './command-line.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { Environment } from './environment.ts';
import { systemConfigFile } from './flags.ts';
import { merge, nest, pathsOf, valueAt } from './merge.ts';
import { ownerKeys, withoutOwnerKeys } from './owner-keys.ts';
import { readSavedSettings, savedSettingsFile, type SavedSettings } from './saved-settings.ts';
import type { Setting } from './setting.ts';
import { readYaml } from './yaml-file.ts';

/** The configuration in effect, and where it comes from. */
export interface LoadedConfiguration {
  /** `server.data_dir` is set and absolute. */
  readonly config: Config;
  readonly dataDirectory: string;
  /** The configuration file that was read, or null. */
  readonly configFile: string | null;
  /** What the configuration file says. */
  readonly filePatch: ConfigPatch;
  /** What was changed while PetLog ran, as the file in the data directory keeps it. */
  readonly saved: SavedSettings;
  /** Keys that flags and variables decide, with who does: a saved setting for them counts for nothing at the next start. */
  readonly overrides: ReadonlyMap<string, Setting>;
  /** What the configuration file, variables and flags say about a key: whoever wrote that owns the machine. */
  ownValuesOf(key: string): readonly unknown[];
  /** One sentence each, for the log. */
  readonly warnings: readonly string[];
}

/** The outside world, as far as the configuration depends on it. */
export interface LoadOptions {
  readonly environment?: Environment;
  readonly homeDirectory?: string;
  readonly workingDirectory?: string;
  /** Where the configuration is looked for when none is named. */
  readonly defaultConfigFile?: string;
}

/**
 * Puts the configuration together: flags over variables over saved settings
 * over the file over defaults. Reads only; nothing is created or changed.
 *
 * @throws ConfigurationError in one line when the file cannot be read or asks for something that is not allowed
 */
export async function loadConfiguration(commandLine: CommandLine, options: LoadOptions = {}): Promise<LoadedConfiguration> {
  const { environment = process.env, workingDirectory = process.cwd(), defaultConfigFile = systemConfigFile } = options;
  // Asked only where it is needed: a user of a container may have none.
  const homeDirectory = (): string => options.homeDirectory ?? homeOfUser();
  const file = await readConfigFile(commandLine.configFile, workingDirectory, defaultConfigFile);
  const overrides = new Map([...commandLine.variables, ...commandLine.flags]);

  const given = overrides.get('server.data_dir')?.value;
  const dataDirectory =
    typeof given === 'string'
      ? absolutePath(given, workingDirectory, homeDirectory)
      : file.patch.server?.data_dir !== undefined
        ? absolutePath(file.patch.server.data_dir, dirname(file.path ?? workingDirectory), homeDirectory)
        : defaultDataDirectory(environment, homeDirectory);
  const saved = onlyWhatMayBeSaved(await readSavedSettings(join(dataDirectory, savedSettingsFile)));

  const owner = { filePatch: file.patch, overrides, dataDirectory };
  const config = combine(owner, saved.patch);
  const cameras = knownCameras(owner, saved.patch);
  const strays = strayOverrides(owner, saved.patch).map(({ origin, cameraId }) => {
    const meant = closest(cameraId, cameras);
    return `${origin} is ignored: there is no camera ${showValue(cameraId)}${meant === undefined ? '' : `; did you mean ${showValue(meant)}?`}${meant === undefined ? '; its source makes one.' : ''}`;
  });
  const ownValuesOf = (key: string): unknown[] =>
    [valueAt(file.patch, key), overrides.get(key)?.value].filter((value) => value !== undefined);
  return {
    config,
    dataDirectory,
    configFile: file.path,
    filePatch: file.patch,
    saved,
    overrides,
    ownValuesOf,
    warnings: [...commandLine.warnings, ...saved.warnings, ...strays, ...(await conflictsOf(config, combine(owner, {})))],
  };
}

/**
 * The configuration as it is with these saved settings.
 *
 * @throws ConfigurationError in one line when that is not allowed
 */
export function combine(
  { dataDirectory, ...owner }: Pick<LoadedConfiguration, 'filePatch' | 'overrides' | 'dataDirectory'>,
  saved: ConfigPatch,
): Config {
  const { filePatch, overrides } = ownersCredentials(owner, saved);
  const known = withoutStrays({ filePatch: owner.filePatch, overrides }, saved);
  const layers: unknown[] = [
    filePatch,
    known.saved,
    ...[...known.overrides].map(([path, { value }]) => nest(path, value)),
    nest('server.data_dir', dataDirectory),
  ];
  const result = validate(Config, layers.reduce(merge, {}));
  if (!result.ok) {
    throw new ConfigurationError(result.detail);
  }
  return result.value;
}

/**
 * Two cameras with one device. Where a saved setting has a part in it, the
 * second has no picture, and that is for its own screen to say.
 *
 * @throws ConfigurationError where the owner himself wrote it
 */
async function conflictsOf(config: Config, ownersOwn: Config): Promise<string[]> {
  const own = await deviceConflicts(ownersOwn);
  return (await deviceConflicts(config)).map(({ cameraId, otherId, source }) => {
    const message = `${pathOfCamera(cameraId)}.source: ${showValue(source)} is not allowed; the camera "${otherId}" has it already, choose another source, or switch one of the two off with enabled.`;
    if (own.some((each) => each.cameraId === cameraId && each.otherId === otherId)) {
      throw new ConfigurationError(message);
    }
    return message;
  });
}

/** What the machine's owner decides is not decided by a file that is written over the network, whoever put it there. */
function onlyWhatMayBeSaved(saved: SavedSettings): SavedSettings {
  const ignored = pathsOf(saved.patch).filter((key) => ownerKeys.includes(key));
  const warnings = ignored.map(
    (key) => `A saved setting is ignored: ${key} counts only in the configuration file, as a variable or as a flag.`,
  );
  return {
    ...saved,
    patch: withCredentialsApart(withoutOwnerKeys(saved.patch) as ConfigPatch),
    warnings: [...saved.warnings, ...warnings],
  };
}

async function readConfigFile(
  named: CommandLine['configFile'],
  workingDirectory: string,
  defaultFile: string,
): Promise<{ path: string | null; patch: ConfigPatch }> {
  const path = named === undefined ? defaultFile : resolve(workingDirectory, named.path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (named === undefined && error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return { path: null, patch: {} };
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `The configuration file ${path}${named === undefined ? '' : ` (${named.origin})`} cannot be read: ${reason}.`,
      { cause: error },
    );
  }
  const content = readYaml(text, ConfigPatch, path);
  if (!content.ok) {
    throw new ConfigurationError(content.problems.join(' '));
  }
  const [unkept] = unkeptSecrets(ConfigPatch, content.value);
  if (unkept !== undefined) {
    throw new ConfigurationError(`${unkept} (${path}): ${redacted} stands for a secret; write the secret itself, or leave the key out.`);
  }
  return { path, patch: withCredentialsApart(content.value) };
}

/** A shell leaves `--data-dir=~/petlog` as it is, and YAML has no home directory. */
function absolutePath(path: string, relativeTo: string, homeDirectory: () => string): string {
  return resolve(
    relativeTo,
    path.replace(/^~(?=\/|$)/, () => homeDirectory()),
  );
}

/**
 * systemd names the service's own directory in STATE_DIRECTORY (systemd.exec(5)); everybody else has the
 * XDG Base Directory Specification, which says to ignore a relative XDG_DATA_HOME.
 */
function defaultDataDirectory(environment: Environment, homeDirectory: () => string): string {
  const [stateDirectory = ''] = (environment.STATE_DIRECTORY ?? '').split(':');
  if (isAbsolute(stateDirectory)) {
    return resolve(stateDirectory);
  }
  const dataHome = environment.XDG_DATA_HOME ?? '';
  return join(isAbsolute(dataHome) ? dataHome : join(homeDirectory(), '.local', 'share'), 'petlog');
}

/** @throws ConfigurationError where neither HOME nor /etc/passwd knows one, as for any user id of a container */
function homeOfUser(): string {
  for (const ask of [homedir, () => userInfo().homedir]) {
    try {
      const path = ask(); // HOME may be empty
      if (isAbsolute(path)) {
        return path;
      }
    } catch {
      // the user has no entry
    }
  }
  throw new ConfigurationError(
    `There is no home directory to keep the data in: HOME is not set, and the user id ${process.getuid?.() ?? 'of this process'} is not in /etc/passwd; name a directory with --data-dir or PETLOG_DATA_DIR.`,
  );
}

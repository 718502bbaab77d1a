import { closest } from '../../shared/closest.ts';
import { flags } from './flags.ts';
import { cameraKeyNames, configKeys, keysOfCamera, partKeys } from './keys.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentSettings {
  readonly configFile: { readonly path: string; readonly origin: string } | undefined;
  /** Texts by the path of their key, as they stand in the environment. */
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly origin: string }>;
  readonly warnings: readonly string[];
}

/** Variables with our prefix that are no settings. */
const otherVariables = /^PETLOG_(TEST_|CHROMIUM$|KIOSK_CLOSED_FILE$)/;

/**
 * Picks our variables out of the environment. An empty one counts as not set.
 * Where both are set, the full name (`PETLOG_SERVER_PORT`) wins over the short one (`PETLOG_PORT`).
 */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const keysByVariable = new Map<string, string>();
  const fileVariables: string[] = [];
  for (const flag of Object.values(flags)) {
    if (flag.kind === 'setting') {
      keysByVariable.set(flag.variable, flag.key);
    } else if (flag.kind === 'file') {
      fileVariables.push(flag.variable);
    }
  }
  for (const key of [...configKeys, ...partKeys]) {
    keysByVariable.set(key.variable, key.path);
  }

  for (const name of Object.keys(environment)) {
    const path = cameraVariablePath(name);
    if (path !== null) {
      keysByVariable.set(name, path);
    }
  }

  const texts = new Map<string, { text: string; origin: string }>();
  for (const [origin, key] of keysByVariable) {
    const text = environment[origin];
    if (text !== undefined && text !== '') {
      texts.set(key, { text, origin });
    }
  }
  const known = [...keysByVariable.keys(), ...fileVariables];
  const warnings = Object.keys(environment)
    .filter((name) => name.startsWith('PETLOG_') && !known.includes(name) && !otherVariables.test(name))
    .map((name) => {
      const suggestion = closest(name, [...known, ...cameraVariablesLike(name)]);
      return `The environment variable ${name} means nothing to PetLog${suggestion === undefined ? '.' : `; did you mean ${suggestion}?`}`;
    });
  const origin = fileVariables.find((name) => (environment[name] ?? '') !== '');
  const path = origin === undefined ? undefined : environment[origin];
  return { configFile: origin === undefined || path === undefined ? undefined : { path, origin }, texts, warnings };
}

const prefix = 'PETLOG_CAMERAS_';
/** `_FRAME_RATE`, the longest first: `_DETECTION_ENABLED` ends like `_ENABLED`, and is what is meant. */
const suffixes = new Map(
  cameraKeyNames.map((name) => [`_${name.replace('.', '_').toUpperCase()}`, name] as const).sort(([a], [b]) => b.length - a.length),
);

/** `cameras.front-door.frame_rate` for `PETLOG_CAMERAS_FRONT_DOOR_FRAME_RATE`: ids have dashes and no underscores. Null for other variables. */
function cameraVariablePath(variable: string): string | null {
  const suffix = variable.startsWith(prefix) ? [...suffixes.keys()].find((each) => variable.endsWith(each)) : undefined;
  const id = suffix === undefined ? '' : idOf(variable.slice(prefix.length, -suffix.length));
  return suffix === undefined || id === '' ? null : `cameras.${id}.${suffixes.get(suffix)}`;
}

const idOf = (text: string): string => text.toLowerCase().replaceAll('_', '-');

/** What a misspelled variable of a camera may have meant, wherever its id ends. */
function cameraVariablesLike(variable: string): string[] {
  if (!variable.startsWith(prefix)) {
    return [];
  }
  const words = variable.slice(prefix.length).split('_');
  return words.slice(1).flatMap((_, index) => keysOfCamera(idOf(words.slice(0, index + 1).join('_'))).map((key) => key.variable));
}

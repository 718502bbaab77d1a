import { closest } from '../../shared/closest.ts';
import { flags } from './flags.ts';
import { configKeys } from './keys.ts';

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
  for (const key of configKeys) {
    keysByVariable.set(key.variable, key.path);
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
      const suggestion = closest(name, known);
      return `The environment variable ${name} means nothing to PetLog${suggestion === undefined ? '.' : `; did you mean ${suggestion}?`}`;
    });
  const origin = fileVariables.find((name) => (environment[name] ?? '') !== '');
  const path = origin === undefined ? undefined : environment[origin];
  return { configFile: origin === undefined || path === undefined ? undefined : { path, origin }, texts, warnings };
}

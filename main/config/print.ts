import { stringify } from 'yaml';
import type { Config } from '../../shared/config.ts';
import { isSecret } from '../../shared/validation.ts';
import { configKeys, type ConfigKey } from './keys.ts';
import { merge, nest, valueAt } from './merge.ts';

/** What stands in the place of a secret wherever a configuration is shown. */
export const redacted = '<redacted>';

/** A copy in which every secret that is set reads `<redacted>`. */
export function redact<T>(config: T, keys: readonly ConfigKey[] = configKeys): T {
  const secrets = keys.filter(({ path, schema }) => isSecret(schema) && valueAt(config, path) !== undefined);
  return secrets.reduce<unknown>((shown, { path }) => merge(shown, nest(path, redacted)), config) as T;
}

/** The whole configuration as YAML, as `--print-config` shows it and `--config` reads it. */
export function formatConfig(config: Config): string {
  return stringify(redact(config));
}

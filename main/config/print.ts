import { stringify } from 'yaml';
import { Config } from '../../shared/config.ts';
import { redactSecrets } from '../../shared/secret.ts';

/** The whole configuration as YAML, as `--print-config` shows it and `--config` reads it. */
export function formatConfig(config: Config): string {
  return stringify(redactSecrets(Config, config));
}

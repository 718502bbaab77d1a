import { flags } from './flags.ts';
import { keyAt } from './keys.ts';
import { without } from './merge.ts';

/**
 * What whoever owns the machine decides, in the configuration file, by variable
 * or by flag: nobody changes it over the network, and saved settings have no say in it.
 */
export const ownerKeys: readonly string[] = [
  'server.data_dir',
  'security.allowed_directories',
  'security.allowed_targets',
  'detection.model_path',
  'detection.labels_path',
];

/** "--data-dir, PETLOG_DATA_DIR and the configuration file" */
export function whoDecides(key: string): string {
  const [flag] = Object.entries(flags).flatMap(([name, entry]) =>
    entry.kind === 'setting' && entry.key === key ? [`${name}, ${entry.variable}`] : [],
  );
  return `${flag ?? keyAt(key).variable} and the configuration file`;
}

/** A change of settings without them. */
export function withoutOwnerKeys(patch: unknown): unknown {
  return ownerKeys.reduce(without, patch);
}

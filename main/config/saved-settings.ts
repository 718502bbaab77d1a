import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ConfigPatch } from '../../shared/config.ts';
import { without } from './merge.ts';
import { readYaml } from './yaml-file.ts';

/** In the data directory. */
export const savedSettingsFile = 'settings.yaml';

/** What was changed while PetLog ran. */
export interface SavedSettings {
  readonly patch: ConfigPatch;
  /** The file cannot be used as it is; it is to be moved aside before anything is saved. */
  readonly isDamaged: boolean;
  readonly warnings: readonly string[];
}

/** Reads them as far as they can be used: a bad value costs itself, a damaged file all of them, neither the start. */
export async function readSavedSettings(path: string): Promise<SavedSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return { patch: {}, isDamaged: false, warnings: [] };
    }
    return { patch: {}, isDamaged: true, warnings: [`The saved settings ${path} cannot be read, so the configuration counts: ${error instanceof Error ? error.message : String(error)}.`] };
  }
  const content = readYaml(text, ConfigPatch, path);
  if (content.ok) {
    return { patch: content.value, isDamaged: false, warnings: [] };
  }
  const rest = ConfigPatch.safeParse(content.paths.map(keyOf).reduce(without, content.content));
  return {
    patch: rest.success ? rest.data : {},
    isDamaged: true,
    warnings: content.problems.map((problem) => `A saved setting is ignored: ${problem}`),
  };
}

/** The key that a wrong value belongs to: `camera.resolution` for `camera.resolution.0`. */
function keyOf(path: string): string {
  return path.split('.').slice(0, 2).join('.');
}

/** The text of the file. */
export function formatSavedSettings(patch: ConfigPatch): string {
  return `# Settings changed while PetLog ran. They win over the configuration file; flags and variables win over them.\n${stringify(patch)}`;
}

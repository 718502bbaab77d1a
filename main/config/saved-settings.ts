import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { ConfigPatch } from '../../shared/config.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { splitSecrets } from '../../shared/secret.ts';
import { readSmallFile } from '../system/read-small-file.ts';
import { mapCameras } from './camera-settings.ts';
import { type CameraSecrets, cameraSecretsFile, readCameraSecrets } from './camera-secrets.ts';
import { merge, valueAt, without } from './merge.ts';
import { readYaml } from './yaml-file.ts';

/** In the data directory. */
export const savedSettingsFile = 'settings.yaml';

/** Beside the saved settings: the same once more, written after them, so that no power cut damages both. */
export const copyOf = (path: string): string => `${path}.copy`;

/** What was changed while PetLog ran. */
export interface SavedSettings {
  /** With the secrets, which are in a file of their own. */
  readonly patch: ConfigPatch;
  /** Null where there are none. */
  readonly secrets: CameraSecrets | null;
  /** The file of secrets cannot be used; it is to be moved aside before anything is saved. */
  readonly areSecretsDamaged: boolean;
  /** The file cannot be used as it is; it is to be moved aside before anything is saved. */
  readonly isDamaged: boolean;
  /** The copy is to be written again. */
  readonly isCopyOutdated: boolean;
  /** It took the place of a damaged one, and nobody has changed a setting since. */
  readonly isReplacement: boolean;
  readonly warnings: readonly string[];
  /** Whether something may have been saved for a key that nobody can read any more. */
  mayHaveHeld(key: string): boolean;
}

type Part =
  | { readonly kind: 'whole'; readonly patch: ConfigPatch; readonly isReplacement: boolean; readonly revision: string | null }
  | { readonly kind: 'missing' }
  /** `rest` is what could be used of it, `lostKeys` what not; null for all. */
  | {
      readonly kind: 'damaged';
      readonly rest: ConfigPatch;
      readonly revision: string | null;
      readonly lostKeys: readonly string[] | null;
      readonly problems: readonly string[];
    };

/** Reads them as far as they can be used: a bad value costs itself, a damaged file nothing while its copy is there, neither the start. */
export async function readSavedSettings(path: string): Promise<SavedSettings> {
  const { revision, ...settings } = await readSettings(path);
  const secretsPath = join(dirname(path), cameraSecretsFile);
  const read = await readCameraSecrets(secretsPath, revision);
  const secrets = read.kind === 'read' ? read.secrets : null;
  const warnings =
    read.kind === 'damaged' ? [`Names and passwords of cameras are missing: ${secretsPath} cannot be used: ${read.reason}.`] : [];
  return {
    ...settings,
    patch: secrets === null ? settings.patch : (merge(settings.patch, secretsOfKnown(secrets, settings.patch)) as ConfigPatch),
    secrets,
    areSecretsDamaged: read.kind === 'damaged',
    warnings: [...settings.warnings, ...warnings],
  };
}

/** Those of a camera that the settings do not have any more, as after damage, make no camera. */
function secretsOfKnown({ values }: CameraSecrets, patch: ConfigPatch): ConfigPatch {
  const strays = Object.keys(values.cameras ?? {}).filter((id) => !Object.hasOwn(patch.cameras ?? {}, id));
  return strays.map((id) => `cameras.${id}`).reduce<unknown>(without, values) as ConfigPatch;
}

type SettingsWithoutSecrets = Omit<SavedSettings, 'secrets' | 'areSecretsDamaged'> & { readonly revision: string | null };

async function readSettings(path: string): Promise<SettingsWithoutSecrets> {
  const [file, copy] = await Promise.all([readPart(path), readPart(copyOf(path))]);
  if (file.kind === 'missing' && copy.kind === 'missing') {
    return {
      patch: {},
      revision: null,
      isDamaged: false,
      isCopyOutdated: false,
      isReplacement: false,
      warnings: [],
      mayHaveHeld: () => false,
    };
  }
  if (file.kind === 'whole') {
    const textOf = ({ patch, revision }: typeof file): string => formatSavedSettings(patch, { revision });
    const isCopyOutdated = copy.kind !== 'whole' || textOf(copy) !== textOf(file);
    return {
      patch: file.patch,
      revision: file.revision,
      isDamaged: false,
      isCopyOutdated,
      isReplacement: file.isReplacement,
      warnings: [],
      mayHaveHeld: () => false,
    };
  }
  const problems = file.kind === 'damaged' ? file.problems : [`${path} is missing, but its copy is there; to begin anew, delete both.`];
  const warnings = problems.map((problem) => `A saved setting is ignored: ${problem}`);
  const rest = file.kind === 'damaged' ? file.rest : {};
  const lostKeys = file.kind === 'damaged' ? file.lostKeys : null;
  const patch = copy.kind === 'whole' ? (merge(copy.patch, rest) as ConfigPatch) : rest;
  return {
    patch,
    revision: (file.kind === 'damaged' ? file.revision : null) ?? (copy.kind === 'missing' ? null : copy.revision),
    isDamaged: true,
    isCopyOutdated: true,
    isReplacement: false,
    warnings,
    mayHaveHeld: (key) => valueAt(patch, key) === undefined && (copy.kind !== 'whole' || lostKeys?.includes(key) === true),
  };
}

async function readPart(path: string): Promise<Part> {
  let text: string;
  try {
    text = await readSmallFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return { kind: 'missing' };
    }
    return damaged(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const whyNotWhole = whyCutOff(text);
  if (whyNotWhole !== null) {
    return damaged(`${path} ${whyNotWhole}.`);
  }
  const content = readYaml(text, ConfigPatch, path, withoutForgotten);
  if (content.ok) {
    return { kind: 'whole', patch: content.value, isReplacement: text.includes(replacementLine), revision: revisionIn(text) };
  }
  const lostKeys = content.paths.map(keyOf);
  const rest = ConfigPatch.safeParse(lostKeys.reduce(without, content.content));
  return {
    kind: 'damaged',
    revision: revisionIn(text),
    rest: rest.success ? rest.data : {},
    lostKeys: content.content === undefined || !rest.success ? null : lostKeys,
    problems: content.problems,
  };
}

/** Earlier versions saved a directory for each camera, and used only that of `main`. */
function withoutForgotten(content: unknown): unknown {
  return mapCameras(content, (settings, cameraId) => (cameraId === mainCameraId ? settings : without(settings, 'storage_path')));
}

const damaged = (problem: string): Part => ({ kind: 'damaged', revision: null, rest: {}, lostKeys: null, problems: [problem] });

/** The key that a wrong value belongs to: `camera.resolution` for `camera.resolution.0`. */
function keyOf(path: string): string {
  const parts = path.split('.');
  return parts.slice(0, parts[0] === 'cameras' ? 3 : 2).join('.');
}

const headLine = '# Settings changed while PetLog ran. They win over the configuration file; flags and variables win over them.';
const replacementLine = '# They took the place of a file that was damaged.';
/** Which secrets of cameras go with it. */
const revisionLine = /^# Secrets: ([0-9a-f-]{36})$/m;
const revisionIn = (text: string): string | null => revisionLine.exec(text)?.[1] ?? null;
/** Half a file is good YAML as well: `port: 80` of `port: 8000`. */
const announcement = '# The last line says that the file is whole.';
const endLine = '# End of the settings.';

/** What a power cut leaves behind: nothing, zeros, or a part. Null for what looks whole. */
function whyCutOff(text: string): string | null {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.every((line) => line === '' || line.startsWith('#'))) {
    return 'is empty';
  }
  if (/[\0\uFFFD]/.test(text)) {
    return 'holds characters that are no text';
  }
  // Files of an earlier PetLog have no last line of that kind, but they end with a line's end.
  const isCut = lines.includes(announcement) ? !lines.includes(endLine) : lines.includes(headLine) && !text.endsWith('\n');
  return isCut ? 'is cut off' : null;
}

export interface SavedSettingsText {
  readonly isReplacement?: boolean;
  readonly revision?: string | null | undefined;
}

/** The text of the file. Secrets are not in it. */
export function formatSavedSettings(patch: ConfigPatch, { isReplacement = false, revision = null }: SavedSettingsText = {}): string {
  return [
    headLine,
    announcement,
    ...(revision === null ? [] : [`# Secrets: ${revision}`]),
    ...(isReplacement ? [replacementLine] : []),
    stringify(splitSecrets(ConfigPatch, patch).open).trimEnd(),
    endLine,
    '',
  ].join('\n');
}

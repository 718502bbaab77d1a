/** Names and passwords of cameras, in a file of their own that only PetLog's user can read. */
import { z } from 'zod';
import { ConfigPatch } from '../../shared/config.ts';
import { readSmallFile } from '../system/read-small-file.ts';

/** In the data directory. */
export const cameraSecretsFile = 'camera-secrets.json';

/**
 * The saved settings name the revision that goes with them. Of the two in the
 * file one always does, wherever a power cut comes between the two files.
 */
export interface CameraSecrets {
  readonly revision: string;
  /** Secret keys alone, nested as in the configuration. */
  readonly values: ConfigPatch;
}

const Revision = z.strictObject({ revision: z.string(), values: ConfigPatch });
const Content = z.strictObject({ current: Revision, previous: Revision.nullable() });

export type ReadSecrets =
  | { readonly kind: 'read'; readonly secrets: CameraSecrets }
  /** The settings have none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** @param revision that the saved settings name; null where they name none */
export async function readCameraSecrets(path: string, revision: string | null): Promise<ReadSecrets> {
  if (revision === null) {
    return { kind: 'none' };
  }
  try {
    const { current, previous } = Content.parse(JSON.parse(await readSmallFile(path)));
    // An older copy of the settings may name neither; then the newest are the best guess.
    return { kind: 'read', secrets: previous?.revision === revision ? previous : current };
  } catch (error) {
    // What was read may be in the message of a parser.
    const reason = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'it is not what PetLog wrote';
    return { kind: 'damaged', reason };
  }
}

export function formatCameraSecrets(current: CameraSecrets, previous: CameraSecrets | null): string {
  return `${JSON.stringify({ current, previous }, null, 2)}\n`;
}

import { z } from 'zod';

/** The only cameras that somebody may see; null for all. */
export type StoredCameraIds = readonly string[] | null;

const Stored = z.array(z.string());

/** As it stands in a column of the database. */
export const writeCameraIds = (cameraIds: StoredCameraIds): string | null => (cameraIds === null ? null : JSON.stringify(cameraIds));

/** What cannot be read lets nobody see anything: a limit must not end by damage. */
export function readCameraIds(column: unknown): StoredCameraIds {
  if (column === null || column === undefined) {
    return null;
  }
  try {
    return Stored.parse(typeof column === 'string' ? JSON.parse(column) : column);
  } catch {
    return [];
  }
}

import type { Config } from '../../../shared/config.ts';

/** Limits of `recording` in the schema (a test holds the two together), and what a press on a button changes. */
export const storageFields = {
  max_disk_used_percent: { min: 10, max: 100, step: 5 },
  max_total_gb: { min: 0, max: 100_000, step: 10 },
  max_age_days: { min: 0, max: 3650, step: 7 },
  automatic_disk_percent: { min: 1, max: 100, step: 5 },
  automatic_max_age_days: { min: 0, max: 3650, step: 7 },
  automatic_event_max_age_days: { min: 0, max: 3650, step: 7 },
  pre_roll_seconds: { min: 0, max: 30, step: 1 },
  rewind_minutes: { min: 0, max: 1440, step: 5 },
} as const satisfies { readonly [K in keyof Config['recording']]?: { readonly min: number; readonly max: number; readonly step: number } };

export type StorageField = keyof typeof storageFields;
export type StorageValues = Readonly<Record<StorageField, number>>;

export const storageFieldNames = Object.keys(storageFields) as readonly StorageField[];

export function storageValues(recording: Config['recording']): StorageValues {
  return Object.fromEntries(storageFieldNames.map((name) => [name, recording[name]])) as Record<StorageField, number>;
}

export function isAllowed(name: StorageField, value: number): boolean {
  const { min, max } = storageFields[name];
  return Number.isInteger(value) && value >= min && value <= max;
}

/** Only what is another value than before. */
export function changedValues(before: StorageValues, after: StorageValues): Partial<StorageValues> {
  return Object.fromEntries(storageFieldNames.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

import type { CopyKind } from './copy-list.ts';

/** Something that may be copied. */
export interface Source {
  readonly kind: CopyKind;
  readonly sourceId: string;
  readonly atMilliseconds: number;
  readonly isKept: boolean;
}

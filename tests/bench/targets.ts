import { digits, markdownTable } from './table.ts';

/** What was wanted, beside what came of it. */
export interface Target {
  what: string;
  target: string;
  measured: string;
  /** Null where it was not measured. */
  isMet: boolean | null;
}

export function target(
  what: string,
  value: number | null | undefined,
  limit: number,
  isAtMost: boolean,
  unit: string,
  count: number,
): Target {
  const isMeasured = value !== null && value !== undefined && !Number.isNaN(value);
  return {
    what,
    target: `${isAtMost ? 'at most' : 'at least'} ${limit}${unit}`,
    measured: isMeasured ? `${digits(value, count)}${unit}` : 'not measured',
    isMet: isMeasured ? (isAtMost ? value <= limit : value >= limit) : null,
  };
}

export function targetTable(targets: readonly Target[]): string {
  return markdownTable(
    ['', 'target', 'measured', 'met'],
    targets.map(({ what, target: limit, measured, isMet }) => [what, limit, measured, isMet === null ? '–' : isMet ? 'yes' : 'no']),
  );
}

/** A database, as those who keep rows in it use it. */
export interface Statements {
  all(sql: string, ...values: (string | number)[]): Record<string, unknown>[];
  run(sql: string, ...values: (string | number | null)[]): void;
}

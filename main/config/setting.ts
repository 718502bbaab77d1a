/** One value for one key, and who gave it: `--port`, `PETLOG_PORT`. */
export interface Setting {
  readonly value: unknown;
  readonly origin: string;
}

/** Settings by the path of their key. */
export type Settings = ReadonlyMap<string, Setting>;

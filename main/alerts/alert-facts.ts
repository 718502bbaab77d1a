import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const facts = {
  presence: z.object({ home: z.boolean(), sinceMilliseconds: z.number() }),
  /** VAPID (RFC 8292): both as base64url. */
  push_keys: z.object({ publicKey: z.string(), privateKey: z.string() }),
  /** Whether there were rules once: who removed them all wants none. */
  is_prepared: z.literal(true),
} as const;

type Facts = { [Name in keyof typeof facts]: z.output<(typeof facts)[Name]> };

/** What is known once: keys, whether somebody is at home. */
export class AlertFacts {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get<Name extends keyof Facts>(name: Name): Facts[Name] | null {
    const row = this.#database.prepare('SELECT value FROM facts WHERE name = ?').get(name);
    const value = row === undefined ? null : facts[name].safeParse(JSON.parse(String(row['value'])));
    return value?.success === true ? (value.data as Facts[Name]) : null;
  }

  set<Name extends keyof Facts>(name: Name, value: Facts[Name]): void {
    this.#database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, JSON.stringify(value));
  }
}

import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/access.ts';
import { hashOf, randomId, randomSecret } from './hash.ts';
import { readCameraIds, type StoredCameraIds, writeCameraIds } from './stored-camera-ids.ts';

/** So that scanners of leaked secrets, and people, see what it is. */
const prefix = 'petlog_';

export interface StoredApiToken {
  readonly id: string;
  readonly name: string;
  readonly scope: Role;
  readonly cameraIds: StoredCameraIds;
  readonly createdAtMilliseconds: number;
  readonly expiresAtMilliseconds: number | null;
  readonly lastUsedAtMilliseconds: number | null;
}

function fromRow(row: Record<string, unknown>): StoredApiToken {
  const time = (value: unknown): number | null => (value === null ? null : Number(value));
  return {
    id: String(row['id']),
    name: String(row['name']),
    scope: row['scope'] as Role,
    cameraIds: readCameraIds(row['camera_ids']),
    createdAtMilliseconds: Number(row['created_at_ms']),
    expiresAtMilliseconds: time(row['expires_at_ms']),
    lastUsedAtMilliseconds: time(row['last_used_at_ms']),
  };
}

/** Whether a bearer token is one of these; access tokens of devices are not. */
export const isApiToken = (token: string): boolean => token.startsWith(prefix);

/** Tokens of integrations: named, scoped, and stored as hashes. */
export class ApiTokenStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): StoredApiToken[] {
    return this.#database.prepare('SELECT * FROM api_tokens ORDER BY created_at_ms DESC, id').all().map(fromRow);
  }

  find(id: string): StoredApiToken | null {
    const row = this.#database.prepare('SELECT * FROM api_tokens WHERE id = ?').get(id);
    return row === undefined ? null : fromRow(row);
  }

  findBySecret(token: string): StoredApiToken | null {
    const row = this.#database.prepare('SELECT * FROM api_tokens WHERE hash = ?').get(hashOf(token));
    return row === undefined ? null : fromRow(row);
  }

  /** @returns its id, and the token itself, which nothing knows afterwards */
  add(token: Omit<StoredApiToken, 'id' | 'lastUsedAtMilliseconds'>): { id: string; secret: string } {
    const id = randomId();
    const secret = `${prefix}${randomSecret()}`;
    this.#database
      .prepare('INSERT INTO api_tokens (id, name, scope, camera_ids, hash, created_at_ms, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        token.name,
        token.scope,
        writeCameraIds(token.cameraIds),
        hashOf(secret),
        token.createdAtMilliseconds,
        token.expiresAtMilliseconds,
      );
    return { id, secret };
  }

  change(id: string, { name, scope, cameraIds }: Pick<StoredApiToken, 'name' | 'scope' | 'cameraIds'>): void {
    this.#database
      .prepare('UPDATE api_tokens SET name = ?, scope = ?, camera_ids = ? WHERE id = ?')
      .run(name, scope, writeCameraIds(cameraIds), id);
  }

  used(id: string, nowMilliseconds: number): void {
    this.#database.prepare('UPDATE api_tokens SET last_used_at_ms = ? WHERE id = ?').run(nowMilliseconds, id);
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM api_tokens WHERE id = ?').run(id);
  }
}

import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/access.ts';
import { randomId } from './hash.ts';
import { readCameraIds, type StoredCameraIds, writeCameraIds } from './stored-camera-ids.ts';

/** Somebody with a name and a password. */
export interface StoredAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly cameraIds: StoredCameraIds;
  /** Beside what the role allows. */
  readonly canTalk: boolean;
  readonly passwordHash: string;
  readonly createdAtMilliseconds: number;
}

function fromRow(row: Record<string, unknown>): StoredAccount {
  return {
    id: String(row['id']),
    name: String(row['name']),
    role: row['role'] as Role,
    cameraIds: readCameraIds(row['camera_ids']),
    canTalk: row['can_talk'] === 1,
    passwordHash: String(row['password_hash']),
    createdAtMilliseconds: Number(row['created_at_ms']),
  };
}

/** Keyboards write the same letter in different ways (Unicode Standard Annex 15). */
const normal = (name: string): string => name.normalize('NFC');

/** Accounts, by name without regard to upper and lower case of A to Z. */
export class AccountStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): StoredAccount[] {
    return this.#database.prepare('SELECT * FROM accounts ORDER BY name').all().map(fromRow);
  }

  find(id: string): StoredAccount | null {
    const row = this.#database.prepare('SELECT * FROM accounts WHERE id = ?').get(id);
    return row === undefined ? null : fromRow(row);
  }

  findByName(name: string): StoredAccount | null {
    const row = this.#database.prepare('SELECT * FROM accounts WHERE name = ?').get(normal(name));
    return row === undefined ? null : fromRow(row);
  }

  get hasAdmin(): boolean {
    return this.#database.prepare("SELECT 1 FROM accounts WHERE role = 'admin' LIMIT 1").get() !== undefined;
  }

  add(account: Omit<StoredAccount, 'id'>): string {
    const id = randomId();
    this.#database
      .prepare('INSERT INTO accounts (id, name, role, camera_ids, can_talk, password_hash, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        normal(account.name),
        account.role,
        writeCameraIds(account.cameraIds),
        Number(account.canTalk),
        account.passwordHash,
        account.createdAtMilliseconds,
      );
    return id;
  }

  setRole(id: string, role: Role): void {
    this.#database.prepare('UPDATE accounts SET role = ? WHERE id = ?').run(role, id);
  }

  setCameraIds(id: string, cameraIds: StoredCameraIds): void {
    this.#database.prepare('UPDATE accounts SET camera_ids = ? WHERE id = ?').run(writeCameraIds(cameraIds), id);
  }

  setCanTalk(id: string, canTalk: boolean): void {
    this.#database.prepare('UPDATE accounts SET can_talk = ? WHERE id = ?').run(Number(canTalk), id);
  }

  setPasswordHash(id: string, passwordHash: string): void {
    this.#database.prepare('UPDATE accounts SET password_hash = ? WHERE id = ?').run(passwordHash, id);
  }

  /** Its devices go with it. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM accounts WHERE id = ?').run(id);
  }
}

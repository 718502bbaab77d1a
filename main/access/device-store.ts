import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/access.ts';
import { hashOf, randomId, randomSecret } from './hash.ts';

/** One browser, phone or program that was let in, and its session. */
export interface StoredDevice {
  readonly id: string;
  readonly name: string;
  /** Its account's, where it has one. */
  readonly role: Role;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly pairedAtMilliseconds: number;
  readonly lastSeenAtMilliseconds: number;
  readonly lastAddress: string;
  readonly expiresAtMilliseconds: number;
}

export interface NewDevice {
  readonly name: string;
  readonly role: Role;
  readonly accountId: string | null;
  readonly address: string;
}

/** What became of a refresh token. `reused`: it was used before, so that one of the two users stole it. */
export type Redemption = { readonly kind: 'fresh'; readonly deviceId: string } | { readonly kind: 'reused'; readonly deviceId: string } | { readonly kind: 'unknown' };

/** Used tokens are remembered for as long as somebody may keep a stolen one; the oldest of a device go first. */
const mostUsedTokensOfDevice = 5000;
/** How long a device may stay away. */
export const sessionMilliseconds = 90 * 24 * 3600 * 1000;

function fromRow(row: Record<string, unknown>): StoredDevice {
  return {
    id: String(row['id']),
    name: String(row['name']),
    role: (row['account_role'] ?? row['role']) as Role,
    accountId: row['account_id'] as string | null,
    accountName: row['account_name'] as string | null,
    pairedAtMilliseconds: Number(row['paired_at_ms']),
    lastSeenAtMilliseconds: Number(row['last_seen_at_ms']),
    lastAddress: String(row['last_address']),
    expiresAtMilliseconds: Number(row['expires_at_ms']),
  };
}

const select = 'SELECT devices.*, accounts.name AS account_name, accounts.role AS account_role FROM devices LEFT JOIN accounts ON accounts.id = devices.account_id';

/** Devices and their refresh tokens, which are stored as hashes. */
export class DeviceStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Least recently seen last. */
  list(): StoredDevice[] {
    return this.#database.prepare(`${select} ORDER BY last_seen_at_ms DESC, devices.id`).all().map(fromRow);
  }

  find(id: string): StoredDevice | null {
    const row = this.#database.prepare(`${select} WHERE devices.id = ?`).get(id);
    return row === undefined ? null : fromRow(row);
  }

  get count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS count FROM devices').get()?.['count']);
  }

  add({ name, role, accountId, address }: NewDevice, nowMilliseconds: number): string {
    const id = randomId();
    this.#database
      .prepare('INSERT INTO devices (id, name, role, account_id, paired_at_ms, last_seen_at_ms, last_address, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, name, role, accountId, nowMilliseconds, nowMilliseconds, address, nowMilliseconds + sessionMilliseconds);
    return id;
  }

  rename(id: string, name: string): void {
    this.#database.prepare('UPDATE devices SET name = ? WHERE id = ?').run(name, id);
  }

  setRole(id: string, role: Role): void {
    this.#database.prepare('UPDATE devices SET role = ? WHERE id = ?').run(role, id);
  }

  seen(id: string, address: string, nowMilliseconds: number): void {
    this.#database.prepare('UPDATE devices SET last_seen_at_ms = ?, last_address = ? WHERE id = ?').run(nowMilliseconds, address, id);
  }

  /** Its tokens go with it. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM devices WHERE id = ?').run(id);
  }

  /** The next refresh token of a device, which may then stay away for another 90 days. */
  issueRefreshToken(deviceId: string, nowMilliseconds: number): string {
    const token = randomSecret();
    this.#database.prepare('INSERT INTO refresh_tokens (hash, device_id, made_at_ms) VALUES (?, ?, ?)').run(hashOf(token), deviceId, nowMilliseconds);
    this.#database.prepare('UPDATE devices SET expires_at_ms = ? WHERE id = ?').run(nowMilliseconds + sessionMilliseconds, deviceId);
    this.#database
      .prepare('DELETE FROM refresh_tokens WHERE device_id = ? AND is_used = 1 AND hash NOT IN (SELECT hash FROM refresh_tokens WHERE device_id = ? ORDER BY made_at_ms DESC LIMIT ?)')
      .run(deviceId, deviceId, mostUsedTokensOfDevice);
    return token;
  }

  /** Uses a refresh token up. */
  redeemRefreshToken(token: string): Redemption {
    const hash = hashOf(token);
    const used = this.#database.prepare('UPDATE refresh_tokens SET is_used = 1 WHERE hash = ? AND is_used = 0 RETURNING device_id').get(hash);
    if (used !== undefined) {
      return { kind: 'fresh', deviceId: String(used['device_id']) };
    }
    const known = this.#database.prepare('SELECT device_id FROM refresh_tokens WHERE hash = ?').get(hash);
    return known === undefined ? { kind: 'unknown' } : { kind: 'reused', deviceId: String(known['device_id']) };
  }

  /** Undoes a redemption whose answer never left: the token may be used, and the one that replaced it may not. */
  takeBack(usedToken: string, replacement: string): void {
    this.#database.prepare('DELETE FROM refresh_tokens WHERE hash = ? AND is_used = 0').run(hashOf(replacement));
    this.#database.prepare('UPDATE refresh_tokens SET is_used = 0 WHERE hash = ?').run(hashOf(usedToken));
  }
}

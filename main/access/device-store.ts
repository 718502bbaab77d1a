import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../../shared/access.ts';
import type { Clock } from '../system/clock.ts';
import { transaction } from '../system/sqlite.ts';
import { hashOf, randomId } from './hash.ts';
import { RefreshLineage } from './refresh-lineage.ts';
import type { RunningTime } from './running-time.ts';
import { readCameraIds, type StoredCameraIds, writeCameraIds } from './stored-camera-ids.ts';

/** One browser, phone or program that was let in, and its session. */
export interface StoredDevice {
  readonly id: string;
  readonly name: string;
  /** Its account's, where it has one. */
  readonly role: Role;
  /** Its account's, where it has one. */
  readonly cameraIds: StoredCameraIds;
  /** Its account's, where it has one, and beside what the role allows. */
  readonly canTalk: boolean;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly pairedAtMilliseconds: number;
  readonly lastSeenAtMilliseconds: number;
  readonly lastAddress: string;
  /** In running time, see `RunningTime`. */
  readonly expiresAtRunningMilliseconds: number;
}

export interface NewDevice {
  readonly name: string;
  readonly role: Role;
  /** Of no account: an account has its own. */
  readonly cameraIds: StoredCameraIds;
  readonly accountId: string | null;
  readonly address: string;
}

/** `isUsed`: somebody who shows it now, or somebody who showed it before, has a stolen copy. */
export interface KnownRefreshToken {
  readonly deviceId: string;
  readonly isUsed: boolean;
}

/** Used tokens are remembered for as long as somebody may keep a stolen one; the oldest of a device go first. */
const mostTokensOfDevice = 5000;
/** How long a device may stay away, counted while PetLog runs. */
export const sessionMilliseconds = 90 * 24 * 3600 * 1000;

function fromRow(row: Record<string, unknown>): StoredDevice {
  return {
    id: String(row['id']),
    name: String(row['name']),
    role: (row['account_role'] ?? row['role']) as Role,
    cameraIds: readCameraIds(row['account_id'] === null ? row['camera_ids'] : row['account_camera_ids']),
    canTalk: (row['account_can_talk'] ?? row['can_talk']) === 1,
    accountId: row['account_id'] as string | null,
    accountName: row['account_name'] as string | null,
    pairedAtMilliseconds: Number(row['paired_at_ms']),
    lastSeenAtMilliseconds: Number(row['last_seen_at_ms']),
    lastAddress: String(row['last_address']),
    expiresAtRunningMilliseconds: Number(row['expires_at_running_ms']),
  };
}

const select =
  'SELECT devices.*, accounts.name AS account_name, accounts.role AS account_role, accounts.camera_ids AS account_camera_ids, accounts.can_talk AS account_can_talk FROM devices LEFT JOIN accounts ON accounts.id = devices.account_id';

interface DeviceStoreDependencies {
  clock: Clock;
  runningTime: Pick<RunningTime, 'milliseconds'>;
  /** Whether what is changed now outlives a restart. */
  isSaved(): boolean;
}

/** Devices and their refresh tokens, which are stored as hashes. */
export class DeviceStore {
  readonly #database: DatabaseSync;
  readonly #dependencies: DeviceStoreDependencies;
  readonly #lineage: RefreshLineage;
  /** Every request asks it. */
  readonly #find;

  constructor(database: DatabaseSync, dependencies: DeviceStoreDependencies) {
    this.#database = database;
    this.#find = database.prepare(`${select} WHERE devices.id = ?`);
    this.#dependencies = dependencies;
    this.#lineage = new RefreshLineage(database);
  }

  /** Least recently seen last. */
  list(): StoredDevice[] {
    return this.#database.prepare(`${select} ORDER BY last_seen_at_ms DESC, devices.id`).all().map(fromRow);
  }

  find(id: string): StoredDevice | null {
    const row = this.#find.get(id);
    return row === undefined ? null : fromRow(row);
  }

  listOfAccount(accountId: string): StoredDevice[] {
    return this.#database.prepare(`${select} WHERE account_id = ? ORDER BY last_seen_at_ms DESC, devices.id`).all(accountId).map(fromRow);
  }

  /** Whether any device, of itself or by its account, is an admin. */
  get hasAdmin(): boolean {
    return this.#database.prepare(`${select} WHERE coalesce(accounts.role, devices.role) = 'admin' LIMIT 1`).get() !== undefined;
  }

  /** @returns its id and its first refresh token */
  add({ name, role, cameraIds, accountId, address }: NewDevice): { id: string; refreshToken: string } {
    const id = randomId();
    const now = this.#now();
    return transaction(this.#database, () => {
      this.#database
        .prepare(
          'INSERT INTO devices (id, name, role, camera_ids, account_id, paired_at_ms, last_seen_at_ms, last_address, expires_at_running_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)',
        )
        .run(id, name, role, writeCameraIds(cameraIds), accountId, now, now, address);
      return { id, refreshToken: this.#issueRefreshToken(id, address) };
    });
  }

  rename(id: string, name: string): void {
    this.#database.prepare('UPDATE devices SET name = ? WHERE id = ?').run(name, id);
  }

  setRole(id: string, role: Role): void {
    this.#database.prepare('UPDATE devices SET role = ? WHERE id = ?').run(role, id);
  }

  setCameraIds(id: string, cameraIds: StoredCameraIds): void {
    this.#database.prepare('UPDATE devices SET camera_ids = ? WHERE id = ?').run(writeCameraIds(cameraIds), id);
  }

  setCanTalk(id: string, canTalk: boolean): void {
    this.#database.prepare('UPDATE devices SET can_talk = ? WHERE id = ?').run(Number(canTalk), id);
  }

  seen(id: string, address: string): void {
    this.#database.prepare('UPDATE devices SET last_seen_at_ms = ?, last_address = ? WHERE id = ?').run(this.#now(), address, id);
  }

  /** Its tokens go with it. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM devices WHERE id = ?').run(id);
  }

  /** Null for a token that was never given out, or is of a device that was shut out. */
  findRefreshToken(token: string): KnownRefreshToken | null {
    const row = this.#database.prepare('SELECT device_id, is_used FROM refresh_tokens WHERE hash = ?').get(hashOf(token));
    return row === undefined ? this.#catchUp(token) : { deviceId: String(row['device_id']), isUsed: row['is_used'] === 1 };
  }

  /** A device that came back from a file has got other tokens since that was saved: the first that it shows is good, and those before it are used. */
  #catchUp(token: string): KnownRefreshToken | null {
    const deviceId = this.#lineage.deviceOf(token);
    if (deviceId === null) {
      return null;
    }
    return transaction(this.#database, () => {
      const { changes } = this.#database.prepare('DELETE FROM restored_devices WHERE device_id = ?').run(deviceId);
      if (changes === 0) {
        return null;
      }
      this.#database.prepare('UPDATE refresh_tokens SET is_used = 1 WHERE device_id = ?').run(deviceId);
      this.#database.prepare('INSERT INTO refresh_tokens (hash, device_id) VALUES (?, ?)').run(hashOf(token), deviceId);
      return { deviceId, isUsed: false };
    });
  }

  /**
   * Uses a refresh token up. Both happen or neither: a device without a token
   * that it may use would be shut out. While nothing can be saved, the token
   * stays good: its successor would be unknown after a restart.
   *
   * @returns the one to use from now on; null when it was used, or its device shut out, by now
   */
  replaceRefreshToken(token: string, address: string): string | null {
    const replacement = transaction(this.#database, () => {
      const used = this.#database
        .prepare('UPDATE refresh_tokens SET is_used = 1 WHERE hash = ? AND is_used = 0 RETURNING device_id')
        .get(hashOf(token));
      return used === undefined ? null : this.#issueRefreshToken(String(used['device_id']), address);
    });
    if (replacement === null || this.#dependencies.isSaved()) {
      return replacement;
    }
    this.takeBack(token, replacement);
    return token;
  }

  /** Undoes a replacement whose answer never left: the token may be used, and the one that replaced it may not. */
  takeBack(usedToken: string, replacement: string): void {
    if (replacement === usedToken) {
      return; // it was not used up
    }
    transaction(this.#database, () => {
      const { changes } = this.#database.prepare('DELETE FROM refresh_tokens WHERE hash = ? AND is_used = 0').run(hashOf(replacement));
      if (changes === 1) {
        this.#database.prepare('UPDATE refresh_tokens SET is_used = 0 WHERE hash = ?').run(hashOf(usedToken));
      }
    });
  }

  /** With it the device may stay away for another 90 days. */
  #issueRefreshToken(deviceId: string, address: string): string {
    const token = this.#lineage.make(deviceId);
    this.#database.prepare('DELETE FROM restored_devices WHERE device_id = ?').run(deviceId);
    this.#database.prepare('INSERT INTO refresh_tokens (hash, device_id) VALUES (?, ?)').run(hashOf(token), deviceId);
    this.#database
      .prepare('UPDATE devices SET expires_at_running_ms = ? WHERE id = ?')
      .run(this.#dependencies.runningTime.milliseconds() + sessionMilliseconds, deviceId);
    this.#database
      .prepare(
        'DELETE FROM refresh_tokens WHERE device_id = ? AND is_used = 1 AND rowid <= (SELECT rowid FROM refresh_tokens WHERE device_id = ? ORDER BY rowid DESC LIMIT 1 OFFSET ?)',
      )
      .run(deviceId, deviceId, mostTokensOfDevice);
    this.seen(deviceId, address);
    return token;
  }

  #now(): number {
    return Math.round(this.#dependencies.clock.nowMicroseconds() / 1000);
  }
}

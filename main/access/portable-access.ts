/** Who may come in, as it goes to another machine. */
import { readFile } from 'node:fs/promises';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { Role } from '../../shared/access.ts';
import type { Logger } from '../system/logger.ts';
import { transaction } from '../system/sqlite.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { openAccessFile } from './access-database.ts';
import { sessionMilliseconds } from './device-store.ts';
import { signingKeysPath } from './signing-keys.ts';

const id = z.string().regex(/^\w{1,64}$/);
const text = z.string().max(200);
const hash = z.string().max(500);
/** JSON, an array of ids; null for all cameras. */
const cameraIds = z.string().max(10_000).nullable();
const milliseconds = z.int();
/** Older files do not say it. */
const canTalk = z.union([z.literal(0), z.literal(1)]).default(0);

/** Rows as they stand in the database. Times of running are told as what is left of them. */
export const PortableAccess = z.strictObject({
  accounts: z.array(
    z.strictObject({
      id,
      name: text,
      role: Role,
      password_hash: hash,
      created_at_ms: milliseconds,
      camera_ids: cameraIds,
      can_talk: canTalk,
    }),
  ),
  devices: z.array(
    z.strictObject({
      id,
      name: text,
      role: Role,
      account_id: id.nullable(),
      paired_at_ms: milliseconds,
      last_seen_at_ms: milliseconds,
      last_address: text,
      camera_ids: cameraIds,
      can_talk: canTalk,
      expires_in_ms: z.number().max(sessionMilliseconds),
    }),
  ),
  refresh_tokens: z.array(z.strictObject({ hash, device_id: id })),
  api_tokens: z.array(
    z.strictObject({
      id,
      name: text,
      scope: Role,
      hash,
      created_at_ms: milliseconds,
      expires_at_ms: milliseconds.nullable(),
      last_used_at_ms: milliseconds.nullable(),
      camera_ids: cameraIds,
    }),
  ),
  /** Among them the PIN of the screen. */
  secrets: z.array(z.strictObject({ name: text, hash })),
  /** The file of the keys of access tokens; null where it cannot be read. */
  signing_keys: z.string().max(10_000).nullable(),
});
export type PortableAccess = z.infer<typeof PortableAccess>;

const rowsOf = (database: DatabaseSync, sql: string): Record<string, SQLOutputValue>[] =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));

/** @param runningMilliseconds how long PetLog has run, see `RunningTime` */
export async function readPortableAccess(
  database: DatabaseSync,
  dataDirectory: string,
  runningMilliseconds: number,
): Promise<PortableAccess> {
  return PortableAccess.parse({
    accounts: rowsOf(database, 'SELECT id, name, role, password_hash, created_at_ms, camera_ids, can_talk FROM accounts ORDER BY name'),
    devices: rowsOf(database, 'SELECT * FROM devices ORDER BY paired_at_ms, id').map(({ expires_at_running_ms: expires, ...device }) => ({
      ...device,
      expires_in_ms: Math.min(sessionMilliseconds, Number(expires) - runningMilliseconds),
    })),
    refresh_tokens: rowsOf(database, 'SELECT hash, device_id FROM refresh_tokens WHERE is_used = 0 ORDER BY rowid'),
    api_tokens: rowsOf(database, 'SELECT * FROM api_tokens ORDER BY created_at_ms, id'),
    secrets: rowsOf(database, 'SELECT name, hash FROM secrets ORDER BY name'),
    signing_keys: await readFile(signingKeysPath(dataDirectory), 'utf8').catch(() => null),
  });
}

/**
 * Who may come in becomes who is named here, and nobody else. For a data directory that no PetLog runs on.
 *
 * @throws the system's error, and sqlite's
 */
export async function writePortableAccess(dataDirectory: string, access: PortableAccess, logger: Logger): Promise<void> {
  if (access.signing_keys !== null) {
    // Opened first, as it makes the directory.
    openAccessFile(dataDirectory, logger).close();
    await writeAtomically(signingKeysPath(dataDirectory), access.signing_keys, 0o600);
  }
  using database = openAccessFile(dataDirectory, logger);
  database.exec('PRAGMA synchronous = FULL;');
  transaction(database, () => {
    database.exec('PRAGMA defer_foreign_keys = ON;');
    const running = Number(database.prepare('SELECT milliseconds FROM running_time').get()?.['milliseconds'] ?? 0);
    for (const table of ['refresh_tokens', 'restored_devices', 'devices', 'accounts', 'api_tokens', 'secrets', 'attempts']) {
      database.exec(`DELETE FROM ${table}`);
    }
    const insert = (table: string, row: Readonly<Record<string, string | number | null>>): void => {
      const names = Object.keys(row);
      database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(row));
    };
    access.accounts.forEach((account) => insert('accounts', account));
    for (const { expires_in_ms: expires, ...device } of access.devices) {
      insert('devices', { ...device, expires_at_running_ms: running + Math.round(expires) });
      insert('restored_devices', { device_id: device.id });
    }
    access.refresh_tokens.forEach((token) => insert('refresh_tokens', token));
    access.api_tokens.forEach((token) => insert('api_tokens', token));
    access.secrets.forEach((secret) => insert('secrets', secret));
  });
}

import { createHmac } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { isSameSecret, randomSecret } from './hash.ts';

/** Of its row in `secrets`. */
const secretName = 'refresh-lineage';

/**
 * Refresh tokens that say whose they are, and prove that they were given out here: the newest of a device is not in a
 * file that was saved before it. A device that was brought back may show one such token once.
 */
export class RefreshLineage {
  readonly #key: string;

  constructor(database: DatabaseSync) {
    database.prepare('INSERT OR IGNORE INTO secrets (name, hash) VALUES (?, ?)').run(secretName, randomSecret());
    this.#key = String(database.prepare('SELECT hash FROM secrets WHERE name = ?').get(secretName)?.['hash']);
  }

  /** A new token for a device. */
  make(deviceId: string): string {
    const subject = `${randomSecret()}.${deviceId}`;
    return `${subject}.${this.#proofOf(subject)}`;
  }

  /** The device that a token was made for; null for one that was not made here. */
  deviceOf(token: string): string | null {
    const [, subject = '', deviceId = '', proof = ''] = /^([\w-]+\.(\w+))\.([\w-]+)$/.exec(token) ?? [];
    return subject !== '' && isSameSecret(proof, this.#proofOf(subject)) ? deviceId : null;
  }

  #proofOf(subject: string): string {
    return createHmac('sha256', this.#key).update(subject).digest('base64url');
  }
}

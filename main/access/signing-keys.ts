import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import type { Clock } from '../system/clock.ts';
import { isMissing } from '../system/is-missing.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { restrict } from '../system/restrict.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { randomId } from './hash.ts';

const dayMilliseconds = 24 * 3600 * 1000;
const rotationMilliseconds = 90 * dayMilliseconds;
/** No access token lives as long. */
const retiredMilliseconds = dayMilliseconds;

const Jwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() });
const KeyFile = z.strictObject({ keys: z.array(z.strictObject({ kid: z.string(), created_at_ms: z.number(), jwk: Jwk })).max(2) });

export const signingKeysPath = (dataDirectory: string): string => join(dataDirectory, 'access', 'signing-keys.json');

export interface SigningKey {
  readonly kid: string;
  readonly createdAtMilliseconds: number;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: z.infer<typeof Jwk>;
}

interface SigningKeysDependencies {
  clock: Clock;
  logger: Logger;
}

/**
 * The keys of access tokens: ES256 (RFC 7518, 3.4) in `access/signing-keys.json`,
 * which only PetLog's own user may read. A new one is made every 90 days; the
 * one before it is good for another day.
 */
export class SigningKeys {
  readonly #path: string;
  readonly #dependencies: SigningKeysDependencies;
  #keys: readonly SigningKey[];
  /** What cannot be read is not written over. */
  readonly #isUnread: boolean;
  #rotation: Promise<SigningKey> | null = null;
  /** What the file is to be, where it could not be written. */
  #unsaved: string | null = null;
  readonly #saves = new JobQueue();
  #isFailing = false;

  private constructor(path: string, keys: readonly SigningKey[] | null, dependencies: SigningKeysDependencies) {
    this.#path = path;
    this.#keys = keys ?? [];
    this.#isUnread = keys === null;
    this.#dependencies = dependencies;
  }

  /**
   * Reads the keys, or makes the first one. Where the file is damaged or cannot
   * be read, every access token ends, which a refresh token replaces. Where it
   * cannot be written, a new key is good until the next start.
   */
  static async open(dataDirectory: string, dependencies: SigningKeysDependencies): Promise<SigningKeys> {
    const path = signingKeysPath(dataDirectory);
    const keys = new SigningKeys(path, await readKeys(path, dependencies.logger), dependencies);
    await keys.current();
    return keys;
  }

  /** The key to sign with; a new one where that is due. */
  async current(): Promise<SigningKey> {
    const [newest] = this.#keys;
    if (newest !== undefined && Math.abs(this.#nowMilliseconds - newest.createdAtMilliseconds) < rotationMilliseconds) {
      return newest;
    }
    this.#rotation ??= this.#rotate().finally(() => {
      this.#rotation = null;
    });
    try {
      return await this.#rotation;
    } catch (error) {
      if (newest === undefined) {
        throw error;
      }
      this.#dependencies.logger.error(
        { err: error, path: this.#path },
        'a new key of access tokens could not be saved; the one before it stays',
      );
      return newest;
    }
  }

  /** Saves what could not be saved. Never rejects. */
  async retry(): Promise<void> {
    await this.#saves.add(() => this.#save());
  }

  /** The key of that id, to verify with. */
  find(kid: string): SigningKey | null {
    const [newest, before] = this.#keys;
    if (newest?.kid === kid) {
      return newest;
    }
    const isRetired = newest !== undefined && this.#nowMilliseconds - newest.createdAtMilliseconds > retiredMilliseconds;
    return before?.kid === kid && !isRetired ? before : null;
  }

  get #nowMilliseconds(): number {
    return this.#dependencies.clock.nowMicroseconds() / 1000;
  }

  async #rotate(): Promise<SigningKey> {
    const made = await makeKey(this.#nowMilliseconds);
    const keys = [made, ...this.#keys.slice(0, 1)];
    const file: z.input<typeof KeyFile> = {
      keys: keys.map(({ kid, createdAtMilliseconds, jwk }) => ({ kid, created_at_ms: createdAtMilliseconds, jwk })),
    };
    const text = JSON.stringify(file);
    if (this.#keys.length > 0) {
      await writeAtomically(this.#path, text, 0o600);
      this.#keys = keys;
    } else {
      this.#keys = keys;
      this.#unsaved = this.#isUnread ? null : text;
      await this.#save();
    }
    return made;
  }

  async #save(): Promise<void> {
    const text = this.#unsaved;
    if (text === null) {
      return;
    }
    try {
      await writeAtomically(this.#path, text, 0o600);
      this.#isFailing = false;
      this.#unsaved = this.#unsaved === text ? null : this.#unsaved;
    } catch (error) {
      if (!this.#isFailing) {
        this.#dependencies.logger.error(
          { err: error, path: this.#path },
          'a new key of access tokens could not be saved; it is good until the next start',
        );
      }
      this.#isFailing = true;
    }
  }
}

async function makeKey(createdAtMilliseconds: number): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid: randomId(), createdAtMilliseconds, privateKey, publicKey, jwk: Jwk.parse(await exportJWK(privateKey)) };
}

/** null where there is a file that cannot be read. */
async function readKeys(path: string, logger: Logger): Promise<SigningKey[] | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    logger.error({ err: error, path }, 'the keys of access tokens cannot be read; new ones are good until the next start');
    return null;
  }
  try {
    restrict(path, 0o600);
  } catch (error) {
    logger.warn({ err: error, path }, 'the keys of access tokens could not be closed to others');
  }
  try {
    return await Promise.all(
      KeyFile.parse(JSON.parse(text)).keys.map(async ({ kid, created_at_ms, jwk }) => {
        const { d: _, ...publicJwk } = jwk;
        return {
          kid,
          createdAtMilliseconds: created_at_ms,
          privateKey: await importKey(jwk),
          publicKey: await importKey(publicJwk),
          jwk,
        };
      }),
    );
  } catch {
    logger.error({ path }, 'the keys of access tokens were damaged; new ones are made, and every access token ends');
    return [];
  }
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256', { extractable: true });
  if (key instanceof Uint8Array) {
    throw new TypeError('it is no EC key');
  }
  return key;
}

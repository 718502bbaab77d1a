import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../system/is-missing.ts';
import { readSmallFile } from '../system/read-small-file.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { HomeIdentity } from './protocol.ts';
import { makeDeviceId, makeSetupCode, makeSetupId } from './setup-code.ts';

export const StoredIdentity = z.strictObject({
  device_id: z.string().regex(/^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/, { error: 'is no id of HAP' }),
  setup_code: z.string().regex(/^\d{3}-\d{2}-\d{3}$/, { error: 'is no setup code' }),
  setup_id: z.string().regex(/^[A-Z0-9]{4}$/, { error: 'is no setup id' }),
});
export type StoredIdentity = z.infer<typeof StoredIdentity>;

/** What the library keeps there is named by the id: `AccessoryInfo.0E1122334455.json`. */
const storedName = z
  .string()
  .regex(/^(?:AccessoryInfo|IdentifierCache|ControllerStorage)\.[0-9A-F]{12}\.json$/, { error: 'is no file of HomeKit' });

/** All that a pairing consists of. */
export const StoredPairing = z.strictObject({
  identity: StoredIdentity,
  files: z.record(storedName, z.string().max(1_000_000)),
});
export type StoredPairing = z.infer<typeof StoredPairing>;

/**
 * What this PetLog is for homes: `homekit/identity.json` in the data directory, and beside it, in `homekit/pairing`, the keys
 * that the library keeps. All of it is for PetLog's user alone.
 */
export class HomeFiles {
  readonly #directory: string;

  constructor(dataDirectory: string) {
    this.#directory = join(dataDirectory, 'homekit');
  }

  get pairingDirectory(): string {
    return join(this.#directory, 'pairing');
  }

  /**
   * The identity, made where there is none, or none that can be read.
   *
   * @throws the system's error
   */
  async openIdentity(): Promise<HomeIdentity> {
    const kept = (await this.#readIdentity()) ?? { device_id: makeDeviceId(), setup_code: makeSetupCode(), setup_id: makeSetupId() };
    await this.#write(kept);
    return { deviceId: kept.device_id, setupCode: kept.setup_code, setupId: kept.setup_id };
  }

  /**
   * Nobody knows it any more: the next identity is another one.
   *
   * @throws the system's error
   */
  async forget(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  /**
   * null where there was never a home.
   *
   * @throws the system's error
   */
  async read(): Promise<StoredPairing | null> {
    const identity = await this.#readIdentity();
    if (identity === null) {
      return null;
    }
    const names = (await this.#storedNames()).filter((name) => storedName.safeParse(name).success).toSorted();
    const files = await Promise.all(names.map(async (name) => [name, await readSmallFile(join(this.pairingDirectory, name))] as const));
    return { identity, files: Object.fromEntries(files) };
  }

  /**
   * Puts one in the place of what there is, which stays until the other one is whole on the disk.
   *
   * @throws the system's error; what there was is there then
   */
  async replace(pairing: StoredPairing): Promise<void> {
    await mkdir(this.pairingDirectory, { recursive: true, mode: 0o700 });
    for (const [name, content] of Object.entries(pairing.files)) {
      await writeAtomically(join(this.pairingDirectory, name), content);
    }
    await this.#write(pairing.identity); // from now on it is this one: the names of the others say whose they are
    for (const name of (await this.#storedNames()).filter((stored) => !Object.hasOwn(pairing.files, stored))) {
      await rm(join(this.pairingDirectory, name), { recursive: true, force: true });
    }
  }

  get #identityFile(): string {
    return join(this.#directory, 'identity.json');
  }

  async #storedNames(): Promise<string[]> {
    return readdir(this.pairingDirectory).catch((error: unknown) => {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    });
  }

  async #readIdentity(): Promise<StoredIdentity | null> {
    try {
      return StoredIdentity.parse(JSON.parse(await readSmallFile(this.#identityFile)));
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError || isMissing(error)) {
        return null;
      }
      throw error;
    }
  }

  async #write(identity: StoredIdentity): Promise<void> {
    await mkdir(this.pairingDirectory, { recursive: true, mode: 0o700 });
    await writeAtomically(this.#identityFile, `${JSON.stringify(identity)}\n`);
  }
}

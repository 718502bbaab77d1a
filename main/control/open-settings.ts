import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isAnybodyKnown } from '../access/known-people.ts';
import { keepLastWorking, readLastWorking } from '../config/last-working.ts';
import type { LoadedConfiguration } from '../config/load.ts';
import { SettingsStore } from '../config/settings-store.ts';
import { settle } from '../config/settle.ts';
import { checkServerSettings } from '../network/server-settings.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { checkSettings } from './settings-checks.ts';

export interface OpenSettings {
  readonly settings: SettingsStore;
  /** Says that the server listens with these settings, and where. */
  listensAt(ports: { readonly port: number; readonly httpsPort: number | null }): Promise<void>;
}

/** The settings that PetLog can start with, for the owner of the data directory; changes are checked on this machine. */
export async function openSettings(configuration: LoadedConfiguration, { clock, logger }: { clock: Clock; logger: Logger }): Promise<OpenSettings> {
  const { dataDirectory } = configuration;
  const settled = await settle(configuration, {
    isAnybodyKnown: () => isAnybodyKnown(dataDirectory),
    wasHttps: () => existsSync(join(dataDirectory, 'access', 'tls', 'certificate.pem')),
    check: (config) => checkServerSettings(config),
    lastWorking: await readLastWorking(dataDirectory),
  });
  let ownPorts: readonly number[] = [];
  const settings = await SettingsStore.open(settled, logger, {
    clock,
    unused: settled.unused,
    check: (config, changedKeys) => checkSettings(config, changedKeys, { dataDirectory, clock, ownPorts: () => ownPorts }),
  });
  return {
    settings,
    async listensAt({ port, httpsPort }) {
      ownPorts = [port, ...(httpsPort === null ? [] : [httpsPort])];
      await keepLastWorking(dataDirectory, settled.config, settled.saved.patch, logger);
    },
  };
}

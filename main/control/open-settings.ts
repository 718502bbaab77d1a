import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import { isAnybodyKnown } from '../access/known-people.ts';
import { refusalOfSourceAddress } from '../camera/source-address.ts';
import { keepLastWorking, readLastWorking } from '../config/last-working.ts';
import type { LoadedConfiguration } from '../config/load.ts';
import { SettingsStore } from '../config/settings-store.ts';
import { settle } from '../config/settle.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import { isReservedPath } from '../network/reserved-paths.ts';
import { checkServerSettings } from '../network/server-settings.ts';
import { waitForAddress } from '../network/wait-for-address.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { checkSettings } from './settings-checks.ts';

export interface OpenSettings {
  readonly settings: SettingsStore;
  /** What is wrong with them, for every screen. */
  /** With a camera's id, without what is wrong with the settings of others. */
  problems(cameraId?: string): readonly Problem[];
  /** Says that the server listens with these settings, and where. */
  listensAt(ports: { readonly port: number; readonly httpsPort: number | null }): Promise<void>;
}

interface OpenSettingsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether an address that is not there yet may be waited for. */
  mayWaitForAddress(): boolean;
  /** Looks up the addresses of cameras, once PetLog runs. */
  addresses(): Pick<EnteredAddresses, 'resolve'>;
}

/** The settings that PetLog can start with, for the owner of the data directory; changes are checked on this machine. */
export async function openSettings(
  configuration: LoadedConfiguration,
  { clock, logger, mayWaitForAddress, addresses }: OpenSettingsOptions,
): Promise<OpenSettings> {
  const { dataDirectory } = configuration;
  if (mayWaitForAddress()) {
    await waitForAddress(configuration.config.server.host, { clock, logger, mayWait: mayWaitForAddress });
  }
  const settled = await settle(configuration, {
    isAnybodyKnown: () => isAnybodyKnown(dataDirectory),
    wasHttps: () => ['authority.pem', 'certificate.pem'].some((name) => existsSync(join(dataDirectory, 'access', 'tls', name))),
    check: (config) => checkServerSettings(config),
    lastWorking: await readLastWorking(dataDirectory),
  });
  let ownPorts: readonly number[] = [];
  const settings = await SettingsStore.open(settled, logger, {
    clock,
    unused: settled.unused,
    check: (config, changedKeys) => checkSettings(config, changedKeys, { dataDirectory, clock, ownPorts: () => ownPorts }),
    refusalOfAddress: (source) => refusalOfSourceAddress(source, { addresses: addresses(), clock }),
  });
  const { base_path: basePath } = settled.config.server;
  const basePathProblem: Problem[] = isReservedPath(basePath)
    ? [
        {
          code: 'base_path_reserved',
          message: new PetLogError('base_path_reserved', { path: basePath }).message,
          since: new Date(clock.nowMicroseconds() / 1000).toISOString(),
        },
      ]
    : [];
  return {
    settings,
    problems: (cameraId) => [...settings.problems(cameraId), ...basePathProblem],
    async listensAt({ port, httpsPort }) {
      ownPorts = [port, ...(httpsPort === null ? [] : [httpsPort])];
      await keepLastWorking(dataDirectory, settled.config, settled.saved.patch, logger);
    },
  };
}

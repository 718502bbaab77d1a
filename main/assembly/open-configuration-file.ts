import type { Config } from '../../shared/config.ts';
import type { AccessControl } from '../access/access-control.ts';
import type { BackupService } from '../backup/backup-service.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { KnownPetLogs } from '../camera/known-petlogs.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import { ConfigurationFiles } from '../configuration-file/configuration-file.ts';
import type { AnySectionSource } from '../configuration-file/section.ts';
import { accessSource } from '../configuration-file/sections/access-section.ts';
import { alertChannelsSource } from '../configuration-file/sections/alert-channels-section.ts';
import { alertRulesSource } from '../configuration-file/sections/alert-rules-section.ts';
import { authoritySource } from '../configuration-file/sections/authority-section.ts';
import { backupSource } from '../configuration-file/sections/backup-section.ts';
import { cameraOrderSource } from '../configuration-file/sections/camera-order-section.ts';
import { knownPetLogsSource } from '../configuration-file/sections/known-petlogs-section.ts';
import { homekitSource } from '../configuration-file/sections/homekit-section.ts';
import { petsSource } from '../configuration-file/sections/pets-section.ts';
import { relaysSource } from '../configuration-file/sections/relays-section.ts';
import { settingsSource } from '../configuration-file/sections/settings-section.ts';
import { zonesSource } from '../configuration-file/sections/zones-section.ts';
import type { RelayService } from '../relays/relay-service.ts';
import type { Clock } from '../system/clock.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { OpenAlerts } from './open-alerts.ts';
import type { OpenEventLog } from './open-event-log.ts';

export interface OpenConfigurationFileOptions {
  readonly dataDirectory: string;
  readonly version: string;
  readonly settings: SettingsStore;
  readonly events: Pick<OpenEventLog, 'pets' | 'zones'>;
  readonly access: Pick<AccessControl, 'portable'>;
  readonly cameras: Pick<CameraRegistry, 'all'>;
  readonly petlogs: Pick<KnownPetLogs, 'all'>;
  readonly alerts: OpenAlerts['kept'];
  readonly backup: Pick<BackupService, 'targets'>;
  readonly relays: Pick<RelayService, 'stored'>;
  config(): Config;
  /** Has PetLog end and start again; null where nobody would start it. */
  readonly restart: (() => void) | null;
  readonly clock: Clock;
  readonly resources: ResourceStack;
}

/** What this camera is set up like, as a file: each room says what of it is its own. */
export function openConfigurationFile(options: OpenConfigurationFileOptions): ConfigurationFiles {
  const { dataDirectory, version, settings, events, access, cameras, petlogs, alerts, backup, relays, config, restart, clock, resources } =
    options;
  const sources: readonly AnySectionSource[] = [
    settingsSource(settings),
    cameraOrderSource(() => cameras.all),
    knownPetLogsSource(() => petlogs.all),
    zonesSource(events.zones),
    petsSource(events.pets),
    accessSource(access),
    authoritySource(dataDirectory),
    alertChannelsSource(alerts),
    alertRulesSource(alerts.rules),
    backupSource(() => backup.targets),
    relaysSource(() => relays.stored),
    homekitSource(dataDirectory),
  ];
  const files = new ConfigurationFiles({ dataDirectory, sources, version, name: () => config().server.name, restart, clock });
  resources.add('configuration as a file', () => files.close());
  return files;
}

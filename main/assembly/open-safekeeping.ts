import type { Problem } from '../../shared/api.ts';
import type { BackupService } from '../backup/backup-service.ts';
import type { ConfigurationFiles } from '../configuration-file/configuration-file.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import type { OpenData } from './open-data.ts';
import { openBackup, type OpenBackupOptions } from './open-backup.ts';
import { openConfigurationFile, type OpenConfigurationFileOptions } from './open-configuration-file.ts';

interface OpenSafekeepingOptions
  extends
    Omit<OpenBackupOptions, 'config' | 'dataDisk' | 'diskSpace'>,
    Omit<OpenConfigurationFileOptions, 'config' | 'backup' | 'events' | 'settings'> {
  readonly settings: SettingsStore;
  readonly events: OpenBackupOptions['events'] & OpenConfigurationFileOptions['events'];
  readonly data: OpenData;
}

/** What outlives this machine's disk. */
export interface Safekeeping {
  readonly backup: BackupService;
  readonly configurationFile: ConfigurationFiles;
  readonly problems: readonly Problem[];
}

export function openSafekeeping({ data, ...options }: OpenSafekeepingOptions): Safekeeping {
  const common = { ...options, config: () => options.settings.current };
  const backup = openBackup({ ...common, dataDisk: data.dataDisk, diskSpace: (path) => data.diskSpace(path) });
  const configurationFile = openConfigurationFile({ ...common, backup });
  return {
    backup,
    configurationFile,
    get problems() {
      return [...configurationFile.problems, ...backup.problems];
    },
  };
}

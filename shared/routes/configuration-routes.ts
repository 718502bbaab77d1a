/** The configuration as a file. */
import {
  ConfigurationExportInput,
  ConfigurationFile,
  ConfigurationImported,
  ConfigurationImportInput,
  largestConfigurationFileBytes,
} from '../configuration-file.ts';
import { json } from './route.ts';

export const configurationJsonRoutes = {
  'configuration.export': json({
    method: 'POST',
    path: '/configuration/export',
    access: 'admin',
    summary: 'Settings, cameras, zones and pets as one file; with a passphrase passwords, people, devices and the authority of HTTPS too.',
    input: ConfigurationExportInput,
    output: ConfigurationFile,
    errors: ['configuration_incomplete'],
  }),
  'configuration.import': json({
    method: 'POST',
    path: '/configuration/import',
    access: 'admin',
    summary: 'Says what a saved file would change, and brings all of it back at the next start, or nothing.',
    input: ConfigurationImportInput,
    output: ConfigurationImported,
    errors: [
      'configuration_not_a_file',
      'configuration_newer',
      'configuration_damaged',
      'configuration_passphrase_missing',
      'configuration_passphrase_wrong',
      'configuration_not_allowed',
      'settings_not_saved',
    ],
    largestBodyBytes: largestConfigurationFileBytes,
  }),
} as const;

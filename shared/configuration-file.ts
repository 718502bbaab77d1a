/** What a camera is set up like, as one file: what is in it, and what bringing it back would change. */
import { z } from 'zod';
import { secret } from './secret.ts';

/** Counts up with each change that an older PetLog could not read. */
export const configurationFileVersion = 1;
export const configurationFileFormat = 'petlog-configuration';
/** Larger files are not read; pictures of pets are most of one. */
export const largestConfigurationFileBytes = 32_000_000;

const base64 = z.base64();
const time = z.iso.datetime({ offset: true });

export const Passphrase = secret(
  z
    .string()
    .min(8, { error: 'must have at least 8 characters' })
    .max(200)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' }),
);

/** AES-256-GCM with a key by scrypt (RFC 7914). Everything that the file holds is in `content`. */
export const SealedContent = z.strictObject({
  key_derivation: z.literal('scrypt'),
  cost: z.literal(32_768),
  block_size: z.literal(8),
  parallelization: z.literal(3),
  salt: base64,
  cipher: z.literal('aes-256-gcm'),
  nonce: base64,
  tag: base64,
  content: base64,
});
export type SealedContent = z.infer<typeof SealedContent>;

export const ConfigurationFile = z.strictObject({
  format: z.literal(configurationFileFormat),
  version: z.literal(configurationFileVersion),
  petlog_version: z.string().max(100),
  created_at: time,
  name: z.string().max(100).describe('What the camera was called.'),
  sections: z.record(z.string(), z.unknown()).nullable().describe('Without secrets; null in a file with a passphrase.'),
  sealed: SealedContent.nullable().describe('Everything, encrypted; null in a file without a passphrase.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the rest of the file: tells a whole file from a damaged one.'),
});
export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

export const ConfigurationExportInput = z.strictObject({
  passphrase: Passphrase.optional().describe(
    'Encrypts the file. Without it passwords, people, devices and the authority of HTTPS are left out.',
  ),
});

export const ConfigurationImportInput = z.strictObject({
  file: z.record(z.string(), z.unknown()).describe('The file, as it was saved.'),
  passphrase: secret(z.string().max(200)).optional().describe('With which the file was saved.'),
  preview: z.boolean().default(false).describe('Only says what would change.'),
});

/** What the file may hold, in the order in which people are told of it. */
export const configurationParts = [
  'settings',
  'cameras',
  'zones',
  'pets',
  'people',
  'devices',
  'homekit',
  'tokens',
  'authority',
  'screen_pin',
  'alert_channels',
  'alert_phones',
  'alert_rules',
  'backup_targets',
  'relays',
] as const;
export type ConfigurationPart = (typeof configurationParts)[number];

export const ConfigurationChange = z.object({
  part: z.enum(configurationParts),
  added: z.array(z.string()).describe('As people call them; of settings the keys.'),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
});
export type ConfigurationChange = z.infer<typeof ConfigurationChange>;

export const ConfigurationImported = z.object({
  message: z.string(),
  name: z.string(),
  created_at: time,
  petlog_version: z.string(),
  has_secrets: z.boolean().describe('Whether the file was saved with a passphrase.'),
  changes: z.array(ConfigurationChange).describe('Parts that stay as they are, or are not in the file, are left out.'),
  left_out: z
    .array(z.string())
    .describe('Keys of settings that stay as they are on this machine: files, passwords that are not in the file.'),
  takes_effect: z.enum(['preview', 'restarting', 'next_start']),
});
export type ConfigurationImported = z.infer<typeof ConfigurationImported>;

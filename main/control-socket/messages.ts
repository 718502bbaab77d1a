import { z } from 'zod';
import { ConfigurationFile, ConfigurationImported, ConfigurationImportInput, Passphrase } from '../../shared/configuration-file.ts';
import { DeviceList, invitationStates, Role } from '../../shared/access.ts';

/** What the command line asks a running PetLog for: one line of JSON, the first on its connection. */
export const Request = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('pair'), role: Role.optional() }),
  z.strictObject({ command: z.literal('devices') }),
  z.strictObject({ command: z.literal('remove-pin') }),
  z.strictObject({ command: z.literal('revoke'), id: z.string().min(1).max(100) }),
  z.strictObject({ command: z.literal('backup'), passphrase: Passphrase.optional() }),
  ConfigurationImportInput.omit({ preview: true }).extend({ command: z.literal('restore') }),
]);
export type Request = z.infer<typeof Request>;

/**
 * What it is answered, each a line of JSON: to `pair` the invitation, and its end
 * when that comes; to all else one answer. An invitation ends with its connection.
 */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invitation'), role: Role, code: z.string(), url: z.string().nullable(), valid_seconds: z.number() }),
  z.object({ kind: z.literal('invitation_ended'), state: z.enum(invitationStates), device_name: z.string().nullable() }),
  z.object({ kind: z.literal('devices'), devices: DeviceList.shape.devices }),
  z.object({ kind: z.literal('configuration'), file: ConfigurationFile }),
  z.object({ kind: z.literal('imported'), imported: ConfigurationImported }),
  z.object({ kind: z.literal('done'), message: z.string() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

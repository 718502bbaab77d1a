/** Copies of recordings and events somewhere else, as schemas. */
import { z } from 'zod';
import { secret } from './secret.ts';

const time = z.iso.datetime({ offset: true });

/** One line, as people write it. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });

const webAddress = z.url({ protocol: /^https?$/ });
const address = z
  .string()
  .max(1000)
  .refine((text) => text === '' || webAddress.safeParse(text).success, { error: 'must be an address that begins with https:// or http://' })
  .regex(/^[^@]*$/, { error: 'must be an address without a name and password; these have fields of their own' });

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, { error: 'must be empty, or a time of day such as 22:00' });

export const backupKinds = ['webdav', 's3', 'rclone'] as const;
export const backupContents = ['events', 'kept', 'all'] as const;

const values = {
  name: line(60).min(1, { error: 'must hold at least one character' }),
  kind: z.enum(backupKinds),
  url: address.describe('webdav: of the folder. s3: of the server, without the bucket. rclone: empty.'),
  remote: z
    .string()
    .max(100)
    .regex(/^(?:\w[\w-]*)?$/, { error: 'must be the name of a remote without colon, of letters, digits, _ and - (which is not the first)' })
    .describe('Only for rclone: the name of a remote that the owner of the machine made with `rclone config`.'),
  bucket: line(63).describe('Only for s3.'),
  region: line(60).describe('Only for s3.'),
  folder: z
    .string()
    .max(200)
    .regex(/^(?:[\w .-]+(?:\/[\w .-]+)*)?$/, { error: 'must be empty, or a path such as cameras/kitchen without a slash at its ends' })
    .refine((path) => !path.split('/').includes('..') && !path.split('/').includes('.'), { error: 'must have no "." and ".." in it' })
    .describe('Below the address, bucket or remote.'),
  username: line(200).describe('s3: the id of the access key.'),
  password: secret(z.string().max(500)).describe('s3: the secret access key.'),
  certificate_fingerprint: z
    .string()
    .trim()
    .max(100)
    .regex(/^(?:[0-9a-fA-F]{2}(?::?[0-9a-fA-F]{2}){31})?$/, { error: 'must be empty or 64 hexadecimal digits' })
    .describe('SHA-256 of a certificate that nobody signed and that you compared; empty for signed ones, and for rclone.'),
  enabled: z.boolean(),
  contents: z.enum(backupContents).describe('events: with their clips. kept: these and kept recordings. all: every recording.'),
  from: timeOfDay.describe('Copies are sent from this hour on; the same as until, or empty, for always.'),
  until: timeOfDay,
  most_kbps: z
    .int()
    .max(10_000_000)
    .refine((rate) => rate === 0 || rate >= 64, { error: 'must be 0, or at least 64' })
    .describe('Most kilobits a second; 0 for as many as there are.'),
  keep_days: z
    .int()
    .min(0)
    .max(36_500)
    .describe('Days after which copies are removed there; 0 for never. What is deleted here stays there.'),
};

export const BackupTargetInput = z.strictObject({
  name: values.name,
  kind: values.kind,
  url: values.url.default(''),
  remote: values.remote.default(''),
  bucket: values.bucket.default(''),
  region: values.region.default('us-east-1'),
  folder: values.folder.default('petlog'),
  username: values.username.default(''),
  password: values.password.default(''),
  certificate_fingerprint: values.certificate_fingerprint.default(''),
  enabled: values.enabled.default(true),
  contents: values.contents.default('kept'),
  from: values.from.default(''),
  until: values.until.default(''),
  most_kbps: values.most_kbps.default(0),
  keep_days: values.keep_days.default(0),
});
export type BackupTargetInput = z.infer<typeof BackupTargetInput>;

export const BackupTarget = z.object({
  target_id: z.string(),
  ...values,
  remote: values.remote.default(''),
  certificate_fingerprint: values.certificate_fingerprint.default(''),
  recipient: z
    .string()
    .regex(/^(?:age1[0-9a-z]{58})?$/)
    .default('')
    .describe('For whom copies are encrypted, as age1…; empty for copies that are not.'),
});
export type BackupTarget = z.infer<typeof BackupTarget>;

export const BackupTargetChange = z.strictObject({
  id: z.string(),
  ...z
    .strictObject({ ...values, kind: z.never() })
    .omit({ kind: true })
    .partial().shape,
  recipient: z.literal('', { error: 'can only be emptied, which ends encryption; POST /backup/targets/{id}/key begins it' }).optional(),
});
export type BackupTargetChange = Omit<z.infer<typeof BackupTargetChange>, 'id'>;

export const BackupTargetId = z.strictObject({ id: z.string() });

/** The first three are rclone's: whether it is there, knows the remote, and may use it. */
export const backupTestSteps = ['program', 'remote', 'type', 'connect', 'write', 'read', 'remove'] as const;
export type BackupTestStep = (typeof backupTestSteps)[number];

export const BackupTested = z.object({
  ok: z.boolean(),
  failed_step: z.enum(backupTestSteps).nullable(),
  reason: z.string().nullable().describe('What the other side said, in one sentence.'),
  certificate_fingerprint: z
    .string()
    .optional()
    .describe('SHA-256 of a certificate that is in the way and could be confirmed; else left out.'),
});
export type BackupTested = z.infer<typeof BackupTested>;

export const backupStates = ['resting', 'sending', 'waiting_for_hour', 'failing', 'off'] as const;

export const BackupTargetStatus = z.object({
  target_id: z.string(),
  state: z.enum(backupStates),
  waiting_count: z.int(),
  /** What was tried and could not be sent is tried again. */
  failing_count: z.int(),
  copied_count: z.int(),
  copied_bytes: z.int(),
  last_success_at: time.nullable(),
  last_error: z.string().nullable(),
  sending: z.object({ name: z.string(), sent_bytes: z.int(), size_bytes: z.int() }).nullable(),
  is_checking: z.boolean(),
  last_check: z
    .object({
      checked_at: time,
      checked_count: z.int().describe('Files that were read back.'),
      broken_count: z.int().describe('Of these; they are sent again where they are still here.'),
    })
    .nullable()
    .describe('Of the weekly check of a sample; null before the first.'),
  check_error: z.string().nullable().describe('Why the last check could not be made since PetLog started; null where it could.'),
});
export type BackupTargetStatus = z.infer<typeof BackupTargetStatus>;

export const BackupRestoreInput = z
  .strictObject({
    target_id: z.string(),
    recording_id: z.string().max(100).optional(),
    event_id: z.int().optional().describe('The video of an event that is here.'),
    date: z.iso.date().optional().describe("All of a day, in the camera's time zone."),
    all: z.boolean().optional(),
    key: secret(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/, { error: 'must be a key that begins with AGE-SECRET-KEY-1, with 74 characters in all' }),
    )
      .optional()
      .describe('Opens copies that are encrypted.'),
  })
  .refine(
    ({ recording_id, event_id, date, all }) =>
      [recording_id, event_id, date, all === true ? true : undefined].filter((one) => one !== undefined).length === 1,
    {
      error: 'must be given, or event_id, or date, or all=true; one of them',
      path: ['recording_id'],
    },
  );
export type BackupRestoreInput = z.infer<typeof BackupRestoreInput>;

export const BackupRestore = z.object({
  target_id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  found_count: z.int(),
  done_count: z.int().describe('Of these, that are here now.'),
  recordings_count: z.int().describe('That came back.'),
  events_count: z.int().describe('That came back.'),
  failed_count: z.int().describe('Whose copies are damaged or incomplete.'),
  bringing: z
    .object({ name: z.string(), received_bytes: z.int(), size_bytes: z.int() })
    .nullable()
    .describe('The video that is on its way.'),
  reason: z.string().nullable(),
});
export type BackupRestore = z.infer<typeof BackupRestore>;

export const BackupStatus = z.object({ targets: z.array(BackupTargetStatus), restore: BackupRestore.nullable() });
export type BackupStatus = z.infer<typeof BackupStatus>;

export const BackupTargetList = z.object({
  targets: z.array(BackupTarget),
  rclone: z
    .object({ user: z.string(), configuration_path: z.string() })
    .describe('As whom rclone runs, and the file that holds its remotes; the owner of the machine makes them there.'),
});
export type BackupTargetList = z.infer<typeof BackupTargetList>;

export const BackupCopiesQuery = z.strictObject({
  id: z.string(),
  date: z.iso.date().describe("A day, in the camera's time zone."),
});

export const BackupCopies = z.object({
  recordings: z.array(
    z.object({
      recording_id: z.string(),
      started_at: time.nullable(),
      size_bytes: z.int(),
      is_here: z.boolean().describe('It is in the library, so that nothing would come back.'),
    }),
  ),
});
export type BackupCopies = z.infer<typeof BackupCopies>;

export const BackupEventQuery = z.strictObject({ id: z.coerce.number().int() });

export const BackupEventPlaces = z.object({
  places: z.array(z.object({ target_id: z.string(), name: z.string() })).describe('Where there is a copy of its video.'),
});
export type BackupEventPlaces = z.infer<typeof BackupEventPlaces>;

export const BackupKey = z.object({
  key: z.string().describe('Opens the copies; nothing keeps it but whoever reads it now.'),
  recipient: z.string(),
});
export type BackupKey = z.infer<typeof BackupKey>;

/** How many of the last characters of a key show that somebody has it. */
export const confirmedCharacters = 8;

export const BackupKeyConfirmation = z.strictObject({
  id: z.string(),
  last_characters: secret(z.string().trim().toUpperCase().max(100)).describe(`The last ${confirmedCharacters} characters of the key.`),
});

/** Who may use PetLog, as schemas: sessions, pairing, devices, accounts, tokens, and the record of it all. */
import { z } from 'zod';
import { CameraIds } from './camera-id.ts';
import { secret } from './secret.ts';

/** `none`: anyone, in every mode. `viewer`: may watch. `admin`: may change things. */
export type Access = 'none' | 'viewer' | 'admin';

const time = z.iso.datetime({ offset: true });
/** What people call a device, an account or a token. */
const Label = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}]+$/u, { error: 'may not hold control characters' });
const id = z.string().min(1).max(100);

const can_talk = z.boolean().optional().describe('May talk back through the speaker of a camera; admins may in any case.');
const shownCanTalk = z.boolean().describe('May talk back through the speaker of a camera, where it has one; true for admins.');

/** null, or left out where something is made: all of them. */
const camera_ids = CameraIds.optional().describe('The only cameras that may be seen; null for all.');
const shownCameraIds = z
  .array(z.string())
  .nullable()
  .describe('The only cameras that may be seen, among them perhaps some that were removed; null for all.');

export const roles = ['viewer', 'admin'] as const;
export const Role = z.enum(roles).describe('viewer: watch, play and download. admin: everything.');
export type Role = z.infer<typeof Role>;

/** Eight is what NIST SP 800-63B asks of a password that somebody chose. */
export const Password = secret(z.string().min(8).max(200));
export const Pin = secret(z.string().regex(/^\d{4,8}$/, { error: 'must be four to eight digits' }));
export const PairingCode = secret(z.string().regex(/^\d{6}$/, { error: 'must be six digits' }));

export const principalKinds = ['open', 'device', 'token', 'kiosk', 'command_line', 'mqtt'] as const;

/** Who is asking, as a screen needs to know it. */
export const Session = z.object({
  access: z.enum(['open', 'accounts']),
  /** `setup`: there is no admin yet, so that the first one has to be paired. */
  state: z.enum(['open', 'setup', 'signed_out', 'signed_in']),
  kind: z.enum(principalKinds).nullable(),
  role: Role.nullable(),
  device_id: z.string().nullable(),
  /** Of the device or token. */
  name: z.string().nullable(),
  account_name: z.string().nullable(),
  camera_ids: shownCameraIds,
  can_talk: shownCanTalk,
  /** When the access token has to be renewed; null without one. */
  expires_at: time.nullable(),
});
export type Session = z.infer<typeof Session>;

/** Browsers keep tokens where no script can read them; programs are given them. */
const token_delivery = z
  .enum(['cookie', 'body'])
  .default('cookie')
  .describe('cookie: for browsers, where no script can read it. body: for programs, which send it as Authorization: Bearer.');

export const SignInInput = z.strictObject({
  name: Label,
  password: Password,
  device_name: Label.default('Browser').describe('What the list of devices calls this one.'),
  token_delivery,
});
export const PairInput = z.strictObject({
  code: PairingCode,
  device_name: Label.describe('What the list of devices calls this one.'),
  token_delivery,
});
export const RestrictInput = z.strictObject({
  device_name: Label.default('Browser').describe('What the list of devices calls this one.'),
  token_delivery,
});
export const RefreshInput = z.strictObject({
  refresh_token: secret(z.string().min(1).max(500)).optional().describe('For programs; browsers send a cookie.'),
});

export const SessionTokens = Session.extend({
  access_token: z.string().optional().describe('Only with token_delivery: body.'),
  refresh_token: z.string().optional().describe('Only with token_delivery: body. Used once: each refresh gives the next one.'),
});
export type SessionTokens = z.infer<typeof SessionTokens>;

export const InvitationInput = z.strictObject({ role: Role.default('viewer'), camera_ids });
export const IdInput = z.strictObject({ id });
export const invitationStates = ['open', 'used', 'expired', 'refused', 'cancelled'] as const;

/** One chance to pair one device. `refused`: too many wrong codes were tried. */
export const Invitation = z.object({
  invitation_id: z.string(),
  role: Role,
  camera_ids: shownCameraIds,
  state: z.enum(invitationStates),
  expires_at: time,
  tries_left: z.int().min(0),
  /** Of the device that used it. */
  device_name: z.string().nullable(),
});
export type Invitation = z.infer<typeof Invitation>;
/** Shown once, when it is made. `url` carries the code behind `#`, which no server and no log gets to see. */
export const NewInvitation = Invitation.extend({ code: z.string(), url: z.string().nullable() });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const Device = z.object({
  device_id: z.string(),
  name: z.string(),
  role: Role,
  /** Its account's, where it has one. */
  camera_ids: shownCameraIds,
  /** Its account's, where it has one. */
  can_talk: shownCanTalk,
  account_name: z.string().nullable(),
  paired_at: time,
  last_seen_at: time,
  last_address: z.string(),
  /** The one that asks. */
  is_current: z.boolean(),
});
export type Device = z.infer<typeof Device>;
export const DeviceList = z.object({ devices: z.array(Device) });
export const DeviceChangeInput = z.strictObject({ id, name: Label.optional(), role: Role.optional(), camera_ids, can_talk });

export const Account = z.object({
  account_id: z.string(),
  name: z.string(),
  role: Role,
  camera_ids: shownCameraIds,
  can_talk: shownCanTalk,
  created_at: time,
});
export type Account = z.infer<typeof Account>;
export const AccountList = z.object({ accounts: z.array(Account) });
export const AccountInput = z.strictObject({ name: Label, password: Password, role: Role.default('viewer'), camera_ids, can_talk });
export const AccountChangeInput = z.strictObject({ id, password: Password.optional(), role: Role.optional(), camera_ids, can_talk });

/** For integrations. */
export const ApiToken = z.object({
  token_id: z.string(),
  name: z.string(),
  scope: Role,
  camera_ids: shownCameraIds,
  created_at: time,
  expires_at: time.nullable(),
  last_used_at: time.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;
export const ApiTokenList = z.object({ tokens: z.array(ApiToken) });
export const ApiTokenInput = z.strictObject({
  name: Label,
  scope: Role.default('viewer'),
  camera_ids,
  expires_days: z.int().min(1).max(3650).optional().describe('Days until it ends; never without.'),
});
export const ApiTokenChangeInput = z.strictObject({ id, name: Label.optional(), scope: Role.optional(), camera_ids });
export const NewApiToken = ApiToken.extend({ token: z.string().describe('Shown this once.') });
export type NewApiToken = z.infer<typeof NewApiToken>;

export const Removed = z.object({ message: z.string() });

export const auditOutcomes = ['done', 'refused', 'failed'] as const;
/** Who did what from where. Equal refusals of one minute are one entry with a count. */
export const AuditEntry = z.object({
  entry_id: z.int(),
  at: time,
  last_at: time,
  /** Name of the device, account or token, or what else it was: kiosk, open, nobody. */
  actor: z.string(),
  address: z.string(),
  /** Name of the route or call, or what happened by itself. */
  action: z.string(),
  outcome: z.enum(auditOutcomes),
  /** What it was done to, or the error code. */
  detail: z.string(),
  count: z.int().min(1),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditQuery = z.strictObject({
  page: z.int().min(1).max(1_000_000).default(1),
  page_size: z.int().min(1).max(500).default(100),
  outcome: z.enum(auditOutcomes).optional(),
});
export const AuditPage = z.object({ entries: z.array(AuditEntry), total_count: z.int().min(0), page: z.int(), page_size: z.int() });
export type AuditPage = z.infer<typeof AuditPage>;

export const PrivacyInput = z.strictObject({
  camera: z.string().optional().describe('Which camera; all where it is left out.'),
  on: z.boolean().describe('true stops the camera for everyone until it is false again.'),
});
export const Privacy = z.object({ on: z.boolean(), since: time.nullable() });
export type Privacy = z.infer<typeof Privacy>;

/**
 * Every HTTP route: method, path, who may use it, what goes in and out.
 * The router, the API document and the tests of both are made from this table.
 */
import type { z } from 'zod';
import {
  type Access, type Role, type principalKinds, Account, AccountChangeInput, AccountInput, AccountList, ApiTokenInput, ApiTokenList, AuditPage, AuditQuery, Device, DeviceChangeInput, DeviceList,
  IdInput, Invitation, InvitationInput, NewApiToken, NewInvitation, PairInput, Privacy, PrivacyInput, RefreshInput, Removed, Session, SessionTokens, SignInInput,
} from './access.ts';
import {
  CameraStatus, Health, LiveStatus, NoInput, RecordingChangeInput, RecordingFileInput, RecordingIdInput, RecordingInfo, RecordingRemoved, RecordingsPage,
  RecordingsQuery, RecordStartInput, RecordStartOutput, RecordStopOutput, StartInput, StartOutput, StopOutput, StorageUsage, StreamInput, Welcome,
} from './api.ts';
import { Config, ConfigPatch } from './config.ts';
import { DoctorReport } from './doctor.ts';
import type { ErrorCode } from './errors.ts';
import { RewindClipInput, RewindPictureInput, RewindRange, RewindSaveInput } from './rewind.ts';
import { TimelapseIdInput, TimelapseInput, TimelapseJob } from './timelapse.ts';

/** On whose behalf an operation runs. */
export interface Caller {
  readonly kind: (typeof principalKinds)[number];
  /** Of the device or token; null for the kiosk, and where everyone is let in. */
  readonly id: string | null;
  /** For people: name of the device or token, or `kiosk`, or `open`. */
  readonly name: string;
  readonly role: Role;
  /** Where it is; null on this machine's own screen. */
  readonly address: string | null;
}

interface RouteBase<Input extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Express 5 path; parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** Path parameters, query and body together, after validation. */
  readonly input: Input;
  /** The errors a client has to expect, beside those that every route can give. */
  readonly errors: readonly ErrorCode[];
}

export interface JsonRoute<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> extends RouteBase<Input> {
  readonly output: Output;
}

/** Answers something other than JSON, and writes its answer itself. */
export interface RawRoute<Input extends z.ZodType = z.ZodType> extends RouteBase<Input> {
  readonly contentType: string;
}

const json = <I extends z.ZodType, O extends z.ZodType>(route: JsonRoute<I, O>): JsonRoute<I, O> => route;
const raw = <I extends z.ZodType>(route: RawRoute<I>): RawRoute<I> => route;

export const jsonRoutes = {
  'api.welcome': json({ method: 'GET', path: '/api', access: 'none', summary: 'Greets, and says where the documentation is.', input: NoInput, output: Welcome, errors: [] }),
  'health.get': json({ method: 'GET', path: '/health', access: 'none', summary: 'Whether everything works; 503 when unhealthy.', input: NoInput, output: Health, errors: [] }),
  'camera.status': json({ method: 'GET', path: '/camera/status', access: 'viewer', summary: 'The camera in a few words.', input: NoInput, output: CameraStatus, errors: [] }),
  'live.status': json({ method: 'GET', path: '/live/status', access: 'viewer', summary: 'Everything about the live picture.', input: NoInput, output: LiveStatus, errors: [] }),
  'live.start': json({ method: 'POST', path: '/live/start', access: 'admin', summary: 'Starts the camera, and with record_duration a recording.', input: StartInput, output: StartOutput, errors: ['privacy', 'already_recording', 'storage_disabled', 'storage_limit', 'storage_full', 'camera_unavailable', 'recording_failed'] }),
  'live.stop': json({ method: 'POST', path: '/live/stop', access: 'admin', summary: 'Ends a recording, every stream and the camera.', input: NoInput, output: StopOutput, errors: [] }),
  'privacy.set': json({ method: 'POST', path: '/live/privacy', access: 'admin', summary: 'Switches the camera off for everyone until it is released, or releases it.', input: PrivacyInput, output: Privacy, errors: [] }),
  'record.start': json({ method: 'POST', path: '/live/record/start', access: 'admin', summary: 'Starts a recording, and the camera when needed.', input: RecordStartInput, output: RecordStartOutput, errors: ['privacy', 'already_recording', 'storage_disabled', 'storage_limit', 'storage_full', 'camera_unavailable', 'recording_failed'] }),
  'record.stop': json({ method: 'POST', path: '/live/record/stop', access: 'admin', summary: 'Ends the recording.', input: NoInput, output: RecordStopOutput, errors: ['not_recording', 'recording_failed'] }),
  'recordings.list': json({ method: 'GET', path: '/recordings', access: 'viewer', summary: 'Finished recordings, newest first.', input: RecordingsQuery, output: RecordingsPage, errors: [] }),
  'recordings.change': json({ method: 'PATCH', path: '/recordings/:id', access: 'admin', summary: 'Keeps a recording from clean-up, or no longer.', input: RecordingChangeInput, output: RecordingInfo, errors: ['recording_not_found', 'recording_in_progress', 'recording_failed'] }),
  'recordings.remove': json({ method: 'DELETE', path: '/recordings/:id', access: 'admin', summary: 'Removes a recording: file, pictures and entry, or nothing.', input: RecordingIdInput, output: RecordingRemoved, errors: ['recording_not_found', 'recording_in_progress', 'recording_not_removed'] }),
  'storage.get': json({ method: 'GET', path: '/storage', access: 'viewer', summary: 'How full the disk of the recordings is.', input: NoInput, output: StorageUsage, errors: [] }),
  'rewind.range': json({ method: 'GET', path: '/live/rewind', access: 'viewer', summary: 'From when to when one can look back.', input: NoInput, output: RewindRange, errors: [] }),
  'rewind.save': json({ method: 'POST', path: '/live/rewind/save', access: 'admin', summary: 'Keeps a part of the last minutes as a recording.', input: RewindSaveInput, output: RecordingInfo, errors: ['rewind_unavailable', 'storage_disabled', 'storage_limit', 'storage_full', 'recording_failed'] }),
  'timelapse.start': json({ method: 'POST', path: '/timelapses', access: 'admin', summary: 'Makes a film of a day or a range from its recordings.', input: TimelapseInput, output: TimelapseJob, errors: ['timelapse_running', 'nothing_recorded', 'storage_disabled', 'storage_limit', 'storage_full'] }),
  'timelapse.get': json({ method: 'GET', path: '/timelapses/:id', access: 'viewer', summary: 'How far a film is.', input: TimelapseIdInput, output: TimelapseJob, errors: ['timelapse_not_found'] }),
  'timelapse.cancel': json({ method: 'DELETE', path: '/timelapses/:id', access: 'admin', summary: 'Gives up a film that is being made.', input: TimelapseIdInput, output: TimelapseJob, errors: ['timelapse_not_found'] }),
  'settings.get': json({ method: 'GET', path: '/settings', access: 'admin', summary: 'The whole configuration, secrets hidden.', input: NoInput, output: Config, errors: [] }),
  'settings.change': json({ method: 'PATCH', path: '/settings', access: 'admin', summary: 'Changes settings, applies and saves them; all or nothing.', input: ConfigPatch, output: Config, errors: ['settings_not_saved'] }),
  'invitations.create': json({ method: 'POST', path: '/auth/invitations', access: 'admin', summary: 'Makes a code that pairs one device, within two minutes.', input: InvitationInput, output: NewInvitation, errors: ['too_many_invitations'] }),
  'invitations.get': json({ method: 'GET', path: '/auth/invitations/:id', access: 'admin', summary: 'Whether a code was used.', input: IdInput, output: Invitation, errors: ['invitation_not_found'] }),
  'invitations.cancel': json({ method: 'DELETE', path: '/auth/invitations/:id', access: 'admin', summary: 'Takes a code back.', input: IdInput, output: Invitation, errors: ['invitation_not_found'] }),
  'devices.list': json({ method: 'GET', path: '/auth/devices', access: 'admin', summary: 'Every device that may come in.', input: NoInput, output: DeviceList, errors: [] }),
  'devices.change': json({ method: 'PATCH', path: '/auth/devices/:id', access: 'admin', summary: 'Renames a device, or changes what it may do.', input: DeviceChangeInput, output: Device, errors: ['device_not_found', 'role_of_account'] }),
  'devices.revoke': json({ method: 'DELETE', path: '/auth/devices/:id', access: 'admin', summary: 'Shuts a device out, at once.', input: IdInput, output: Removed, errors: ['device_not_found'] }),
  'accounts.list': json({ method: 'GET', path: '/auth/accounts', access: 'admin', summary: 'Everyone who has a name and a password.', input: NoInput, output: AccountList, errors: [] }),
  'accounts.create': json({ method: 'POST', path: '/auth/accounts', access: 'admin', summary: 'Lets somebody sign in by name and password.', input: AccountInput, output: Account, errors: ['account_exists'] }),
  'accounts.change': json({ method: 'PATCH', path: '/auth/accounts/:id', access: 'admin', summary: 'Changes a password or what an account may do.', input: AccountChangeInput, output: Account, errors: ['account_not_found'] }),
  'accounts.remove': json({ method: 'DELETE', path: '/auth/accounts/:id', access: 'admin', summary: 'Removes an account and shuts its devices out.', input: IdInput, output: Removed, errors: ['account_not_found'] }),
  'tokens.list': json({ method: 'GET', path: '/auth/tokens', access: 'admin', summary: 'The tokens of integrations.', input: NoInput, output: ApiTokenList, errors: [] }),
  'tokens.create': json({ method: 'POST', path: '/auth/tokens', access: 'admin', summary: 'Makes a token for an integration; it is shown this once.', input: ApiTokenInput, output: NewApiToken, errors: [] }),
  'tokens.revoke': json({ method: 'DELETE', path: '/auth/tokens/:id', access: 'admin', summary: 'Ends a token, at once.', input: IdInput, output: Removed, errors: ['token_not_found'] }),
  'kiosk_pin.remove': json({ method: 'DELETE', path: '/kiosk/pin', access: 'admin', summary: "Removes the PIN of the camera's own screen, for when it was forgotten.", input: NoInput, output: Removed, errors: [] }),
  'doctor.get': json({ method: 'GET', path: '/doctor', access: 'admin', summary: 'Looks at camera, disk, network and the rest of the machine, and says what to do; takes up to seven seconds.', input: NoInput, output: DoctorReport, errors: [] }),
  'audit.list': json({ method: 'GET', path: '/audit', access: 'admin', summary: 'Who did what from where, and what was refused; 90 days.', input: AuditQuery, output: AuditPage, errors: [] }),
} as const;

/** JSON over HTTP alone: they read and set the cookies of a browser, which the kiosk window has no use for. */
export const sessionRoutes = {
  'session.get': json({ method: 'GET', path: '/auth/session', access: 'none', summary: 'Who is asking, and whether that is enough.', input: NoInput, output: Session, errors: [] }),
  'session.pair': json({ method: 'POST', path: '/auth/pair', access: 'none', summary: 'Lets this device in with a code that the camera or an admin shows.', input: PairInput, output: SessionTokens, errors: ['wrong_code', 'too_many_attempts'] }),
  'session.sign_in': json({ method: 'POST', path: '/auth/sign-in', access: 'none', summary: 'Lets this device in with name and password.', input: SignInInput, output: SessionTokens, errors: ['wrong_password', 'too_many_attempts'] }),
  'session.refresh': json({ method: 'POST', path: '/auth/refresh', access: 'none', summary: 'Gives a new access token for a refresh token, which is used up by it.', input: RefreshInput, output: SessionTokens, errors: ['unauthorized', 'session_ended', 'too_many_attempts'] }),
  'session.sign_out': json({ method: 'POST', path: '/auth/sign-out', access: 'viewer', summary: 'Forgets this device.', input: NoInput, output: Removed, errors: [] }),
} as const;

export const rawRoutes = {
  'live.stream': raw({ method: 'GET', path: '/live/stream', access: 'viewer', summary: 'The live picture as MJPEG.', input: StreamInput, contentType: 'multipart/x-mixed-replace', errors: ['privacy', 'too_many_viewers', 'too_many_viewers_of_device', 'too_many_viewers_from_address', 'shutting_down'] }),
  'live.snapshot': raw({ method: 'GET', path: '/live/snapshot', access: 'viewer', summary: 'The newest frame, at most a second old.', input: NoInput, contentType: 'image/jpeg', errors: ['privacy', 'camera_unavailable'] }),
  'live.events': raw({ method: 'GET', path: '/live/events', access: 'viewer', summary: 'Server-sent events: the status whenever it changes, notices, heartbeats.', input: NoInput, contentType: 'text/event-stream', errors: ['too_many_viewers', 'too_many_viewers_of_device', 'too_many_viewers_from_address'] }),
  'recordings.file': raw({ method: 'GET', path: '/recordings/:id', access: 'viewer', summary: 'The recording itself, with byte ranges.', input: RecordingFileInput, contentType: 'video/mp4', errors: ['recording_not_found', 'range_not_satisfiable', 'too_many_downloads', 'too_many_downloads_of_device', 'too_many_downloads_from_address'] }),
  'recordings.thumbnail': raw({ method: 'GET', path: '/recordings/:id/thumbnail', access: 'viewer', summary: 'A picture of the recording.', input: RecordingIdInput, contentType: 'image/jpeg', errors: ['recording_not_found', 'recording_in_progress', 'picture_unavailable'] }),
  'recordings.preview': raw({ method: 'GET', path: '/recordings/:id/preview', access: 'viewer', summary: 'Pictures of the whole recording, side by side.', input: RecordingIdInput, contentType: 'image/jpeg', errors: ['recording_not_found', 'recording_in_progress', 'picture_unavailable'] }),
  'rewind.clip': raw({ method: 'GET', path: '/live/rewind/clip', access: 'viewer', summary: 'A part of the last minutes as video, with byte ranges.', input: RewindClipInput, contentType: 'video/mp4', errors: ['rewind_unavailable', 'range_not_satisfiable', 'too_many_downloads', 'too_many_downloads_of_device', 'too_many_downloads_from_address'] }),
  'rewind.picture': raw({ method: 'GET', path: '/live/rewind/picture', access: 'viewer', summary: 'One picture of the last minutes.', input: RewindPictureInput, contentType: 'image/jpeg', errors: ['rewind_unavailable', 'too_many_requests'] }),
  'metrics.get': raw({ method: 'GET', path: '/metrics', access: 'viewer', summary: 'Measurements in the Prometheus text format.', input: NoInput, contentType: 'text/plain', errors: [] }),
  'openapi.get': raw({ method: 'GET', path: '/openapi.json', access: 'none', summary: 'This document.', input: NoInput, contentType: 'application/json', errors: [] }),
} as const;

/** Whether a route answers pictures or video: what asks for them adds parameters of its own, to get by caches. */
export const isMedia = (route: { readonly contentType?: string }): boolean => /^(image|video|multipart)\//.test(route.contentType ?? '');

export const routes = { ...jsonRoutes, ...sessionRoutes, ...rawRoutes } as const;

export type JsonRouteName = keyof typeof jsonRoutes;
export type SessionRouteName = keyof typeof sessionRoutes;
export type RawRouteName = keyof typeof rawRoutes;
export type RouteName = keyof typeof routes;
export type Input<N extends RouteName> = z.output<(typeof routes)[N]['input']>;
export type Output<N extends JsonRouteName | SessionRouteName> = z.output<(typeof jsonRoutes & typeof sessionRoutes)[N]['output']>;
/** What PetLog can do, whoever asks: one function for each JSON route. */
export type Operations = { [N in JsonRouteName]: (input: Input<N>, caller: Caller) => Promise<Output<N>> };

/** The whole contract between the kiosk window and the main process. Adding a call here is the only way to add a channel. */
import { z } from 'zod';
import { type Access, Pin } from './access.ts';
import type { ErrorCode } from './errors.ts';
import { pushes } from './events.ts';
import type { IpcCallName, IpcPushName } from './ipc-channels.ts';
import { jsonRoutes } from './routes.ts';
import { setupSteps } from './setup-steps.ts';

/** A call, and whether the kiosk's PIN stands before it, where there is one. */
interface IpcCall<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly access: Access;
  readonly input: Input;
  readonly output: Output;
  needsUnlock(input: z.output<Input>): boolean;
}

const never = (): boolean => false;
const always = (): boolean => true;

const operation = <N extends keyof typeof jsonRoutes>(
  name: N,
  needsUnlock: (input: z.output<(typeof jsonRoutes)[N]['input']>) => boolean = never,
): IpcCall<(typeof jsonRoutes)[N]['input'], (typeof jsonRoutes)[N]['output']> => ({
  access: jsonRoutes[name].access,
  input: jsonRoutes[name].input,
  output: jsonRoutes[name].output,
  needsUnlock,
});

const NoInput = z.strictObject({});

/** The PIN of this machine's own screen. */
export const KioskLock = z.object({
  has_pin: z.boolean(),
  locked: z.boolean(),
  /** Until it locks itself, unless somebody touches it; null while it does not. */
  locks_in_seconds: z.number().min(0).nullable(),
});
export type KioskLock = z.infer<typeof KioskLock>;

/** What the page does for whoever stands before the screen. */
export const KioskScreen = z.object({
  /** Below 100 the page darkens itself, because the screen cannot. */
  page_brightness_percent: z.number().min(0).max(100),
  hide_cursor: z.boolean(),
  on_screen_keyboard: z.boolean(),
});
export type KioskScreen = z.infer<typeof KioskScreen>;

export const SetupState = z.strictObject({
  /** Where it goes on after a restart. */
  step: z.enum(setupSteps),
  finished: z.boolean(),
});
export type SetupState = z.infer<typeof SetupState>;

export const KioskInfo = z.object({
  version: z.string(),
  /** Of the camera. */
  name: z.string(),
  /** The one in effect, from the IANA database. */
  time_zone: z.string(),
  /** The machine's own. */
  system_time_zone: z.string(),
  setup: SetupState,
  /** Full path. */
  recordings_directory: z.string(),
  /** Where other devices on the network find this camera, the best first; empty without a network. */
  addresses: z.array(z.string()),
  /** SHA-256 of the certificate behind the https ones, in hexadecimal; null without HTTPS. */
  certificate_fingerprint: z.string().nullable(),
  access: z.enum(['open', 'accounts']),
  /** Until there is one, the first device has to be paired here. */
  has_admin: z.boolean(),
  lock: KioskLock,
  screen: KioskScreen,
});
export type KioskInfo = z.infer<typeof KioskInfo>;

export const ipcCalls = {
  'live.status': operation('live.status'),
  'live.start': operation('live.start'),
  'live.stop': operation('live.stop'),
  'privacy.set': operation('privacy.set', ({ on }) => !on),
  'record.start': operation('record.start'),
  'record.stop': operation('record.stop'),
  'recordings.list': operation('recordings.list'),
  'recordings.change': operation('recordings.change'),
  'recordings.remove': operation('recordings.remove', always),
  'storage.get': operation('storage.get'),
  'rewind.range': operation('rewind.range'),
  'rewind.save': operation('rewind.save'),
  'timelapse.start': operation('timelapse.start'),
  'timelapse.get': operation('timelapse.get'),
  'timelapse.cancel': operation('timelapse.cancel'),
  'settings.get': operation('settings.get', always),
  'settings.change': operation('settings.change', always),
  'invitations.create': operation('invitations.create', always),
  'invitations.get': operation('invitations.get'),
  'invitations.cancel': operation('invitations.cancel'),
  'devices.list': operation('devices.list', always),
  'devices.change': operation('devices.change', always),
  'devices.revoke': operation('devices.revoke', always),
  'accounts.list': operation('accounts.list', always),
  'accounts.create': operation('accounts.create', always),
  'accounts.change': operation('accounts.change', always),
  'accounts.remove': operation('accounts.remove', always),
  'tokens.list': operation('tokens.list', always),
  'tokens.create': operation('tokens.create', always),
  'tokens.revoke': operation('tokens.revoke', always),
  'audit.list': operation('audit.list', always),
  'doctor.get': operation('doctor.get', always),
  'kiosk.info': { access: 'none', input: NoInput, output: KioskInfo, needsUnlock: never },
  /** Somebody touches the screen: it is as bright as by day for a while. */
  'kiosk.wake': { access: 'none', input: NoInput, output: NoInput, needsUnlock: never },
  'kiosk.unlock': { access: 'none', input: z.strictObject({ pin: Pin }), output: KioskLock, needsUnlock: never },
  'kiosk.stay_unlocked': { access: 'none', input: NoInput, output: KioskLock, needsUnlock: never },
  'kiosk.lock': { access: 'none', input: NoInput, output: KioskLock, needsUnlock: never },
  'kiosk.set_pin': { access: 'none', input: z.strictObject({ pin: Pin.nullable() }), output: KioskLock, needsUnlock: always },
  'kiosk.save_setup': { access: 'none', input: SetupState, output: SetupState, needsUnlock: always },
  'kiosk.leave': { access: 'none', input: NoInput, output: NoInput, needsUnlock: always },
} as const satisfies Readonly<Record<IpcCallName, IpcCall>>;

/** What the window is told without asking. */
export const ipcPushes = { ...pushes, screen: KioskScreen } as const satisfies Readonly<Record<IpcPushName, z.ZodType>>;
export type IpcPushes = { [N in IpcPushName]: z.infer<(typeof ipcPushes)[N]> };

export type { IpcCallName, IpcPushName };
export type IpcInput<N extends IpcCallName> = z.input<(typeof ipcCalls)[N]['input']>;
export type IpcOutput<N extends IpcCallName> = z.output<(typeof ipcCalls)[N]['output']>;

/** What crosses the bridge: never a thrown Error, of which Electron keeps only the message. */
export type IpcReply<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string; retryAfterSeconds: number | null };

/** What the preload script puts on the kiosk window as `window.petlog`. */
export interface PetLogBridge {
  call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcReply<IpcOutput<N>>>;
  /** Returns the function that ends the subscription. */
  on<N extends IpcPushName>(name: N, listener: (payload: IpcPushes[N]) => void): () => void;
}

/** The whole contract between the kiosk window and the main process: a name that is not here is refused. */
import { z } from 'zod';
import { type Access, Pin } from './access.ts';
import type { ErrorCode, ValueError } from './errors.ts';
import { pushes } from './events.ts';
import { type Input, jsonRoutes, type JsonRouteName } from './routes.ts';
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

/** The rows of `jsonRoutes` that the kiosk has too, and when its PIN stands before them. */
const kioskRoutes = {
  'cameras.list': never,
  'cameras.get': never,
  'cameras.sources': always,
  'cameras.test': always,
  'cameras.add': always,
  'cameras.change': always,
  'cameras.remove': always,
  'live.status': never,
  'live.movement': always,
  'live.soundLevel': always,
  'live.microphones': always,
  'live.speakers': always,
  'live.start': never,
  'live.stop': never,
  'privacy.set': ({ on }) => !on,
  'record.start': never,
  'record.stop': never,
  'recordings.list': never,
  'recordings.timeline': never,
  'recordings.change': never,
  'recordings.remove': always,
  'events.list': never,
  'events.summary': never,
  'events.timeline': never,
  'events.get': never,
  'events.change': never,
  'events.remove': always,
  'day_films.list': never,
  'day_films.make': never,
  'day_films.get': never,
  'day_films.remove': always,
  'pets.list': never,
  'pets.habits': never,
  'pets.create': always,
  'pets.change': always,
  'pets.remove': always,
  'zones.list': never,
  'zones.create': always,
  'zones.change': always,
  'zones.remove': always,
  'shares.create': always,
  'shares.list': always,
  'shares.remove': always,
  'alert_channels.list': always,
  'alert_channels.create': always,
  'alert_channels.change': always,
  'alert_channels.remove': always,
  'alert_channels.test': always,
  'alert_rules.list': always,
  'alert_rules.create': always,
  'alert_rules.change': always,
  'alert_rules.remove': always,
  'alert_deliveries.list': always,
  'alert_snooze.get': never,
  'alert_snooze.set': never,
  'presence.get': never,
  'presence.set': never,
  'push.key': never,
  'push.list': always,
  'push.subscribe': always,
  'push.unsubscribe': always,
  'push.test': always,
  'storage.get': never,
  'storage.outlook': never,
  'rewind.range': never,
  'rewind.save': never,
  'timelapse.start': never,
  'timelapse.get': never,
  'timelapse.cancel': never,
  'settings.get': always,
  'settings.change': always,
  'configuration.export': always,
  'configuration.import': always,
  'backup.targets': always,
  'backup.add': always,
  'backup.change': always,
  'backup.remove': always,
  'backup.test': always,
  'backup.make_key': always,
  'backup.confirm_key': always,
  'backup.check': always,
  'backup.status': always,
  'backup.restore': always,
  'relays.list': always,
  'relays.add': always,
  'relays.test': always,
  'relays.change': always,
  'relays.remove': always,
  'homekit.get': always,
  'homekit.unpair': always,
  'backup.cancel_restore': always,
  'backup.copies': always,
  'backup.event_places': always,
  'invitations.create': always,
  'invitations.get': never,
  'invitations.cancel': never,
  'devices.list': always,
  'devices.change': always,
  'devices.revoke': always,
  'accounts.list': always,
  'accounts.create': always,
  'accounts.change': always,
  'accounts.remove': always,
  'tokens.list': always,
  'tokens.create': always,
  'tokens.change': always,
  'tokens.revoke': always,
  'audit.list': always,
  'doctor.get': always,
  'trust.get': never,
  'authority.get': always,
  'authority.create': always,
  'remote_access.get': always,
} as const satisfies { readonly [N in JsonRouteName]?: (input: Input<N>) => boolean };

export type KioskRouteName = keyof typeof kioskRoutes;
export const kioskRouteNames = Object.keys(kioskRoutes) as KioskRouteName[];

type KioskRoutes = {
  readonly [N in KioskRouteName]: Pick<(typeof jsonRoutes)[N], 'access' | 'input' | 'output'> & { needsUnlock(input: Input<N>): boolean };
};

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
  /** What the setup proposes for `camera.always_on`: yes on a Raspberry Pi, elsewhere what it is. */
  proposes_always_on: z.boolean(),
  /** Full path. */
  recordings_directory: z.string(),
  /** Where other devices on the network find this camera, the best first; empty without a network. */
  addresses: z.array(z.string()),
  /** SHA-256 of the certificate behind the https ones, in hexadecimal; null without HTTPS. */
  certificate_fingerprint: z.string().nullable(),
  /** SHA-256 of the authority that devices of this home trust; null where there is none. */
  authority_fingerprint: z.string().nullable(),
  access: z.enum(['open', 'accounts']),
  /** Until there is one, the first device has to be paired here. */
  has_admin: z.boolean(),
  lock: KioskLock,
  screen: KioskScreen,
});
export type KioskInfo = z.infer<typeof KioskInfo>;

/** What only the kiosk has. */
const ownCalls = {
  'kiosk.info': { access: 'none', input: NoInput, output: KioskInfo, needsUnlock: never },
  /** Somebody touches the screen: it is as bright as by day for a while. */
  'kiosk.wake': { access: 'none', input: NoInput, output: NoInput, needsUnlock: never },
  'kiosk.unlock': { access: 'none', input: z.strictObject({ pin: Pin }), output: KioskLock, needsUnlock: never },
  'kiosk.stay_unlocked': { access: 'none', input: NoInput, output: KioskLock, needsUnlock: never },
  'kiosk.lock': { access: 'none', input: NoInput, output: KioskLock, needsUnlock: never },
  'kiosk.set_pin': { access: 'none', input: z.strictObject({ pin: Pin.nullable() }), output: KioskLock, needsUnlock: always },
  'kiosk.save_setup': { access: 'none', input: SetupState, output: SetupState, needsUnlock: always },
  'kiosk.leave': { access: 'none', input: NoInput, output: NoInput, needsUnlock: always },
} as const satisfies Readonly<Record<`kiosk.${string}`, IpcCall>>;

export const ipcCalls = {
  ...(Object.fromEntries(
    kioskRouteNames.map((name) => [name, { ...jsonRoutes[name], needsUnlock: kioskRoutes[name] }]),
  ) as unknown as KioskRoutes),
  ...ownCalls,
};

/** What the window is told without asking. */
export const ipcPushes = { ...pushes, screen: KioskScreen } as const satisfies Readonly<Record<string, z.ZodType>>;

export type IpcCallName = keyof typeof ipcCalls;
export type IpcPushName = keyof typeof ipcPushes;
export type IpcPushes = { [N in IpcPushName]: z.infer<(typeof ipcPushes)[N]> };
export type IpcInput<N extends IpcCallName> = z.input<(typeof ipcCalls)[N]['input']>;
export type IpcOutput<N extends IpcCallName> = z.output<(typeof ipcCalls)[N]['output']>;

/** What crosses the bridge: never a thrown Error, of which Electron keeps only the message. */
export type IpcReply<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      retryAfterSeconds: number | null;
      /** Which values were wrong, where the code is `invalid_input`; else empty. */
      errors: readonly ValueError[];
    };

/** What the preload script puts on the kiosk window as `window.petlog`. */
export interface PetLogBridge {
  call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcReply<IpcOutput<N>>>;
  /** Returns the function that ends the subscription. */
  on<N extends IpcPushName>(name: N, listener: (payload: IpcPushes[N]) => void): () => void;
}

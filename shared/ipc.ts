/** The whole contract between the kiosk window and the main process. Adding a call here is the only way to add a channel. */
import { z } from 'zod';
import type { Access } from './access.ts';
import type { ErrorCode } from './errors.ts';
import type { Pushes } from './events.ts';
import type { IpcCallName, IpcPushName } from './ipc-channels.ts';
import { jsonRoutes } from './routes.ts';

const operation = <N extends keyof typeof jsonRoutes>(name: N): { access: Access; input: (typeof jsonRoutes)[N]['input']; output: (typeof jsonRoutes)[N]['output'] } => ({
  access: jsonRoutes[name].access,
  input: jsonRoutes[name].input,
  output: jsonRoutes[name].output,
});

export const KioskInfo = z.object({
  version: z.string(),
  /** Where other devices on the network find this camera; empty without a network. */
  addresses: z.array(z.string()),
});
export type KioskInfo = z.infer<typeof KioskInfo>;

export const ipcCalls = {
  'live.status': operation('live.status'),
  'live.start': operation('live.start'),
  'live.stop': operation('live.stop'),
  'record.start': operation('record.start'),
  'record.stop': operation('record.stop'),
  'recordings.list': operation('recordings.list'),
  'recordings.change': operation('recordings.change'),
  'recordings.remove': operation('recordings.remove'),
  'storage.get': operation('storage.get'),
  'rewind.range': operation('rewind.range'),
  'rewind.save': operation('rewind.save'),
  'timelapse.start': operation('timelapse.start'),
  'timelapse.get': operation('timelapse.get'),
  'timelapse.cancel': operation('timelapse.cancel'),
  'settings.get': operation('settings.get'),
  'settings.change': operation('settings.change'),
  'invitations.create': operation('invitations.create'),
  'invitations.get': operation('invitations.get'),
  'invitations.cancel': operation('invitations.cancel'),
  'devices.list': operation('devices.list'),
  'devices.change': operation('devices.change'),
  'devices.revoke': operation('devices.revoke'),
  'accounts.list': operation('accounts.list'),
  'accounts.create': operation('accounts.create'),
  'accounts.change': operation('accounts.change'),
  'accounts.remove': operation('accounts.remove'),
  'tokens.list': operation('tokens.list'),
  'tokens.create': operation('tokens.create'),
  'tokens.revoke': operation('tokens.revoke'),
  'audit.list': operation('audit.list'),
  'kiosk.info': { access: 'none', input: z.strictObject({}), output: KioskInfo },
} as const satisfies Record<IpcCallName, { access: Access; input: z.ZodType; output: z.ZodType }>;

export type { IpcCallName, IpcPushName };
export type IpcInput<N extends IpcCallName> = z.input<(typeof ipcCalls)[N]['input']>;
export type IpcOutput<N extends IpcCallName> = z.output<(typeof ipcCalls)[N]['output']>;

/** What crosses the bridge: never a thrown Error, of which Electron keeps only the message. */
export type IpcReply<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };

/** What the preload script puts on the kiosk window as `window.petlog`. */
export interface PetLogBridge {
  call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcReply<IpcOutput<N>>>;
  /** Returns the function that ends the subscription. */
  on<N extends IpcPushName>(name: N, listener: (payload: Pushes[N]) => void): () => void;
}

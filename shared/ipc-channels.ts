/**
 * The names of the contract in `ipc.ts`, which does not compile unless they are
 * the same. They stand here for the preload script: it is loaded into every
 * window and has no use for the schemas.
 */
export const ipcCallNames = [
  'live.status',
  'live.start',
  'live.stop',
  'privacy.set',
  'record.start',
  'record.stop',
  'recordings.list',
  'recordings.change',
  'recordings.remove',
  'storage.get',
  'rewind.range',
  'rewind.save',
  'timelapse.start',
  'timelapse.get',
  'timelapse.cancel',
  'settings.get',
  'settings.change',
  'invitations.create',
  'invitations.get',
  'invitations.cancel',
  'devices.list',
  'devices.change',
  'devices.revoke',
  'accounts.list',
  'accounts.create',
  'accounts.change',
  'accounts.remove',
  'tokens.list',
  'tokens.create',
  'tokens.revoke',
  'audit.list',
  'doctor.get',
  'kiosk.info',
  'kiosk.wake',
  'kiosk.unlock',
  'kiosk.stay_unlocked',
  'kiosk.lock',
  'kiosk.set_pin',
  'kiosk.save_setup',
  'kiosk.leave',
] as const;

export const ipcPushNames = ['status', 'notice', 'screen'] as const;

export type IpcCallName = (typeof ipcCallNames)[number];
export type IpcPushName = (typeof ipcPushNames)[number];

/** Electron's channel names. */
export const callChannel = (name: IpcCallName): string => `petlog:call:${name}`;
export const pushChannel = (name: IpcPushName): string => `petlog:push:${name}`;

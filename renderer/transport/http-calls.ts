import type { IpcCallName } from '../../shared/ipc.ts';

export type HttpCallName = Exclude<IpcCallName, `kiosk.${string}`>;

/**
 * Method and path of each call. A copy of `shared/routes.ts` that brings no
 * schemas into the bundle; a test holds the two together.
 */
export const httpCalls = {
  'live.status': ['GET', '/live/status'],
  'live.start': ['POST', '/live/start'],
  'live.stop': ['POST', '/live/stop'],
  'privacy.set': ['POST', '/live/privacy'],
  'record.start': ['POST', '/live/record/start'],
  'record.stop': ['POST', '/live/record/stop'],
  'recordings.list': ['GET', '/recordings'],
  'recordings.change': ['PATCH', '/recordings/:id'],
  'recordings.remove': ['DELETE', '/recordings/:id'],
  'storage.get': ['GET', '/storage'],
  'rewind.range': ['GET', '/live/rewind'],
  'rewind.save': ['POST', '/live/rewind/save'],
  'timelapse.start': ['POST', '/timelapses'],
  'timelapse.get': ['GET', '/timelapses/:id'],
  'timelapse.cancel': ['DELETE', '/timelapses/:id'],
  'settings.get': ['GET', '/settings'],
  'settings.change': ['PATCH', '/settings'],
  'invitations.create': ['POST', '/auth/invitations'],
  'invitations.get': ['GET', '/auth/invitations/:id'],
  'invitations.cancel': ['DELETE', '/auth/invitations/:id'],
  'devices.list': ['GET', '/auth/devices'],
  'devices.change': ['PATCH', '/auth/devices/:id'],
  'devices.revoke': ['DELETE', '/auth/devices/:id'],
  'accounts.list': ['GET', '/auth/accounts'],
  'accounts.create': ['POST', '/auth/accounts'],
  'accounts.change': ['PATCH', '/auth/accounts/:id'],
  'accounts.remove': ['DELETE', '/auth/accounts/:id'],
  'tokens.list': ['GET', '/auth/tokens'],
  'tokens.create': ['POST', '/auth/tokens'],
  'tokens.revoke': ['DELETE', '/auth/tokens/:id'],
  'audit.list': ['GET', '/audit'],
  'doctor.get': ['GET', '/doctor'],
} as const satisfies Record<HttpCallName, readonly [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string]>;

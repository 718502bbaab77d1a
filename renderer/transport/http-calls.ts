import type { IpcCallName } from '../../shared/ipc.ts';

export type HttpCallName = Exclude<IpcCallName, 'kiosk.info'>;

/**
 * Method and path of each call. A copy of `shared/routes.ts` that brings no
 * schemas into the bundle; a test holds the two together.
 */
export const httpCalls = {
  'live.status': ['GET', '/live/status'],
  'live.start': ['POST', '/live/start'],
  'live.stop': ['POST', '/live/stop'],
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
} as const satisfies Record<HttpCallName, readonly [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string]>;

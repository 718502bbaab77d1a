import type { KioskInfo } from '../../shared/ipc.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { IpcCallHandlers } from './ipc-calls.ts';

/** What the kiosk may ask for: PetLog's own operations, and what only the kiosk shows. */
export function createCallHandlers({ operations }: Pick<PetLogControl, 'operations'>, kioskInfo: () => KioskInfo): IpcCallHandlers {
  return {
    'live.status': operations['live.status'],
    'live.start': operations['live.start'],
    'live.stop': operations['live.stop'],
    'record.start': operations['record.start'],
    'record.stop': operations['record.stop'],
    'recordings.list': operations['recordings.list'],
    'recordings.change': operations['recordings.change'],
    'recordings.remove': operations['recordings.remove'],
    'storage.get': operations['storage.get'],
    'rewind.range': operations['rewind.range'],
    'rewind.save': operations['rewind.save'],
    'timelapse.start': operations['timelapse.start'],
    'timelapse.get': operations['timelapse.get'],
    'timelapse.cancel': operations['timelapse.cancel'],
    'settings.get': operations['settings.get'],
    'settings.change': operations['settings.change'],
    'kiosk.info': () => Promise.resolve(kioskInfo()),
  };
}

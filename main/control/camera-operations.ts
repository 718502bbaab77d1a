import type { CameraInfo, CameraInput, CameraSourceOffer, CameraTestOutput } from '../../shared/cameras.ts';
import { sameDevice } from '../../shared/config/camera-source.ts';
import { CameraId } from '../../shared/camera-id.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { CameraOrder } from '../camera/camera-order.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { CameraStation } from '../camera/camera-station.ts';
import type { EventBus } from '../events/event-bus.ts';
import { withCamera } from './with-camera.ts';

/** Settings of cameras: each change as a whole or not at all, and saved before anybody hears of it. */
interface CameraSettingsStore {
  /** @throws PetLogError `invalid_input`, `camera_exists`, `device_in_use`, `settings_not_saved` */
  addCamera(cameraId: string, values: object): Promise<unknown>;
  /** @throws PetLogError `invalid_input`, `camera_not_found`, `device_in_use`, `settings_not_saved` */
  changeCamera(cameraId: string, patch: object): Promise<unknown>;
  /** @throws PetLogError `default_camera`, `camera_not_found`, `camera_configured`, `settings_not_saved` */
  removeCamera(cameraId: string): Promise<unknown>;
}

interface CameraOperationsDependencies {
  cameras: Pick<CameraRegistry, 'all' | 'find' | 'of' | 'visibleTo' | 'settled'>;
  order: Pick<CameraOrder, 'move'>;
  /** What could be added. */
  find: {
    readonly discovery: { discover(): Promise<CameraSourceOffer[]> };
    test(input: CameraInput): Promise<CameraTestOutput>;
  };
  settings: CameraSettingsStore;
  /** Who may see which cameras. */
  access: { forgetCamera(cameraId: string): void };
  bus: EventBus;
}

type CameraOperations = Pick<
  Operations,
  'cameras.list' | 'cameras.sources' | 'cameras.test' | 'cameras.get' | 'cameras.add' | 'cameras.change' | 'cameras.remove'
>;

/** A camera as the API tells it. */
function infoOf(station: CameraStation, position: number): CameraInfo {
  const { cameraId, config } = station;
  const status = station.status();
  return {
    camera_id: cameraId,
    name: config.camera.name,
    source: status.source,
    enabled: config.camera.enabled,
    is_default: cameraId === mainCameraId,
    position,
    privacy: status.privacy,
    state: status.state,
    state_since: status.state_since,
    state_reason: status.state_reason,
    state_reason_code: status.state_reason_code,
    state_reason_parameters: status.state_reason_parameters,
    resolution: status.resolution,
    frame_rate: status.frame_rate,
    fps: status.fps,
    recording: status.recording,
    active_streams: status.active_streams,
    codecs: [station.camera.gives === 'h264' ? (station.media.passedCodec ?? 'h264') : 'mjpeg'],
    has_sound: station.sound.isOn,
    has_speaker: station.talk.hasSpeaker,
    stream_url: withCamera('/live/stream', station),
    snapshot_url: withCamera('/live/snapshot', station),
    hls_url: withCamera('/live/hls/index.m3u8', station),
    webrtc_url: withCamera('/live/webrtc', station),
  };
}

/** For example `back-garden` of "Back garden"; the first one that is free. */
function idFrom(name: string | undefined, isTaken: (id: string) => boolean): string {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 28)
    .replace(/-+$/, '');
  const base = plain === '' ? 'camera' : plain;
  for (let count = 1; ; count += 1) {
    const id = count === 1 && plain !== '' ? base : `${base}-${count}`;
    if (!isTaken(id)) {
      return id;
    }
  }
}

/** Cameras, seen, added, changed, moved and removed. */
export function createCameraOperations({ cameras, order, find, settings, access, bus }: CameraOperationsDependencies): CameraOperations {
  const tell = (cameraId: string): CameraInfo => {
    const position = cameras.all.findIndex((station) => station.cameraId === cameraId);
    const station = cameras.all[position];
    if (station === undefined) {
      throw new PetLogError('camera_not_found', { id: cameraId });
    }
    return infoOf(station, position);
  };

  return {
    'cameras.list': async (_input, caller) => {
      const all = cameras.all;
      return { cameras: cameras.visibleTo(caller).map((station) => infoOf(station, all.indexOf(station))) };
    },

    async 'cameras.sources'() {
      const offers = await find.discovery.discover();
      const userOf = (source: string): string | null =>
        cameras.all.find(({ config }) => sameDevice(source, config.camera.source))?.cameraId ?? null;
      return { sources: offers.map((offer) => ({ ...offer, in_use_by: userOf(offer.source) })) };
    },

    'cameras.test': (input) => find.test(input),

    'cameras.get': async ({ id }, caller) => tell(cameras.of(caller, id).cameraId),

    async 'cameras.add'({ camera_id: asked, ...values }) {
      const isTaken = (id: string): boolean => !CameraId.safeParse(id).success || cameras.find(id) !== null;
      if (asked !== undefined && isTaken(asked)) {
        throw new PetLogError('camera_exists', { id: asked });
      }
      const cameraId = asked ?? idFrom(values.name, isTaken);
      await settings.addCamera(cameraId, values);
      access.forgetCamera(cameraId);
      await cameras.settled();
      bus.ofCamera(cameraId).emit('cameras.changed', { reason: 'added' });
      return tell(cameraId);
    },

    async 'cameras.change'({ id, position, ...patch }, caller) {
      const { cameraId } = cameras.of(caller, id);
      if (Object.keys(patch).length > 0) {
        await settings.changeCamera(cameraId, patch);
        bus.ofCamera(cameraId).emit('cameras.changed', { reason: 'changed' });
      }
      if (position !== undefined) {
        await order.move(cameraId, position, cameras.all);
        bus.ofCamera(cameraId).emit('cameras.changed', { reason: 'moved' });
      }
      return tell(cameraId);
    },

    async 'cameras.remove'({ id }, caller) {
      const { cameraId } = cameras.of(caller, id);
      await settings.removeCamera(cameraId);
      await cameras.settled();
      bus.ofCamera(cameraId).emit('cameras.changed', { reason: 'removed' });
      return { message: 'Camera removed successfully', camera_id: cameraId };
    },
  };
}

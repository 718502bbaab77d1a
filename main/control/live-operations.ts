import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import { talkRenewalSeconds } from '../../shared/talk.ts';
import { permissionOf } from '../access/principal.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { CameraStation } from '../camera/camera-station.ts';
import type { EventBus } from '../events/event-bus.ts';
import { isSameDevice } from '../live/watcher.ts';
import type { StartedRecording } from '../recording/recording-service-options.ts';
import type { Clock } from '../system/clock.ts';
import { liveOptions } from './live-options.ts';
import { cameraStatus, isoTime } from './live-status.ts';
import { pauseEnd } from './pause-end.ts';
import { withCamera } from './with-camera.ts';

type LiveOperations = Pick<
  Operations,
  Extract<keyof Operations, 'camera.status' | 'privacy.set' | `${'live' | 'record' | 'rewind'}.${string}`>
>;

interface LiveOperationsDependencies {
  readonly cameras: Pick<CameraRegistry, 'main' | 'of' | 'visibleTo'>;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** Watching and hearing a camera now, talking there, and recording what it shows. */
export function createLiveOperations({ cameras, bus, clock }: LiveOperationsDependencies): LiveOperations {
  return {
    'camera.status': async ({ camera }, caller) => cameraStatus(cameras.of(caller, camera).status()),
    'live.status': async ({ camera }, caller) => cameras.of(caller, camera).status(caller.role === 'admin' && caller.kind !== 'kiosk'),

    'live.options': async ({ camera }, caller) => liveOptions(cameras.of(caller, camera)),

    'live.movement': async ({ camera }, caller) => cameras.of(caller, camera).detection.nextMovement(),

    'live.soundLevel': async ({ camera }, caller) => {
      const { sound } = cameras.of(caller, camera);
      return { is_on: sound.isOn, level_dbfs: await sound.level() };
    },

    async 'live.talk'({ camera, session_id: sessionId, on }, caller) {
      const station = cameras.of(caller, camera);
      const { talk, webrtc, manager } = station;
      const device = { permission: caller.kind === 'open' ? null : permissionOf(caller), address: caller.address ?? '' };
      const owner = webrtc.watcherOf(sessionId);
      if (owner === null || !isSameDevice(owner, device)) {
        throw new PetLogError('not_found', { path: '/live/webrtc/{id}' });
      }
      const wasSo = talk.isBy(sessionId) === on;
      if (on) {
        manager.assertAvailable(false);
        talk.assertPossible(caller);
        if (!webrtc.isVoiceReceived(sessionId)) {
          throw new PetLogError('invalid_input', {
            detail: 'This session was answered without a voice; begin one whose offer has a section of sound that is sendonly or sendrecv.',
          });
        }
        await talk.begin(sessionId, caller);
      } else {
        talk.end(sessionId);
      }
      return { talking: talk.talking, was_so: wasSo, renew_within_seconds: talkRenewalSeconds };
    },

    'live.microphones': async ({ camera }, caller) => {
      const found = await cameras.of(caller, camera).sound.microphones();
      return { microphones: found.map(({ device, name }) => ({ device, name })) };
    },

    'live.speakers': async ({ camera }, caller) => {
      const found = await cameras.of(caller, camera).talk.speakers();
      return { speakers: found.map(({ device, name }) => ({ device, name })) };
    },

    async 'live.start'({ camera, record_duration, filename }, caller) {
      if (filename !== undefined && record_duration === undefined) {
        throw new PetLogError('invalid_input', { detail: 'filename is of use only with record_duration; give both or neither.' });
      }
      const station = cameras.of(caller, camera);
      station.privacy.assertOff();
      const recording = record_duration === undefined ? null : await startRecording(station, record_duration, filename);
      station.manager.startExplicitly();
      await station.wish.settled();
      return {
        message: 'Live stream started successfully',
        status: 'streaming',
        stream_url: withCamera('/live/stream', station),
        active_streams: station.viewers.viewerCount,
        ...(recording === null || record_duration === undefined
          ? {}
          : {
              recording: true,
              recording_path: recording.path,
              recording_duration: record_duration,
              recording_id: recording.recordingId,
              pre_roll_seconds: recording.preRollSeconds,
            }),
      };
    },

    async 'live.stop'({ camera, ...asked }, caller) {
      const end = pauseEnd(asked, clock);
      const { cameraId, viewers, recorder, manager, wish } = cameras.of(caller, camera);
      const streams = viewers.endAll();
      if (streams > 0) {
        bus.ofCamera(cameraId).emit('stream.stopped', { streams });
      }
      const recording = await recorder.endAny('stopped');
      viewers.endAll(); // players come back at once, and that took a moment
      await manager.stopExplicitly('stopped', {
        by: caller.kind === 'device' || caller.kind === 'token' ? caller.name : null,
        on_own_screen: caller.kind === 'kiosk',
        end,
      });
      await wish.settled();
      return {
        message: 'Live stream stopped successfully',
        status: 'stopped',
        ...(recording === null ? {} : { recording_stopped: true, recording_path: recording.path }),
        ...(end === null ? {} : { paused_until: isoTime(end.untilMicroseconds) }),
      };
    },

    async 'privacy.set'({ camera, on }, caller) {
      const stations = camera === undefined ? cameras.visibleTo(caller) : [cameras.of(caller, camera)];
      const states = await Promise.all(stations.map(({ privacy }) => privacy.set(on)));
      return states[stations.indexOf(cameras.main)] ?? states[0] ?? { on, since: null };
    },

    async 'record.start'({ camera, duration, record_duration, duration_seconds, filename }, caller) {
      const recording = await startRecording(cameras.of(caller, camera), duration ?? record_duration ?? duration_seconds, filename);
      return {
        message: 'Recording started successfully',
        status: 'recording',
        recording_path: recording.path,
        recording_duration: recording.durationSeconds,
        recording_id: recording.recordingId,
        pre_roll_seconds: recording.preRollSeconds,
      };
    },

    async 'record.stop'({ camera }, caller) {
      const recording = await cameras.of(caller, camera).recorder.stop('stopped');
      return {
        message: 'Recording stopped successfully',
        status: 'stopped',
        recording_path: recording.path,
        duration_seconds: recording.durationSeconds,
        size_bytes: recording.sizeBytes,
        recording_id: recording.recordingId,
      };
    },

    'rewind.range': async ({ camera }, caller) => cameras.of(caller, camera).rewind.range(),
    'rewind.save': async ({ camera, ...part }, caller) => cameras.of(caller, camera).rewind.save(part),
  };
}

/** Begins a recording where that is possible. */
async function startRecording(
  station: CameraStation,
  durationSeconds: number | undefined,
  filename: string | undefined,
): Promise<StartedRecording> {
  station.privacy.assertOff();
  station.manager.assertAvailable();
  const { state, state_reason } = station.status();
  if (state === 'lost') {
    throw new PetLogError('camera_unavailable', { reason: state_reason ?? 'it gives no picture' });
  }
  return station.recorder.start({ durationSeconds: durationSeconds ?? null, filename: filename ?? null });
}

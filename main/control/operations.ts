import type { Health, RecordingInfo, RecordingsPage, RecordingsQuery, StorageUsage } from '../../shared/api.ts';
import { Config } from '../../shared/config.ts';
import type { DoctorReport } from '../../shared/doctor.ts';
import { PetLogError } from '../../shared/errors.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { RecordingTimeline, RecordingTimelineInput } from '../../shared/recording-timeline.ts';
import type { RecordingChange } from '../../shared/recording-change.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { redactSecrets } from '../../shared/secret.ts';
import { talkRenewalSeconds } from '../../shared/talk.ts';
import type { TimelapseInput, TimelapseJob } from '../../shared/timelapse.ts';
import type { TrustOperations } from '../network/trust.ts';
import { permissionOf } from '../access/principal.ts';
import type { AccessOperations } from '../access/access-operations.ts';
import type { ConfigurationFiles } from '../configuration-file/configuration-file.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { CameraStation } from '../camera/camera-station.ts';
import type { EventBus } from '../events/event-bus.ts';
import { recordingPath, type Recording } from '../library/recording.ts';
import { isSameDevice } from '../live/watcher.ts';
import type { ShareService } from '../shares/share-service.ts';
import type { StartedRecording } from '../recording/recording-service-options.ts';
import type { AlertOperations } from './alert-operations.ts';
import type { createCameraOperations } from './camera-operations.ts';
import { createBackupOperations } from './backup-operations.ts';
import { createHomeKitOperations } from './homekit-operations.ts';
import { createRelayOperations } from './relay-operations.ts';
import { createDayFilmOperations, type DayFilmOperationsDependencies } from './day-film-operations.ts';
import { createEventOperations, type EventOperationsDependencies } from './event-operations.ts';
import { createShareOperations, type ShareOperationsDependencies } from './share-operations.ts';
import { cameraStatus, isoTime } from './live-status.ts';
import { liveOptions } from './live-options.ts';
import { pauseEnd } from './pause-end.ts';
import type { Clock } from '../system/clock.ts';
import { listedCamera } from './listed-camera.ts';
import { withCamera } from './with-camera.ts';

export interface OperationsDependencies {
  version: string;
  health(): Promise<Health>;
  cameras: Pick<CameraRegistry, 'main' | 'of' | 'visibleTo' | 'mayWatch'>;
  cameraOperations: ReturnType<typeof createCameraOperations>;
  library: {
    listPresent(query: RecordingsQuery, visibleCameraIds?: readonly string[]): Promise<RecordingsPage>;
    timeline(range: Omit<RecordingTimelineInput, 'camera'>, cameraId: string): RecordingTimeline;
    /** Whether there is any recording of a camera. */
    hasOf(cameraId: string): boolean;
    find(recordingId: string): Pick<Recording, 'cameraId'> | null;
    change(recordingId: string, change: RecordingChange): Promise<RecordingInfo>;
    remove(recordingId: string): Promise<Pick<Recording, 'cameraId' | 'directory' | 'filename'>>;
  };
  timelapses: {
    start(film: Omit<TimelapseInput, 'camera'>, cameraId: string): Promise<TimelapseJob>;
    get(id: string): TimelapseJob;
    cancel(id: string): Promise<TimelapseJob>;
  };
  dayFilms: DayFilmOperationsDependencies['dayFilms'];
  events: Omit<EventOperationsDependencies, 'cameras'> & Pick<ShareOperationsDependencies, 'partOfEvent'>;
  shares: Pick<ShareService, 'create' | 'list' | 'remove' | 'recordingIdOf'>;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  storageUsage(): Promise<StorageUsage>;
  doctor: { examine(): Promise<DoctorReport> };
  kioskLock: { removePin(): void };
  settings: { readonly current: Config; change(patch: unknown): Promise<{ config: Config }> };
  configurationFile: Pick<ConfigurationFiles, 'export' | 'import'>;
  backup: Parameters<typeof createBackupOperations>[0];
  relays: Parameters<typeof createRelayOperations>[0];
  homekit: Parameters<typeof createHomeKitOperations>[0];
  access: AccessOperations;
  alerts: AlertOperations;
  trust: TrustOperations;
  bus: EventBus;
  clock: Clock;
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

/** What PetLog can do, each once, for HTTP and the kiosk alike. */
export function createOperations(dependencies: OperationsDependencies): Operations {
  const { cameras, library, settings, bus } = dependencies;

  /** A recording of a camera that one may not see is not there. */
  const assertVisible = (id: string, caller: Caller): void => {
    const recording = caller.cameraIds === undefined ? null : library.find(id);
    if (recording !== null && !cameras.mayWatch(caller, recording.cameraId)) {
      throw new PetLogError('recording_not_found', { id });
    }
  };

  const hasRecordings = (cameraId: string): boolean => library.hasOf(cameraId);

  const timelapseOf = (id: string, caller: Caller): TimelapseJob => {
    const job = dependencies.timelapses.get(id);
    if (!cameras.mayWatch(caller, job.camera_id)) {
      throw new PetLogError('timelapse_not_found', { id });
    }
    return job;
  };

  return {
    ...dependencies.access,
    ...dependencies.trust,
    ...dependencies.alerts,
    ...dependencies.cameraOperations,
    'api.welcome': async () => ({
      message: 'Welcome to PetLog API',
      version: dependencies.version,
      status: 'running',
      documentation: '/docs',
    }),
    'health.get': () => dependencies.health(),
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
      const end = pauseEnd(asked, dependencies.clock);
      const { cameraId, viewers, recorder, manager, wish } = cameras.of(caller, camera);
      const streams = viewers.endAll();
      if (streams > 0) {
        bus.ofCamera(cameraId).emit('stream.stopped', { streams });
      }
      const recording = await recorder.endAny('stopped');
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

    async 'recordings.list'(query, caller) {
      if (query.camera !== undefined) {
        listedCamera(cameras, caller, query.camera, hasRecordings);
      }
      return library.listPresent(query, caller.cameraIds);
    },

    'recordings.timeline': async ({ camera = mainCameraId, ...range }, caller) =>
      library.timeline(range, listedCamera(cameras, caller, camera, hasRecordings)),

    async 'recordings.change'({ id, ...change }, caller) {
      assertVisible(id, caller);
      const recording = await library.change(id, change);
      bus.ofCamera(recording.camera_id).emit('recording.changed', { recording_id: id });
      return recording;
    },

    async 'recordings.remove'({ id }, caller) {
      assertVisible(id, caller);
      const removed = await library.remove(id);
      bus
        .ofCamera(removed.cameraId)
        .emit('recording.removed', { recording_id: id, recording_path: recordingPath(removed), reason: 'asked' });
      return { message: 'Recording removed successfully', recording_id: id };
    },

    ...createEventOperations({ ...dependencies.events, cameras }),
    ...createDayFilmOperations({ dayFilms: dependencies.dayFilms, cameras }),
    ...createShareOperations({
      shares: dependencies.shares,
      partOfEvent: (eventId) => dependencies.events.partOfEvent(eventId),
      reachableUrl: () => dependencies.reachableUrl(),
      cameras,
      library,
      assertVisible,
    }),
    'rewind.range': async ({ camera }, caller) => cameras.of(caller, camera).rewind.range(),
    'rewind.save': async ({ camera, ...part }, caller) => cameras.of(caller, camera).rewind.save(part),
    'timelapse.start': async ({ camera, ...film }, caller) => dependencies.timelapses.start(film, cameras.of(caller, camera).cameraId),
    'timelapse.get': async ({ id }, caller) => timelapseOf(id, caller),
    'timelapse.cancel': async ({ id }, caller) => dependencies.timelapses.cancel(timelapseOf(id, caller).timelapse_id),
    async 'kiosk_pin.remove'() {
      dependencies.kioskLock.removePin();
      return { message: 'The screen of the camera has no PIN now.' };
    },
    'doctor.get': () => dependencies.doctor.examine(),
    'storage.get': () => dependencies.storageUsage(),
    ...createBackupOperations(dependencies.backup),
    ...createRelayOperations(dependencies.relays),
    ...createHomeKitOperations(dependencies.homekit),
    'configuration.export': ({ passphrase }) => dependencies.configurationFile.export(passphrase),
    'configuration.import': (input, caller) => dependencies.configurationFile.import(input, caller.kind === 'command_line'),
    'settings.get': async () => redactSecrets(Config, settings.current),

    async 'settings.change'(patch) {
      const { config } = await settings.change(patch);
      return redactSecrets(Config, config);
    },
  };
}

import type {
  CurrentRecording,
  Health,
  LiveStatus,
  RecordingInfo,
  RecordingsPage,
  RecordingsQuery,
  StorageUsage,
} from '../../shared/api.ts';
import type { RewindRange } from '../../shared/rewind.ts';
import { Config } from '../../shared/config.ts';
import type { DoctorReport } from '../../shared/doctor.ts';
import { PetLogError } from '../../shared/errors.ts';
import { redactSecrets } from '../../shared/secret.ts';
import type { Operations } from '../../shared/routes.ts';
import type { TimelapseInput, TimelapseJob } from '../../shared/timelapse.ts';
import type { z } from 'zod';
import type { AccessOperations } from '../access/access-operations.ts';
import type { EventBus } from '../events/event-bus.ts';
import { recordingPath, type Recording } from '../library/recording.ts';
import { cameraStatus } from './live-status.ts';

/** A recording that has begun. */
export interface StartedRecording {
  recordingId: string;
  /** Relative to the data directory. */
  path: string;
  durationSeconds: number | null;
  preRollSeconds: number;
}

/** A recording that has ended. */
export interface FinishedRecording {
  recordingId: string;
  path: string;
  durationSeconds: number;
  sizeBytes: number;
}

export interface OperationsDependencies {
  version: string;
  /** @param isForAdmins with what only admins may know */
  status(isForAdmins?: boolean): LiveStatus;
  health(): Promise<Health>;
  manager: { startExplicitly(): void; stopExplicitly(reason: string): Promise<void> };
  /** Resolves when what was said about the camera survives a power cut, or cannot be saved. */
  wishSettled(): Promise<void>;
  streaming: { readonly viewerCount: number; endAll(): number };
  recorder: {
    readonly current: z.infer<typeof CurrentRecording> | null;
    start(request: { durationSeconds: number | null; filename: string | null }): Promise<StartedRecording>;
    stop(reason: string): Promise<FinishedRecording>;
    /** Ends one that runs or is about to, if there is one. Afterwards no recording needs the camera. */
    endAny(reason: string): Promise<FinishedRecording | null>;
  };
  library: {
    listPresent(query: RecordingsQuery): Promise<RecordingsPage>;
    setKept(recordingId: string, isKept: boolean): Promise<RecordingInfo>;
    remove(recordingId: string): Promise<Pick<Recording, 'directory' | 'filename'>>;
  };
  rewind: {
    range(): Promise<RewindRange>;
    save(part: { start: string; end: string; filename?: string | undefined }): Promise<RecordingInfo>;
  };
  timelapses: {
    start(film: TimelapseInput): Promise<TimelapseJob>;
    get(id: string): TimelapseJob;
    cancel(id: string): Promise<TimelapseJob>;
  };
  storageUsage(): Promise<StorageUsage>;
  privacy: { assertOff(): void; set(on: boolean): Promise<{ on: boolean; since: string | null }> };
  doctor: { examine(): Promise<DoctorReport> };
  kioskLock: { removePin(): void };
  settings: { readonly current: Config; change(patch: unknown): Promise<{ config: Config; changedKeys: readonly string[] }> };
  access: AccessOperations;
  bus: EventBus;
}

/** What PetLog can do, each once, for HTTP and the kiosk alike. */
export function createOperations(dependencies: OperationsDependencies): Operations {
  const { manager, streaming, recorder, library, settings, bus, status } = dependencies;

  const startRecording = async (durationSeconds: number | undefined, filename: string | undefined): Promise<StartedRecording> => {
    dependencies.privacy.assertOff();
    const { state, state_reason } = status();
    if (state === 'lost') {
      throw new PetLogError('camera_unavailable', { reason: state_reason ?? 'it gives no picture' });
    }
    return recorder.start({ durationSeconds: durationSeconds ?? null, filename: filename ?? null });
  };

  return {
    ...dependencies.access,
    'api.welcome': async () => ({
      message: 'Welcome to PetLog API',
      version: dependencies.version,
      status: 'running',
      documentation: '/docs',
    }),
    'health.get': () => dependencies.health(),
    'camera.status': async () => cameraStatus(status()),
    'live.status': async (_input, caller) => status(caller.role === 'admin' && caller.kind !== 'kiosk'),

    async 'live.start'({ record_duration, filename }) {
      if (filename !== undefined && record_duration === undefined) {
        throw new PetLogError('invalid_input', { detail: 'filename is of use only with record_duration; give both or neither.' });
      }
      dependencies.privacy.assertOff();
      const recording = record_duration === undefined ? null : await startRecording(record_duration, filename);
      manager.startExplicitly();
      await dependencies.wishSettled();
      return {
        message: 'Live stream started successfully',
        status: 'streaming',
        stream_url: '/live/stream',
        active_streams: streaming.viewerCount,
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

    async 'live.stop'() {
      const streams = streaming.endAll();
      if (streams > 0) {
        bus.emit('stream.stopped', { streams });
      }
      const recording = await recorder.endAny('stopped');
      await manager.stopExplicitly('stopped');
      await dependencies.wishSettled();
      return {
        message: 'Live stream stopped successfully',
        status: 'stopped',
        ...(recording === null ? {} : { recording_stopped: true, recording_path: recording.path }),
      };
    },

    'privacy.set': ({ on }) => dependencies.privacy.set(on),

    async 'record.start'({ duration, record_duration, duration_seconds, filename }) {
      const recording = await startRecording(duration ?? record_duration ?? duration_seconds, filename);
      return {
        message: 'Recording started successfully',
        status: 'recording',
        recording_path: recording.path,
        recording_duration: recording.durationSeconds,
        recording_id: recording.recordingId,
        pre_roll_seconds: recording.preRollSeconds,
      };
    },

    async 'record.stop'() {
      const recording = await recorder.stop('stopped');
      return {
        message: 'Recording stopped successfully',
        status: 'stopped',
        recording_path: recording.path,
        duration_seconds: recording.durationSeconds,
        size_bytes: recording.sizeBytes,
        recording_id: recording.recordingId,
      };
    },

    'recordings.list': (query) => library.listPresent(query),

    async 'recordings.change'({ id, kept }) {
      const recording = await library.setKept(id, kept);
      bus.emit('recording.changed', { recording_id: id });
      return recording;
    },

    async 'recordings.remove'({ id }) {
      const removed = await library.remove(id);
      bus.emit('recording.removed', { recording_id: id, recording_path: recordingPath(removed), reason: 'asked' });
      return { message: 'Recording removed successfully', recording_id: id };
    },

    'rewind.range': () => dependencies.rewind.range(),
    'rewind.save': (part) => dependencies.rewind.save(part),
    'timelapse.start': (film) => dependencies.timelapses.start(film),
    'timelapse.get': async ({ id }) => dependencies.timelapses.get(id),
    'timelapse.cancel': ({ id }) => dependencies.timelapses.cancel(id),
    async 'kiosk_pin.remove'() {
      dependencies.kioskLock.removePin();
      return { message: 'The screen of the camera has no PIN now.' };
    },
    'doctor.get': () => dependencies.doctor.examine(),
    'storage.get': () => dependencies.storageUsage(),
    'settings.get': async () => redactSecrets(Config, settings.current),

    async 'settings.change'(patch) {
      const { config, changedKeys } = await settings.change(patch);
      if (changedKeys.length > 0) {
        bus.emit('settings.changed', { keys: [...changedKeys] });
      }
      return redactSecrets(Config, config);
    },
  };
}

import type { RecordingInfo, RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { RecordingChange } from '../../shared/recording-change.ts';
import type { RecordingTimeline, RecordingTimelineInput } from '../../shared/recording-timeline.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { TimelapseInput, TimelapseJob } from '../../shared/timelapse.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventBus } from '../events/event-bus.ts';
import { recordingPath, type Recording } from '../library/recording.ts';
import { listedCamera } from './listed-camera.ts';

type RecordingOperations = Pick<Operations, Extract<keyof Operations, `${'recordings' | 'timelapse'}.${string}`>>;

export interface RecordingOperationsDependencies {
  readonly cameras: Pick<CameraRegistry, 'of' | 'visibleTo' | 'mayWatch'>;
  readonly library: {
    listPresent(query: RecordingsQuery, visibleCameraIds?: readonly string[]): Promise<RecordingsPage>;
    timeline(range: Omit<RecordingTimelineInput, 'camera'>, cameraId: string): RecordingTimeline;
    /** Whether there is any recording of a camera. */
    hasOf(cameraId: string): boolean;
    change(recordingId: string, change: RecordingChange): Promise<RecordingInfo>;
    remove(recordingId: string): Promise<Pick<Recording, 'cameraId' | 'directory' | 'filename'>>;
  };
  readonly timelapses: {
    start(film: Omit<TimelapseInput, 'camera'>, cameraId: string): Promise<TimelapseJob>;
    get(id: string): TimelapseJob;
    cancel(id: string): Promise<TimelapseJob>;
  };
  /** @throws PetLogError `recording_not_found` for a recording of a camera that one may not see */
  assertVisible(id: string, caller: Caller): void;
  readonly bus: EventBus;
}

/** What was recorded, and films of it, for those who may see the camera. */
export function createRecordingOperations({
  cameras,
  library,
  timelapses,
  assertVisible,
  bus,
}: RecordingOperationsDependencies): RecordingOperations {
  const hasRecordings = (cameraId: string): boolean => library.hasOf(cameraId);

  const timelapseOf = (id: string, caller: Caller): TimelapseJob => {
    const job = timelapses.get(id);
    if (!cameras.mayWatch(caller, job.camera_id)) {
      throw new PetLogError('timelapse_not_found', { id });
    }
    return job;
  };

  return {
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

    'timelapse.start': async ({ camera, ...film }, caller) => timelapses.start(film, cameras.of(caller, camera).cameraId),
    'timelapse.get': async ({ id }, caller) => timelapseOf(id, caller),
    'timelapse.cancel': async ({ id }, caller) => timelapses.cancel(timelapseOf(id, caller).timelapse_id),
  };
}

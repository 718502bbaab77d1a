import type { Config } from '../../shared/config.ts';
import type { AllSettings } from '../camera/camera-settings-view.ts';
import { cameraIds, configOfCamera } from '../../shared/config/config-of-camera.ts';
import type { EventBus } from '../events/event-bus.ts';
import { RecordingLibrary } from '../library/recording-library.ts';
import type { RecordedEvents } from '../library/recorded-events.ts';
import { MediaProcessClient } from '../media/media-process-client.ts';
import { PictureProcessClient } from '../pictures/picture-process-client.ts';
import { PictureService } from '../pictures/picture-service.ts';
import { RecordingStorage } from '../recording/recording-storage.ts';
import { Retention } from '../recording/retention.ts';
import { isClockSynchronized } from '../system/ask-time-server.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import { ClockSynchronization } from '../system/clock-synchronization.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { OpenData } from './open-data.ts';

interface OpenRecordingsOptions {
  readonly dataDirectory: string;
  readonly data: OpenData;
  readonly settings: AllSettings;
  readonly events: RecordedEvents;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
  /** As in `PictureProcessClientOptions`. */
  readonly picturePriority: number | undefined;
}

/** The recordings of all cameras: where they are, their list, their pictures, and what keeps room for them. */
export interface OpenRecordings {
  readonly library: RecordingLibrary;
  readonly storage: RecordingStorage;
  readonly pictures: PictureService;
  /** For files. */
  readonly media: MediaProcessClient;
  /** Whether a time server keeps the system's clock right. */
  isClockSynchronized(): boolean;
  /** Looks at what is there, once everything else runs: repairs, cleans up, corrects times. Never rejects. */
  begin(): Promise<void>;
}

export function openRecordings({
  dataDirectory,
  data,
  settings,
  events,
  bus,
  clock,
  logger,
  resources,
  picturePriority,
}: OpenRecordingsOptions): OpenRecordings {
  const { disks, dataDisk, diskSpace } = data;
  const config = (): Config => settings.current;
  const onSettingsChanged = (listener: (changedKeys: readonly string[]) => void): (() => void) =>
    settings.onChange(({ changedKeys }) => listener(changedKeys));
  // A process of its own: files are finished also while a camera's hangs.
  const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger });
  resources.add('media process of files', () => media.close());
  const synchronization = new ClockSynchronization({ clock, ask: isClockSynchronized });
  resources.add('clock synchronization', () => synchronization.close());
  const library = new RecordingLibrary({ dataDirectory, disks, media, clock, logger, clockMark: () => synchronization.state, events });
  resources.add('library', () => library.close());
  dataDisk.add({
    get problems() {
      return library.databaseProblem === null ? [] : [library.databaseProblem];
    },
    retry: () => library.retryDatabase(),
  });
  const maker = new PictureProcessClient({ program: childModuleUrl('picture-process'), priority: picturePriority, clock, logger });
  const pictures = new PictureService({ library, maker, clock, logger });
  resources.add('pictures', () => pictures.close());
  bus.on('recording.started', () => pictures.standBack());
  library.onSettled(() => void pictures.wake());
  library.onRecovered((result) => bus.emit('library.checked', { ...result }));
  const cleanUp = new Retention({
    storage: () => storage.directory,
    config,
    onSettingsChanged,
    clock,
    clockSteadyMilliseconds: () => synchronization.steadyMilliseconds,
    bus,
    logger,
    diskSpace,
    library,
  });
  resources.add('clean-up', () => cleanUp.close());
  const storage: RecordingStorage = new RecordingStorage({
    dataDirectory,
    config,
    onSettingsChanged,
    isWanted: () => cameraIds(config()).some((cameraId) => configOfCamera(config(), cameraId)?.camera.enable_storage),
    clock,
    bus,
    logger,
    library,
    cleanUp,
    diskSpace,
    disks,
  });
  resources.add('the place of recordings', () => storage.close());

  return {
    library,
    storage,
    pictures,
    media,
    isClockSynchronized: () => synchronization.state === 'synchronized',
    async begin() {
      synchronization.onSynchronized(() => {
        void library
          .correctTimes()
          .then((ids) => {
            for (const id of ids) {
              const cameraId = library.find(id)?.cameraId;
              (cameraId === undefined ? bus : bus.ofCamera(cameraId)).emit('recording.changed', { recording_id: id });
            }
          })
          .catch((error: unknown) => logger.warn({ err: error }, 'nobody could be told of the times of recordings that are right now'));
      });
      void synchronization.start();
      await storage.recover();
      cleanUp.start();
      await pictures
        .removeOrphans(storage.directory)
        .catch((error: unknown) => logger.warn({ err: error }, 'the pictures of recordings could not be checked'));
    },
  };
}

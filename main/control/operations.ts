import type { Health } from '../../shared/api.ts';
import { Config } from '../../shared/config.ts';
import type { DoctorReport } from '../../shared/doctor.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { redactSecrets } from '../../shared/secret.ts';
import type { AccessOperations } from '../access/access-operations.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { ConfigurationFiles } from '../configuration-file/configuration-file.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { TrustOperations } from '../network/trust.ts';
import type { ShareService } from '../shares/share-service.ts';
import type { Clock } from '../system/clock.ts';
import type { AlertOperations } from './alert-operations.ts';
import { createBackupOperations } from './backup-operations.ts';
import type { createCameraOperations } from './camera-operations.ts';
import { createDayFilmOperations, type DayFilmOperationsDependencies } from './day-film-operations.ts';
import { createEventOperations, type EventOperationsDependencies } from './event-operations.ts';
import { createHomeKitOperations } from './homekit-operations.ts';
import { createLiveOperations } from './live-operations.ts';
import { createRecordingOperations, type RecordingOperationsDependencies } from './recording-operations.ts';
import { createRelayOperations } from './relay-operations.ts';
import { createShareOperations, type ShareOperationsDependencies } from './share-operations.ts';
import { createStorageOperations, type StorageOperationsDependencies } from './storage-operations.ts';

export interface OperationsDependencies {
  version: string;
  health(): Promise<Health>;
  cameras: Pick<CameraRegistry, 'main' | 'all' | 'of' | 'visibleTo' | 'mayWatch'>;
  cameraOperations: ReturnType<typeof createCameraOperations>;
  library: RecordingOperationsDependencies['library'] & ShareOperationsDependencies['library'] & StorageOperationsDependencies['library'];
  timelapses: RecordingOperationsDependencies['timelapses'];
  dayFilms: DayFilmOperationsDependencies['dayFilms'];
  events: Omit<EventOperationsDependencies, 'cameras'> & Pick<ShareOperationsDependencies, 'partOfEvent'>;
  shares: Pick<ShareService, 'create' | 'list' | 'remove' | 'recordingIdOf'>;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  storage: Omit<StorageOperationsDependencies, 'cameras' | 'library'>;
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
    ...createLiveOperations({ cameras, bus, clock: dependencies.clock }),
    ...createRecordingOperations({ cameras, library, timelapses: dependencies.timelapses, assertVisible, bus }),
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
    async 'kiosk_pin.remove'() {
      dependencies.kioskLock.removePin();
      return { message: 'The screen of the camera has no PIN now.' };
    },
    'doctor.get': () => dependencies.doctor.examine(),
    ...createStorageOperations({ ...dependencies.storage, cameras, library }),
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

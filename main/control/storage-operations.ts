import type { StorageUsage } from '../../shared/storage.ts';
import type { Operations } from '../../shared/routes.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import { recordingInfo } from '../library/recording-info.ts';
import type { Recording } from '../library/recording.ts';

export interface StorageOperationsDependencies {
  storageUsage(): Promise<StorageUsage>;
  /** Of how many days recordings fit, null while that is unknown, and the ids of those that go first. */
  storageOutlook(): Promise<{ readonly daysFit: number | null; readonly firstToGo: readonly string[] }>;
  /** About what the pictures of events take. */
  eventPictureBytes(): Promise<number>;
  readonly cameras: Pick<CameraRegistry, 'all' | 'mayWatch'>;
  readonly library: { find(recordingId: string): Recording | null };
}

/** The disk of the recordings. */
export function createStorageOperations({
  storageUsage,
  storageOutlook,
  eventPictureBytes,
  cameras,
  library,
}: StorageOperationsDependencies): Pick<Operations, 'storage.get' | 'storage.outlook'> {
  return {
    'storage.get': () => storageUsage(),
    async 'storage.outlook'(_input, caller) {
      const [{ daysFit, firstToGo }, pictureBytes, ranges] = await Promise.all([
        storageOutlook(),
        eventPictureBytes(),
        Promise.all(cameras.all.map(({ rewind }) => rewind.range())),
      ]);
      return {
        event_pictures_bytes: pictureBytes,
        rewind_bytes: ranges.reduce((sum, { storage, size_bytes: size }) => sum + (storage === 'disk' ? size : 0), 0),
        days_fit: daysFit,
        first_to_go: firstToGo
          .map((id) => library.find(id))
          .filter((recording) => recording !== null)
          .filter(({ cameraId }) => cameras.mayWatch(caller, cameraId))
          .map((recording) => recordingInfo(recording)),
      };
    },
  };
}

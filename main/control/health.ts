import type { CameraState, Health, Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { RecordingStorage } from '../recording/recording-storage.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import { isoTime } from './live-status.ts';
import type { Clock } from '../system/clock.ts';

interface HealthSources {
  version: string;
  clock: Clock;
  /** Monotonic time at which the application started. */
  startedAtMilliseconds: number;
  /** Of the main camera. */
  cameraState: CameraState;
  isAnyCameraLost: boolean;
  /** The main camera is stopped on purpose. */
  isPrivate: boolean;
  /** `connected`, or what is wrong. */
  databaseStatus: string;
  /** Recordings can be found, if only with a database in memory. */
  isDatabaseUsable: boolean;
  /** The data directory is not there any more. */
  isDataGone: boolean;
  disk: DiskSpace;
  minimumFreeBytes: number;
  hasProblems: boolean;
}

/** Unhealthy without the database or the data directory, degraded when the camera is lost, the disk is full or a problem lasts. */
function healthOf({
  version,
  clock,
  startedAtMilliseconds,
  cameraState,
  isAnyCameraLost,
  isPrivate,
  databaseStatus,
  isDatabaseUsable,
  isDataGone,
  disk,
  minimumFreeBytes,
  hasProblems,
}: HealthSources): Health {
  const isDegraded = isAnyCameraLost || disk.availableBytes < minimumFreeBytes || hasProblems;
  return {
    status: !isDatabaseUsable || isDataGone ? 'unhealthy' : isDegraded ? 'degraded' : 'healthy',
    service: 'petlog-api',
    timestamp: isoTime(clock.nowMicroseconds()),
    version,
    uptime_seconds: Math.round(clock.monotonicMilliseconds() - startedAtMilliseconds) / 1000,
    database_status: databaseStatus,
    camera_status: cameraState,
    privacy: isPrivate,
    storage_usage: {
      used_percent: Math.round((1 - disk.availableBytes / disk.totalBytes) * 1000) / 10,
      available_gb: Math.round(disk.availableBytes / 1e7) / 100,
    },
  };
}

interface HealthDependencies extends Pick<HealthSources, 'version' | 'clock' | 'startedAtMilliseconds'> {
  cameras: Pick<CameraRegistry, 'main' | 'all'>;
  library: Pick<RecordingLibrary, 'databaseStatus' | 'isDatabaseUsable'>;
  dataDisk: Pick<DataDisk, 'isGone'>;
  storage: Pick<RecordingStorage, 'directory'>;
  diskSpace(path: string): Promise<DiskSpace>;
  config(): Config;
  commonProblems(): readonly Problem[];
}

/** `GET /health`, of all cameras. */
export function createHealth(dependencies: HealthDependencies): () => Promise<Health> {
  const { version, clock, startedAtMilliseconds, cameras, library, dataDisk, storage, diskSpace, config, commonProblems } = dependencies;
  return async () => {
    const disk = await diskSpace(storage.directory.absolutePath).catch(() => ({ availableBytes: 0, totalBytes: 1 }));
    return healthOf({
      version,
      clock,
      startedAtMilliseconds,
      cameraState: cameras.main.camera.state,
      isAnyCameraLost: cameras.all.some(({ camera }) => camera.state === 'lost'),
      isPrivate: cameras.main.privacy.isOn,
      databaseStatus: library.databaseStatus,
      isDatabaseUsable: library.isDatabaseUsable,
      isDataGone: await dataDisk.isGone(),
      disk,
      minimumFreeBytes: config().recording.min_free_mb * 1e6,
      hasProblems: commonProblems().length > 0 || cameras.all.some(({ problems }) => problems.length > 0),
    });
  };
}

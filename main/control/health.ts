import type { CameraState, Health } from '../../shared/api.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import { isoTime } from './live-status.ts';
import type { Clock } from '../system/clock.ts';

interface HealthSources {
  version: string;
  clock: Clock;
  /** Monotonic time at which the application started. */
  startedAtMilliseconds: number;
  cameraState: CameraState;
  /** The camera is stopped on purpose. */
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

/** `GET /health`: unhealthy without the database or the data directory, degraded when the camera is lost, the disk is full or a problem lasts. */
export function health({
  version,
  clock,
  startedAtMilliseconds,
  cameraState,
  isPrivate,
  databaseStatus,
  isDatabaseUsable,
  isDataGone,
  disk,
  minimumFreeBytes,
  hasProblems,
}: HealthSources): Health {
  const isDegraded = cameraState === 'lost' || disk.availableBytes < minimumFreeBytes || hasProblems;
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

import { mainCameraId } from '../main-camera-id.ts';
import type { Config } from '../config.ts';
import type { CameraSettings } from './camera-section.ts';

/** Every camera of a configuration, disabled ones too; `main` first. */
export const cameraIds = (config: Config): readonly string[] => [mainCameraId, ...Object.keys(config.cameras)];

/** The settings of one camera as they are written; undefined for an id that there is not. */
export function settingsOfCamera(config: Config, cameraId: string): CameraSettings | undefined {
  return cameraId === mainCameraId ? config.camera : Object.hasOwn(config.cameras, cameraId) ? config.cameras[cameraId] : undefined;
}

/** What people call a camera; undefined for an id that there is not. */
export function nameOfCamera(config: Config, cameraId: string): string | undefined {
  const settings = settingsOfCamera(config, cameraId);
  return settings === undefined ? undefined : settings.name || (cameraId === mainCameraId ? config.server.name : cameraId);
}

/** How much one may look back to with one camera; 0 for an id that there is not. */
export function rewindMinutesOf(config: Config, cameraId: string): number {
  const settings = settingsOfCamera(config, cameraId);
  return settings === undefined ? 0 : (settings.recording?.rewind_minutes ?? config.recording.rewind_minutes);
}

/**
 * The configuration as one camera sees it: `camera` is its own section, with
 * the directory of all and the name that people read, `recording` and
 * `detection` have its own values, and `recording` its share of the memory and
 * the disk for looking back. Undefined for an id that there is not.
 */
export function configOfCamera(config: Config, cameraId: string): Config | undefined {
  const camera = settingsOfCamera(config, cameraId);
  if (camera === undefined) {
    return undefined;
  }
  const recording = recordingOf(config, camera);
  // One that is disabled, or keeps nothing, takes nothing; what it would get is asked for all the same.
  const others = cameraIds(config)
    .filter((id) => id !== cameraId)
    .map((id) => settingsOfCamera(config, id))
    .filter((other) => other?.enabled === true)
    .map((other) => recordingOf(config, other!));
  const sharers = (storage: Config['recording']['rewind_storage']): number =>
    1 + others.filter((other) => other.rewind_minutes > 0 && other.rewind_storage === storage).length;
  const share = (megabytes: number, storage: Config['recording']['rewind_storage']): number =>
    Math.max(1, Math.floor(megabytes / sharers(storage)));
  return {
    ...config,
    camera: { ...camera, storage_path: config.camera.storage_path, name: nameOfCamera(config, cameraId) ?? '' },
    recording: {
      ...recording,
      rewind_memory_mb: share(recording.rewind_memory_mb, 'memory'),
      rewind_disk_mb: share(recording.rewind_disk_mb, 'disk'),
    },
    detection: withOwn(config.detection, camera.detection),
  };
}

function recordingOf(config: Config, { recording = {} }: CameraSettings): Config['recording'] {
  return withOwn(config.recording, recording);
}

function withOwn<Section extends object>(section: Section, own: object = {}): Section {
  const values = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...section, ...(Object.fromEntries(values) as Partial<Section>) };
}

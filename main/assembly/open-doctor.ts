import type { Config } from '../../shared/config.ts';
import type { SourcePermission } from '../camera/source-permission.ts';
import type { LoadedConfiguration } from '../config/load.ts';
import type { UnusedSetting } from '../config/settle.ts';
import { DoctorService } from '../doctor/doctor-service.ts';
import type { CameraStation } from '../camera/camera-station.ts';
import { examinedCameras } from '../doctor/each-camera.ts';
import { runningCamera } from '../doctor/running-camera.ts';
import { thisMachine } from '../doctor/this-machine.ts';
import type { Clock } from '../system/clock.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface OpenDoctorOptions {
  readonly configuration: LoadedConfiguration;
  readonly settings: { readonly current: Config; readonly unused: readonly UnusedSetting[] };
  readonly permission: () => SourcePermission;
  readonly cameras: { find(cameraId: string): CameraStation | null };
  readonly dataDirectory: string;
  readonly version: string;
  readonly clock: Clock;
  readonly resources: ResourceStack;
}

/** Examines this machine as it is when somebody asks. */
export function openDoctor(options: OpenDoctorOptions): DoctorService {
  const { configuration, settings, permission, cameras, dataDirectory, version, clock, resources } = options;
  const doctor = new DoctorService(() =>
    thisMachine(
      {
        config: settings.current,
        cameras: examinedCameras(settings.current),
        sourcePermission: permission(),
        dataDirectory,
        configFile: configuration.configFile,
        configurationWarnings: configuration.warnings,
        unusedSettings: settings.unused,
        configurationError: null,
        version,
        running(cameraId) {
          const station = cameras.find(cameraId);
          return station === null ? null : runningCamera(station);
        },
      },
      clock,
    ),
  );
  resources.add('doctor', () => doctor.close());
  return doctor;
}

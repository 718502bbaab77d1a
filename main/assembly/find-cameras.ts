import type { CameraInput, CameraTestOutput } from '../../shared/cameras.ts';
import { furtherCamera } from '../../shared/config/camera-section.ts';
import { separateCredentials } from '../../shared/config/camera-source.ts';
import type { Config } from '../../shared/config.ts';
import { CameraDiscovery } from '../camera/camera-discovery.ts';
import { findStream } from '../camera/discovery/find-stream.ts';
import type { SourcePermission } from '../camera/source-permission.ts';
import { accessOf } from '../camera/sources/network-camera.ts';
import { testCamera } from '../camera/test-camera.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { Machine } from '../system/machine.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface FindCamerasOptions {
  readonly config: () => Config;
  readonly permission: () => SourcePermission;
  readonly addresses: EnteredAddresses;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** A program of this machine that lists cameras may take so long. */
const programMilliseconds = 4500;
/** Trying a camera may take so long, with finding its video. */
const testMilliseconds = 10_000;

/** Ways to a new camera: which there are, and whether one gives a picture. */
export interface FindCameras {
  readonly discovery: CameraDiscovery;
  /** Tries what would be added. Never rejects. */
  test(input: CameraInput): Promise<CameraTestOutput>;
}

export function findCameras({ config, permission, addresses, clock, logger, resources }: FindCamerasOptions): FindCameras {
  const discovery = new CameraDiscovery({ clock, machine: () => new Machine({ clock, programMilliseconds }), addresses });
  resources.add('camera discovery', () => discovery.close());
  return {
    discovery,
    async test({ camera_id: _cameraId, ...values }) {
      const { source, credentials } = separateCredentials(values.source);
      const settings = furtherCamera.parse({ ...credentials, ...values, source });
      const beganMilliseconds = clock.monotonicMilliseconds();
      const stream = await findStream(source, {
        credentials: settings,
        addresses,
        clock,
        onvifServiceOf: (address) => discovery.onvifServiceOf(address),
      });
      const { picture, resolution, codecs, ...found } = await testCamera(
        stream ?? source,
        { ...settings, bitrateKbps: config().recording.bitrate_kbps },
        {
          clock,
          logger,
          permission: permission(),
          addresses,
          access: accessOf(settings),
          codec: settings.codec,
          mayFallBackToMock: false,
          timeoutMilliseconds: testMilliseconds - (clock.monotonicMilliseconds() - beganMilliseconds),
        },
      );
      return {
        ...found,
        ...(stream === null ? {} : { source: stream }),
        ...(picture === undefined ? {} : { picture: picture.toString('base64') }),
        ...(resolution === undefined ? {} : { resolution: [...resolution] }),
        ...(codecs === undefined ? {} : { codecs: [...codecs] }),
      };
    },
  };
}

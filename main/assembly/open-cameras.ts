import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { CameraOrder } from '../camera/camera-order.ts';
import { CameraRegistry } from '../camera/camera-registry.ts';
import { type AllSettings, CameraSettingsView } from '../camera/camera-settings-view.ts';
import { CameraStation } from '../camera/camera-station.ts';
import { findPetLogs } from '../camera/discovery/find-petlog.ts';
import { multicastDnsGroup } from '../camera/discovery/petlog-search.ts';
import { KnownPetLogs } from '../camera/known-petlogs.ts';
import { PlaceholderPainter } from '../camera/placeholder-painter.ts';
import type { SourcePermission } from '../camera/source-permission.ts';
import { pathOfCamera } from '../config/camera-settings.ts';
import type { DetectorClient } from '../detection/detector-client.ts';
import type { ToldVisits, ZonesOf } from '../detection/visit.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import { hasStreamRelay } from '../../shared/ice-servers.ts';
import { findStunServer } from '../live/webrtc/find-stun-server.ts';
import { WebRtcProcessClient } from '../live/webrtc/webrtc-process-client.ts';
import type { EventBus } from '../events/event-bus.ts';
import { BufferCollector } from '../system/buffer-collector.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import { readOwnLinks } from '../network/own-networks.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import { type Logger, loggerWith } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { TalkServiceOptions } from '../talk/talk-service.ts';
import type { OpenData } from './open-data.ts';
import type { OpenRecordings } from './open-recordings.ts';

interface OpenCamerasOptions {
  readonly dataDirectory: string;
  readonly data: OpenData;
  readonly recordings: OpenRecordings;
  readonly settings: AllSettings & { isDecided(key: string): boolean };
  readonly permission: () => SourcePermission;
  readonly addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  readonly detection: { readonly detector: DetectorClient; readonly zones: ZonesOf; readonly visits: ToldVisits };
  readonly mayTalk: TalkServiceOptions['mayTalk'];
  /** Makes pictures small. Never rejects. */
  readonly makeSmall: MakeSmall;
  readonly commonProblems: (cameraId: string) => readonly Problem[];
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

interface OpenCameras {
  readonly cameras: CameraRegistry;
  readonly order: CameraOrder;
  /** Other PetLogs with cameras of ours. */
  readonly petlogs: KnownPetLogs;
}

/** Every camera of the configuration, open and at rest. */
export async function openCameras(options: OpenCamerasOptions): Promise<OpenCameras> {
  const { dataDirectory, data, recordings, settings, permission, addresses, detection, mayTalk, makeSmall, commonProblems } = options;
  const { bus, clock, logger, resources } = options;
  const painter = new PlaceholderPainter({ spawn, clock });
  resources.add('placeholders', () => painter.close());
  const webrtc = new WebRtcProcessClient({
    program: childModuleUrl('webrtc-process'),
    clock,
    logger,
    portNumber: () => settings.current.video.webrtc_port,
    bindAddress: () => bindAddressOf(settings.current.server.host),
    stunServer: () => findStunServer(settings.current.video.ice_servers, { addresses, clock, logger }),
    bridgesRelays: () => hasStreamRelay(settings.current.video.ice_servers),
    machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
  });
  resources.add('WebRTC', () => webrtc.close());
  const petlogs = await KnownPetLogs.open({
    dataDirectory,
    find: (id, signal) => findPetLogs(id, { clock, links: readOwnLinks(), group: multicastDnsGroup, signal }),
    logger,
  });
  resources.add('other PetLogs', () => petlogs.close());
  const buffers = new BufferCollector();
  const order = await CameraOrder.open({ dataDirectory, logger });
  const stateDirectory = (cameraId: string): string =>
    cameraId === mainCameraId ? dataDirectory : join(dataDirectory, 'cameras', cameraId);
  const open = (cameraId: string): Promise<CameraStation> =>
    CameraStation.open({
      cameraId,
      dataDirectory,
      stateDirectory: stateDirectory(cameraId),
      settings: new CameraSettingsView(settings, cameraId),
      permission,
      addresses,
      petlogs,
      bus: bus.ofCamera(cameraId),
      clock,
      logger: cameraId === mainCameraId ? logger : loggerWith(logger, { camera: cameraId }),
      library: recordings.library,
      storage: recordings.storage,
      dataDisk: data.dataDisk,
      drawPlaceholder: (picture) => painter.draw(picture),
      ...detection,
      webrtc,
      mayTalk,
      makeSmall,
      allWatchers: () => cameras.watchers(),
      buffers,
      isAlwaysOnDecided: () => settings.isDecided(`${pathOfCamera(cameraId)}.always_on`),
      isAutomaticDecided: () =>
        settings.isDecided('recording.automatic') || settings.isDecided(`${pathOfCamera(cameraId)}.recording.automatic`),
      commonProblems,
    });
  const cameras: CameraRegistry = await CameraRegistry.open({
    settings,
    order,
    logger,
    open,
    forget: (cameraId) => rm(stateDirectory(cameraId), { recursive: true, force: true }),
  });
  resources.add('cameras', () => cameras.close());
  return { cameras, order, petlogs };
}

/** Where the server listens at one address alone, WebRTC does so too. */
const bindAddressOf = (host: string): string | null => (isIP(host) === 0 || host === '0.0.0.0' || host === '::' ? null : host);

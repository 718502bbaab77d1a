import { spawn } from 'node:child_process';
import type { Problem } from '../shared/api.ts';
import type { Config } from '../shared/config.ts';
import { type AccessControl, openAccessControl } from './access/access-control.ts';
import { audited } from './access/audited.ts';
import { findPermissionsProblem } from './access/permissions-problem.ts';
import { findCameras } from './assembly/find-cameras.ts';
import { openCameras } from './assembly/open-cameras.ts';
import { openData } from './assembly/open-data.ts';
import { openRecordings } from './assembly/open-recordings.ts';
import { SmallPictures } from './camera/small-pictures.ts';
import { permissionOf, type SourcePermission } from './camera/source-permission.ts';
import type { LoadedConfiguration } from './config/load.ts';
import { createCameraOperations } from './control/camera-operations.ts';
import { createHealth } from './control/health.ts';
import { openSettings } from './control/open-settings.ts';
import { createOperations } from './control/operations.ts';
import type { PetLogControl } from './control/petlog-control.ts';
import { settingsFollower } from './control/settings-follower.ts';
import { StatusFeed } from './control/status-feed.ts';
import { ControlSocket } from './control-socket/control-socket.ts';
import { DoctorService } from './doctor/doctor-service.ts';
import { examinedCameras } from './doctor/each-camera.ts';
import { thisMachine } from './doctor/this-machine.ts';
import { EventBus } from './events/event-bus.ts';
import { readSendQueues } from './live/mjpeg/kernel-send-queue.ts';
import { WallService } from './live/mjpeg/wall-service.ts';
import { MediaProcessClient } from './media/media-process-client.ts';
import { type Network, openNetwork } from './network/network.ts';
import { storageUsage } from './recording/storage-usage.ts';
import type { ListeningAddress } from './server/listeners.ts';
import { PetLogServer } from './server/petlog-server.ts';
import { TimelapseService } from './timelapse/timelapse-service.ts';
import { timelapseSources } from './timelapse/timelapse-sources.ts';
import { childModuleUrl } from './system/child-module.ts';
import { type Clock, createSystemClock } from './system/clock.ts';
import type { Logger } from './system/logger.ts';
import { httpUrl } from './system/network-addresses.ts';
import { ResourceStack } from './system/resource-stack.ts';
import { TimeZone } from './system/time-zone.ts';

export interface PetLogOptions {
  configuration: LoadedConfiguration;
  logger: Logger;
  version: string;
  /** The built user interface; null serves the API alone. */
  rendererDirectory: string | null;
  clock?: Clock;
  /** Whether an address that this machine does not have yet may be waited for; without it never. */
  mayWaitForAddress?(): boolean;
}

/** The running application. */
export interface PetLog {
  readonly control: PetLogControl;
  readonly config: () => Config;
  /** For the window on this machine's own screen, and nobody else. */
  readonly kiosk: Pick<AccessControl, 'kioskToken' | 'kioskLock' | 'hasAdmin'>;
  readonly timeZone: Pick<TimeZone, 'name' | 'system'>;
  /** Where it listens, with the real ports. */
  readonly address: ListeningAddress;
  /** How others reach it. */
  readonly network: Pick<Network, 'urls' | 'certificateFingerprint'>;
  /** Finishes a recording, ends streams, children and connections; resolves when nothing is left. */
  close(): Promise<void>;
}

/**
 * Puts PetLog together and starts it. Parts are closed in the reverse order of
 * their start, whether the start succeeded or not.
 *
 * @throws StartupError when something outside is in the way: the data directory, the port
 */
export async function createPetLog({
  configuration,
  logger,
  version,
  rendererDirectory,
  clock = createSystemClock(),
  mayWaitForAddress = () => false,
}: PetLogOptions): Promise<PetLog> {
  const resources = new ResourceStack(logger);
  try {
    const startedAtMilliseconds = clock.monotonicMilliseconds();
    const { dataDirectory } = configuration;
    const data = await openData(dataDirectory, { clock, logger, resources });
    const { dataDisk, diskSpace } = data;
    const { settings, problems: settingsProblems, listensAt } = await openSettings(configuration, { clock, logger, mayWaitForAddress });
    resources.add('settings', () => settings.close());
    const config = (): Config => settings.current;
    const timeZone = new TimeZone();
    resources.add('time zone', () => timeZone.close());
    timeZone.set(config().server.time_zone);
    const bus = new EventBus(clock);
    resources.add(
      'log',
      bus.onAny(({ name, camera_id: camera, data: fields }) =>
        logger.info({ event: name, ...(camera === null ? {} : { camera }), ...fields }, name),
      ),
    );
    resources.add(
      'told settings',
      settings.onChange(({ changedKeys }) => bus.emit('settings.changed', { keys: [...changedKeys] })),
    );

    const network = await openNetwork({ config, dataDirectory, clock, logger });
    resources.add('network', () => network.close());
    const pairingUrl = (code: string): string | null => {
      const [url] = network.urls();
      return url === undefined ? null : `${url}/#pair=${code}`;
    };
    const access = await openAccessControl({
      dataDirectory,
      clock,
      logger,
      pairingUrl,
      onChanged: (change) => bus.emit('access.changed', change),
    });
    resources.add('access', () => access.close());
    dataDisk.add(access);
    const permissionsProblem = findPermissionsProblem(dataDirectory, { clock, logger });

    const recordings = openRecordings({ dataDirectory, data, settings, bus, clock, logger, resources });
    const { library, storage } = recordings;
    const commonProblems = (): Problem[] =>
      [
        ...dataDisk.problems,
        ...settingsProblems(),
        permissionsProblem,
        ...storage.problems,
        ...library.problems,
        network.certificates?.problem ?? null,
      ].filter((problem) => problem !== null);
    const permission = (): SourcePermission => permissionOf(configuration, config());
    const { cameras, order } = await openCameras({
      dataDirectory,
      data,
      recordings,
      settings,
      permission,
      addresses: network.entered,
      commonProblems,
      bus,
      clock,
      logger,
      resources,
    });
    const find = findCameras({ config, permission, addresses: network.entered, clock, logger, resources });
    const timelapses = new TimelapseService({
      config,
      clock,
      bus,
      logger,
      storage: () => storage.directory,
      sources: (cameraId, fromMilliseconds, untilMilliseconds) => timelapseSources(library, cameraId, fromMilliseconds, untilMilliseconds),
      startFilmMaker: (onTimelapseProgress) =>
        new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger, isInBackground: true, onTimelapseProgress }),
      recorderOf: (cameraId) => cameras.of({}, cameraId).recorder,
    });
    resources.add('timelapses', () => timelapses.close());

    const { configFile, warnings } = configuration;
    const doctor = new DoctorService(() =>
      thisMachine(
        {
          config: config(),
          cameras: examinedCameras(config()),
          sourcePermission: permission(),
          dataDirectory,
          configFile,
          configurationWarnings: warnings,
          unusedSettings: settings.unused,
          configurationError: null,
          version,
        },
        clock,
      ),
    );
    resources.add('doctor', () => doctor.close());
    const feed = new StatusFeed({ statuses: (isForAdmins) => cameras.all.map((station) => station.status(isForAdmins)), bus, clock });
    resources.add('status feed', () => feed.close());
    const control: PetLogControl = {
      operations: audited(
        createOperations({
          version,
          health: createHealth({
            version,
            clock,
            startedAtMilliseconds,
            cameras,
            library,
            dataDisk,
            storage,
            diskSpace,
            config,
            commonProblems,
          }),
          cameras,
          cameraOperations: createCameraOperations({ cameras, order, find, settings, bus }),
          library,
          timelapses,
          storageUsage: () => storageUsage({ storage: storage.directory, config: config(), library, diskSpace }),
          settings,
          doctor,
          kioskLock: access.kioskLock,
          access: access.operations,
          bus,
        }),
        access.audit,
      ),
      onPush: (name, listener) => feed.on(name, listener),
    };

    const smallPictures = new SmallPictures({ spawn, clock, logger });
    resources.add('small pictures', () => smallPictures.close());
    const wall = new WallService({ makeSmall: (picture, widthPixels) => smallPictures.of(picture, widthPixels), readSendQueues, clock });
    const server = new PetLogServer({
      config,
      control,
      access,
      cameras,
      wall,
      recordings: library,
      pathOfPicture: (id, kind) => recordings.pictures.path(id, kind),
      ownNames: network.ownNames,
      certificates: network.certificates,
      version,
      rendererDirectory,
      clock,
      logger,
    });
    resources.add('server', () => server.close());
    // Last in, first out: recordings are finished before anything else ends.
    resources.add('recordings', () => cameras.finishRecordings());
    const address = await server.listen();
    network.listensAt(address);
    await listensAt(address);
    if (address.httpsPort !== null) {
      logger.info(
        { fingerprint: network.certificateFingerprint },
        `PetLog listening on ${httpUrl(address.host, address.httpsPort, 'https')}`,
      );
    }

    resources.add('settings listener', settings.onChange(settingsFollower({ config, permissions: access.permissions, timeZone })));
    const controlSocket = await ControlSocket.open({
      dataDirectory,
      mode: () => config().security.access,
      hasAdmin: () => access.hasAdmin,
      operations: control.operations,
      audit: access.audit,
      clock,
      logger,
    }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the command line of this machine cannot ask this PetLog: there can be no socket anywhere');
      return null;
    });
    resources.add('control socket', () => controlSocket?.close());
    void recordings.begin();
    cameras.resume();
    return { control, config, kiosk: access, timeZone, address, network, close: () => resources.close() };
  } catch (error) {
    await resources.close();
    throw error;
  }
}

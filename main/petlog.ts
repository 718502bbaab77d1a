import { spawn } from 'node:child_process';
import type { Problem } from '../shared/api.ts';
import type { Config } from '../shared/config.ts';
import { cameraIds } from '../shared/config/config-of-camera.ts';
import { type AccessControl, openAccessControl } from './access/access-control.ts';
import { audited } from './access/audited.ts';
import { findPermissionsProblem } from './access/permissions-problem.ts';
import { findCameras } from './assembly/find-cameras.ts';
import { openPetLogId } from './announcing/petlog-id.ts';
import { openAlerts } from './assembly/open-alerts.ts';
import { openAnnouncing } from './assembly/open-announcing.ts';
import { noticeFromNowOn, openDetector, toldTo } from './assembly/open-detection.ts';
import { openCameras } from './assembly/open-cameras.ts';
import { openControlSocket } from './assembly/open-control-socket.ts';
import { openDayFilms } from './assembly/open-day-films.ts';
import { openData } from './assembly/open-data.ts';
import { openDoctor } from './assembly/open-doctor.ts';
import { openEventBus } from './assembly/open-event-bus.ts';
import { openEventLog } from './assembly/open-event-log.ts';
import { openHomeKit } from './assembly/open-homekit.ts';
import { openMqtt, type OpenMqtt } from './assembly/open-mqtt.ts';
import { type OpenRecordings, openRecordings } from './assembly/open-recordings.ts';
import { openRelays } from './assembly/open-relays.ts';
import { openSafekeeping } from './assembly/open-safekeeping.ts';
import { openShares } from './assembly/open-shares.ts';
import { openTimelapses } from './assembly/open-timelapses.ts';
import { storageFigures } from './assembly/storage-figures.ts';
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
import type { ToldVisits } from './detection/visit.ts';
import { readSendQueues } from './live/mjpeg/kernel-send-queue.ts';
import type { MakeSmall } from './live/mjpeg/wall-reader.ts';
import { WallService } from './live/mjpeg/wall-service.ts';
import { type Network, openNetwork } from './network/network.ts';
import type { ListeningAddress } from './server/listeners.ts';
import { PetLogServer } from './server/petlog-server.ts';
import { isNewDataDirectory } from './system/data-directory.ts';
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
  /** Of the making of recordings' pictures, as `nice` has it; after everything else unless told. */
  picturePriority?: number;
  /** Has the process end, and somebody start it again; without it nobody would. */
  restart?(): void;
}

/** The running application. */
export interface PetLog {
  readonly control: PetLogControl;
  readonly config: () => Config;
  /** For the window on this machine's own screen, and nobody else. */
  readonly kiosk: Pick<AccessControl, 'kioskToken' | 'kioskLock' | 'hasAdmin'>;
  readonly timeZone: Pick<TimeZone, 'name' | 'system'>;
  /** Whoever notices something tells it. */
  readonly visits: ToldVisits;
  /** Where it listens, with the real ports. */
  readonly address: ListeningAddress;
  /** How others reach it. */
  readonly network: Pick<Network, 'urls' | 'certificateFingerprint' | 'trust'>;
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
  picturePriority,
  restart,
}: PetLogOptions): Promise<PetLog> {
  const resources = new ResourceStack(logger);
  try {
    const startedAtMilliseconds = clock.monotonicMilliseconds();
    const { dataDirectory } = configuration;
    const isNew = isNewDataDirectory(dataDirectory);
    const data = await openData(dataDirectory, { clock, logger, resources });
    const { dataDisk, diskSpace } = data;
    const {
      settings,
      problems: settingsProblems,
      listensAt,
    } = await openSettings(configuration, {
      clock,
      logger,
      mayWaitForAddress,
      addresses: () => network.entered,
    });
    resources.add('settings', () => settings.close());
    if (isNew) {
      await noticeFromNowOn(settings, logger);
    }
    const config = (): Config => settings.current;
    const timeZone = new TimeZone();
    resources.add('time zone', () => timeZone.close());
    timeZone.set(config().server.time_zone);
    const bus = openEventBus({ settings, clock, logger, resources });

    const network: Network = await openNetwork({ config, dataDirectory, clock, logger });
    resources.add('network', () => network.close());
    const pairingUrl = (code: string): string | null => {
      const [url] = network.urls();
      return url === undefined ? null : `${url}/#pair=${code}`;
    };
    const access = await openAccessControl({
      dataDirectory,
      clock,
      logger,
      cameraIds: () => cameraIds(config()),
      pairingUrl,
      onChanged: (change) => bus.emit('access.changed', change),
    });
    resources.add('access', () => access.close());
    dataDisk.add(access);
    const permissionsProblem = findPermissionsProblem(dataDirectory, { clock, logger });

    const common = { dataDirectory, settings, bus, clock, logger, resources };
    const petlogId = await openPetLogId(common);
    const eventLog = openEventLog({
      ...common,
      dataDisk,
      library: () => recordings.library,
      media: () => recordings.media,
      rewindOf: (cameraId) => cameras.find(cameraId)?.rewind ?? null,
      automaticOf: (cameraId) => cameras.find(cameraId)?.automatic ?? null,
      isClockSynchronized: () => recordings.isClockSynchronized(),
    });
    const recordings: OpenRecordings = openRecordings({ ...common, data, events: eventLog.log, picturePriority });
    const { library, storage } = recordings;
    const shares = openShares({ dataDirectory, recordings, access, dataDisk, config, bus, clock, logger, resources });
    const commonProblems = (cameraId?: string): Problem[] =>
      [
        ...dataDisk.problems,
        ...settingsProblems(cameraId),
        permissionsProblem,
        ...storage.problems,
        ...library.problems,
        ...detector.problems,
        network.certificates?.problem ?? null,
        ...safekeeping.problems,
      ].filter((problem) => problem !== null);
    const detector = openDetector({ config, clock, logger, resources });
    const permission = (): SourcePermission => permissionOf(configuration, config());
    const smallPictures = new SmallPictures({ spawn, clock, logger });
    resources.add('small pictures', () => smallPictures.close());
    const makeSmall: MakeSmall = (picture, widthPixels) => smallPictures.of(picture, widthPixels);
    const { cameras, order, petlogs } = await openCameras({
      dataDirectory,
      data,
      recordings,
      settings,
      permission,
      addresses: network.entered,
      detection: { detector, zones: eventLog.watched, visits: toldTo(eventLog, () => null) },
      mayTalk: (caller) => (caller.kind !== 'open' || config().security.access === 'open') && access.authenticator.mayTalk(caller),
      makeSmall,
      commonProblems,
      bus,
      clock,
      logger,
      resources,
    });
    const alerts = openAlerts({
      ...common,
      dataDisk,
      eventLog,
      cameras,
      access,
      addresses: network.entered,
      reachableUrl: () => network.urls()[0],
      problems: commonProblems,
      isConnected: (channelId) => mqtt?.isConnected(channelId) ?? false,
    });
    let mqtt: OpenMqtt | null = null;
    const relays = openRelays({ ...common, dataDisk, cameras, addresses: network.entered });
    const homekit = openHomeKit({ ...common, cameras, eventLog, alerts, makeSmall, version });
    const outside = { version, restart: restart ?? null, addresses: network.entered, alerts: alerts.kept, relays };
    const safekeeping = openSafekeeping({ ...common, ...outside, data, recordings, events: eventLog, access, cameras, petlogs });
    const find = findCameras({ config, permission, addresses: network.entered, clock, logger, resources });
    const timelapses = openTimelapses({ ...common, recordings, cameras });
    const dayFilms = await openDayFilms({ ...common, config, recordings, eventLog, cameras });

    const doctor = openDoctor({ ...common, configuration, permission, cameras, version });
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
          cameraOperations: createCameraOperations({ cameras, order, find, settings, bus, access }),
          library,
          timelapses,
          dayFilms,
          events: eventLog,
          shares,
          alerts: alerts.operations,
          reachableUrl: () => network.urls()[0],
          storage: storageFigures({ storage, config, library, eventLog, clock, diskSpace }),
          settings,
          ...safekeeping,
          relays,
          homekit,
          doctor,
          kioskLock: access.kioskLock,
          access: access.operations,
          trust: network.trust.operations,
          bus,
          clock,
        }),
        access.audit,
      ),
      onPush: (name, listener) => feed.on(name, listener),
    };

    const wall = new WallService({ makeSmall, readSendQueues, clock });
    const server = new PetLogServer({
      config,
      control,
      access,
      cameras,
      wall,
      recordings: library,
      events: eventLog,
      shares,
      reachableUrl: () => network.urls()[0],
      pathOfPicture: (id, kind) => recordings.pictures.path(id, kind),
      deliveryCounts: () => alerts.outbox.counts(),
      backups: () => safekeeping.backup.status().targets,
      relays: () => relays.list(),
      ownNames: network.ownNames,
      certificates: network.certificates,
      trust: network.trust,
      restrictAccess: () => settings.change({ security: { access: 'accounts' } }),
      version,
      petlogId,
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
    await openControlSocket({ ...common, config, access, operations: control.operations });
    void recordings
      .begin()
      .then(() => shares.removeOrphans(storage.directory))
      .then(() => eventLog.begin())
      .then(() => safekeeping.backup.begin());
    alerts.begin();
    openAnnouncing({ ...common, petlogId, address, version });
    mqtt = openMqtt({
      ...common,
      alerts,
      operations: control.operations,
      cameras,
      eventLog,
      addresses: network.entered,
      version,
      reachableUrl: () => network.urls()[0],
    });
    cameras.resume();
    relays.begin();
    const visits = toldTo(eventLog, (cameraId) => cameras.find(cameraId)?.automatic ?? null);
    return { control, config, kiosk: access, timeZone, visits, address, network, close: () => resources.close() };
  } catch (error) {
    await resources.close();
    throw error;
  }
}

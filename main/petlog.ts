import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LiveStatus, Problem } from '../shared/api.ts';
import type { Config } from '../shared/config.ts';
import { type AccessControl, openAccessControl } from './access/access-control.ts';
import { findPermissionsProblem } from './access/permissions-problem.ts';
import { audited } from './access/audited.ts';
import { CameraManager } from './camera/camera-manager.ts';
import { CameraService } from './camera/camera-service.ts';
import { CameraWish } from './camera/camera-wish.ts';
import { createCameraSource } from './camera/detect.ts';
import { SourceProblem } from './camera/source-problem.ts';
import { permissionOf, type SourcePermission } from './camera/source-permission.ts';
import { FrameTransformProgram } from './camera/frame-transform.ts';
import type { LoadedConfiguration } from './config/load.ts';
import { health } from './control/health.ts';
import { liveStatus } from './control/live-status.ts';
import { openSettings } from './control/open-settings.ts';
import { createOperations } from './control/operations.ts';
import type { PetLogControl } from './control/petlog-control.ts';
import { Privacy } from './control/privacy.ts';
import { settingsFollower } from './control/settings-follower.ts';
import { StatusFeed } from './control/status-feed.ts';
import { ControlSocket } from './control-socket/control-socket.ts';
import { DoctorService } from './doctor/doctor-service.ts';
import { thisMachine } from './doctor/this-machine.ts';
import { EventBus } from './events/event-bus.ts';
import { FrameHub } from './frames/frame-hub.ts';
import { PictureService } from './pictures/picture-service.ts';
import { RecordingLibrary } from './library/recording-library.ts';
import { StorageDirectory } from './library/storage-directory.ts';
import { MediaProcessClient } from './media/media-process-client.ts';
import { type Network, openNetwork } from './network/network.ts';
import { PictureProcessClient } from './pictures/picture-process-client.ts';
import { RecordingService } from './recording/recording-service.ts';
import { Retention } from './recording/retention.ts';
import { storageUsage } from './recording/storage-usage.ts';
import { HistoryKeeper } from './rewind/history-keeper.ts';
import { RewindService } from './rewind/rewind-service.ts';
import type { ListeningAddress } from './server/listeners.ts';
import { PetLogServer } from './server/petlog-server.ts';
import { CameraPlaceholder } from './camera/camera-placeholder.ts';
import { PlaceholderPainter } from './camera/placeholder-painter.ts';
import { readSendQueues } from './live/mjpeg/kernel-send-queue.ts';
import { takeSnapshot } from './camera/snapshot.ts';
import { StreamingService } from './live/mjpeg/streaming-service.ts';
import { TimelapseService } from './timelapse/timelapse-service.ts';
import { timelapseSources } from './timelapse/timelapse-sources.ts';
import { isClockSynchronized } from './system/ask-time-server.ts';
import { childModuleUrl } from './system/child-module.ts';
import { type Clock, createSystemClock } from './system/clock.ts';
import { ClockSynchronization } from './system/clock-synchronization.ts';
import { AnsweringDisks } from './system/answering-disks.ts';
import { DataDirectoryLock } from './system/data-directory-lock.ts';
import { assertDiskAnswers, prepareDataDirectory } from './system/data-directory.ts';
import { DataDisk } from './system/data-disk.ts';
import { type DiskSpace, diskSpace as spaceOf } from './system/disk-space.ts';
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
    const disks = new AnsweringDisks(clock);
    await assertDiskAnswers(dataDirectory, disks);
    prepareDataDirectory(dataDirectory);
    const lock = DataDirectoryLock.acquire(dataDirectory);
    resources.add('data directory lock', () => lock.release());
    if (lock.problem !== null) {
      logger.error({ err: lock.problem.cause }, lock.problem.message);
    }
    const diskSpace = (path: string): Promise<DiskSpace> => disks.ask(path, () => spaceOf(path));
    const dataDisk = await DataDisk.open({ dataDirectory, disks, diskSpace, clock, logger });
    resources.add('data disk', () => dataDisk.close());
    dataDisk.add({
      get problems() {
        return lock.problem === null ? [] : [lock.problem];
      },
      retry: () => lock.retry(),
    });

    const { settings, problems: settingsProblems, listensAt } = await openSettings(configuration, { clock, logger, mayWaitForAddress });
    resources.add('settings', () => settings.close());
    const config = (): Config => settings.current;
    const timeZone = new TimeZone();
    resources.add('time zone', () => timeZone.close());
    timeZone.set(config().server.time_zone);
    const bus = new EventBus();
    resources.add(
      'log',
      bus.onAny((name, data) => logger.info({ event: name, ...data }, name)),
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

    const sourcePermission = (): SourcePermission => permissionOf(configuration, config());
    const cameraSource = new SourceProblem({ source: () => config().camera.source, permission: sourcePermission, clock });
    const hub = new FrameHub(() => wantPictures());
    const camera: CameraService = new CameraService({
      findSource: () =>
        createCameraSource(config().camera.source, {
          clock,
          logger,
          permission: sourcePermission(),
          mayFallBackToMock: camera.sourceName === null || camera.sourceName === 'mock',
        }),
      settings: () => ({ ...config().camera, bitrateKbps: config().recording.bitrate_kbps }),
      createTransform: (options) => new FrameTransformProgram(options, { spawn, clock, logger }),
      hub,
      bus,
      clock,
      logger,
    });
    const wish = await CameraWish.open({ dataDirectory, clock, logger });
    resources.add('what people want of the camera', () => wish.settled());
    const manager = new CameraManager({
      camera,
      clock,
      wish,
      idleStopSeconds: () => config().camera.idle_stop_seconds,
      isAlwaysOn: () => config().camera.always_on,
    });
    resources.add('camera', () => manager.stop('shutdown'));

    const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger });
    resources.add('media process', () => media.close());
    hub.follow((picture) => media.write(picture));
    media.onPicture((jpeg, capturedMilliseconds) => camera.showPicture(jpeg, capturedMilliseconds));
    const configureVideo = (): void =>
      media.configure({ frameRate: config().camera.frame_rate, bitrateKbps: config().recording.bitrate_kbps });
    const wantPictures = (): void => {
      const { quality, frame_rate } = config().camera;
      media.wantPictures(hub.areFramesWanted ? { quality, framesPerSecond: frame_rate } : null);
    };
    configureVideo();
    resources.add('video settings', settings.onChange(configureVideo));
    resources.add('picture settings', settings.onChange(wantPictures));
    const synchronization = new ClockSynchronization({ clock, ask: isClockSynchronized });
    resources.add('clock synchronization', () => synchronization.close());
    const library = new RecordingLibrary({ dataDirectory, disks, media, clock, logger, clockMark: () => synchronization.state });
    resources.add('library', () => library.close());
    dataDisk.add({
      get problems() {
        return library.databaseProblem === null ? [] : [library.databaseProblem];
      },
      retry: () => library.retryDatabase(),
    });
    const pictureProcess = new PictureProcessClient({ program: childModuleUrl('picture-process'), clock, logger });
    const pictures = new PictureService({ library, maker: pictureProcess, clock, logger });
    resources.add('pictures', () => pictures.close());
    resources.add('picture process', () => pictureProcess.close());
    bus.on('recording.started', () => pictures.standBack());
    library.onSettled(() => void pictures.wake());
    library.onRecovered((result) => bus.emit('library.checked', { ...result }));
    const storage = (): StorageDirectory => new StorageDirectory(dataDirectory, config().camera.storage_path);
    const cleanUp = new Retention({
      storage,
      config,
      clock,
      clockSteadyMilliseconds: () => synchronization.steadyMilliseconds,
      bus,
      logger,
      diskSpace,
      library,
    });
    resources.add('clean-up', () => cleanUp.close());
    const recorder = new RecordingService({
      dataDirectory,
      config,
      clock,
      bus,
      logger,
      frames: hub,
      camera: manager,
      media,
      library,
      cleanUp,
      diskSpace,
      disks,
      isDataGone: () => dataDisk.isGone(),
    });

    const rewind = new RewindService({ config, clock, media, recorder });

    const timelapses = new TimelapseService({
      config,
      clock,
      bus,
      logger,
      storage,
      sources: (fromMilliseconds, untilMilliseconds) => timelapseSources(library, fromMilliseconds, untilMilliseconds),
      startFilmMaker: (onTimelapseProgress) =>
        new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger, isInBackground: true, onTimelapseProgress }),
      recorder,
    });
    resources.add('timelapses', () => timelapses.close());

    const painter = new PlaceholderPainter({ spawn, clock });
    resources.add('placeholders', () => painter.close());
    const placeholder = new CameraPlaceholder({ camera, draw: (picture) => painter.draw(picture), clock, config, logger });
    const streaming = new StreamingService({
      frames: hub,
      camera: manager,
      placeholder: () => placeholder.picture(),
      readSendQueues,
      clock,
      limits: () => config().limits,
    });
    resources.add('streaming', () => streaming.close());
    bus.on('camera.stopped', () => streaming.forgetPicture());
    bus.on('camera.lost', () => void streaming.showLoss());

    const privacy = await Privacy.open({ dataDirectory, manager, recorder, streaming, wish, bus, clock, logger });
    dataDisk.add(privacy);
    const keeper = new HistoryKeeper({
      config,
      bus,
      clock,
      logger,
      isPrivate: () => privacy.isOn,
      media,
      storage,
      ensureMounted: (directory) => library.ensureMounted(directory),
    });
    resources.add('history', () => keeper.close());

    const { configFile, warnings } = configuration;
    const doctor = new DoctorService(() =>
      thisMachine(
        {
          config: config(),
          sourcePermission: sourcePermission(),
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

    const problems = (): Problem[] =>
      [
        ...dataDisk.problems,
        ...settingsProblems(),
        permissionsProblem,
        ...recorder.problems,
        ...library.problems,
        ...keeper.problems,
        cameraSource.problem,
        network.certificates?.problem ?? null,
      ].filter((problem) => problem !== null);
    const status = (isForAdmins = false): LiveStatus =>
      liveStatus({ camera, manager, streaming, recorder, problems, privacy, config, clock }, isForAdmins);
    const feed = new StatusFeed({ status, bus, clock });
    resources.add('status feed', () => feed.close());
    const control: PetLogControl = {
      operations: audited(
        createOperations({
          version,
          status,
          async health() {
            const disk = await diskSpace(join(dataDirectory, config().camera.storage_path)).catch(() => ({
              availableBytes: 0,
              totalBytes: 1,
            }));
            return health({
              version,
              clock,
              startedAtMilliseconds,
              cameraState: camera.state,
              isPrivate: privacy.isOn,
              databaseStatus: library.databaseStatus,
              isDatabaseUsable: library.isDatabaseUsable,
              isDataGone: await dataDisk.isGone(),
              disk,
              minimumFreeBytes: config().recording.min_free_mb * 1e6,
              hasProblems: problems().length > 0,
            });
          },
          manager,
          wishSettled: () => wish.settled(),
          streaming,
          recorder,
          library,
          rewind,
          timelapses,
          storageUsage: () => storageUsage({ storage: storage(), config: config(), library, diskSpace }),
          settings,
          privacy,
          doctor,
          kioskLock: access.kioskLock,
          access: access.operations,
          bus,
        }),
        access.audit,
      ),
      onPush: (name, listener) => feed.on(name, listener),
    };

    await camera.identify().catch((error: unknown) => logger.warn({ error }, 'no camera found yet'));
    const server = new PetLogServer({
      config,
      control,
      access,
      status,
      assertCameraAvailable: () => manager.assertAvailable(),
      streaming,
      takeSnapshot: () => takeSnapshot({ frames: hub, camera: manager, cameraProblem: () => camera.stateReason, clock }),
      recordings: library,
      rewind,
      historyBytes: () => media.historyBytes,
      pathOfPicture: (id, kind) => pictures.path(id, kind),
      ownNames: network.ownNames,
      certificates: network.certificates,
      version,
      rendererDirectory,
      clock,
      logger,
    });
    resources.add('server', () => server.close());
    // Last in, first out: a recording is finished before anything else ends.
    resources.add('recording', () => recorder.close());
    const address = await server.listen();
    network.listensAt(address);
    await listensAt(address);
    if (address.httpsPort !== null) {
      logger.info(
        { fingerprint: network.certificateFingerprint },
        `PetLog listening on ${httpUrl(address.host, address.httpsPort, 'https')}`,
      );
    }

    resources.add(
      'settings listener',
      settings.onChange(settingsFollower({ config, camera, manager, privacy, permissions: access.permissions, timeZone, logger })),
    );
    const { operations } = control;
    const controlSocket = await ControlSocket.open({
      dataDirectory,
      mode: () => config().security.access,
      hasAdmin: () => access.hasAdmin,
      operations,
      audit: access.audit,
      clock,
      logger,
    }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the command line of this machine cannot ask this PetLog: there can be no socket anywhere');
      return null;
    });
    resources.add('control socket', () => controlSocket?.close());
    synchronization.onSynchronized(
      () => void library.correctTimes().then((ids) => ids.forEach((id) => bus.emit('recording.changed', { recording_id: id }))),
    );
    void synchronization.start();
    void recorder.recover().then(() => {
      cleanUp.start();
      return pictures
        .removeOrphans(storage())
        .catch((error: unknown) => logger.warn({ err: error }, 'the pictures of recordings could not be checked'));
    });
    manager.resume();
    return { control, config, kiosk: access, timeZone, address, network, close: () => resources.close() };
  } catch (error) {
    await resources.close();
    throw error;
  }
}

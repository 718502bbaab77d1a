import type { Request, Response } from 'express';
import type { Config } from '../../shared/config.ts';
import type { BackupTargetStatus } from '../../shared/backup.ts';
import type { Relay } from '../../shared/relays.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { AccessControl } from '../access/access-control.ts';
import type { Principal } from '../access/principal.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { CameraStation } from '../camera/camera-station.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { WallService } from '../live/mjpeg/wall-service.ts';
import type { PictureKind } from '../library/storage-directory.ts';
import { createAddressList } from '../network/addresses.ts';
import type { Certificates } from '../network/certificates.ts';
import { createOnLinkCheck } from '../network/own-networks.ts';
import type { OwnNames } from '../network/own-names.ts';
import type { ShareService } from '../shares/share-service.ts';
import type { Trust } from '../network/trust.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { principalOf } from './access/authentication.ts';
import { createSessionHandlers } from './access/session-handlers.ts';
import { shownAdmin } from './access/shown-admin.ts';
import { createApp } from './app.ts';
import { type ListeningAddress, Listeners } from './listeners.ts';
import { networkRules } from './network/network-rules.ts';
import { openApiDocument } from './openapi.ts';
import { type EventMedia, eventMediaHandlers } from './routes/event-media.ts';
import { LiveEvents } from './routes/live-events.ts';
import { liveHlsHandlers } from './routes/live-hls.ts';
import { liveSnapshot } from './routes/live-snapshot.ts';
import { liveStream } from './routes/live-stream.ts';
import { liveVideo } from './routes/live-video.ts';
import { liveWall } from './routes/live-wall.ts';
import { metrics } from './routes/metrics.ts';
import { recordingPicture } from './routes/recording-picture.ts';
import { rewindClip } from './routes/rewind-clip.ts';
import { rewindPicture } from './routes/rewind-picture.ts';
import { trustCertificate, trustCheck, trustProfile } from './routes/trust-files.ts';
import { recordingFile, type RecordingFiles } from './routes/recording-file.ts';
import { webRtcHandlers } from './routes/webrtc.ts';
import { shareHandlers } from './share/share-handlers.ts';

export interface PetLogServerOptions {
  config(): Config;
  control: PetLogControl;
  access: AccessControl;
  cameras: Pick<CameraRegistry, 'all' | 'of' | 'find' | 'visibleTo' | 'mayWatch'>;
  /** Small pictures of many cameras. */
  wall: WallService;
  recordings: RecordingFiles;
  /** Links to clips. */
  shares: Pick<ShareService, 'open' | 'countOpened'>;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  /** The file of a recording's picture. */
  pathOfPicture(recordingId: string, kind: PictureKind): Promise<string>;
  /** What came of alerts, by kind of channel. */
  deliveryCounts(): readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  /** How far copies elsewhere are. */
  backups(): readonly BackupTargetStatus[];
  /** To which media servers live video goes. */
  relays(): readonly Relay[];
  /** Pictures and videos of events and pets. */
  events: EventMedia;
  ownNames(): OwnNames;
  /** Of HTTPS; null where it is off. */
  certificates: Certificates | null;
  /** How devices come to trust the certificate. */
  trust: Pick<Trust, 'authority'>;
  /** @throws PetLogError `settings_not_saved` */
  restrictAccess(): Promise<unknown>;
  version: string;
  /** Who this PetLog is to others on the network. */
  petlogId: string;
  rendererDirectory: string | null;
  clock: Clock;
  logger: Logger;
}

/** PetLog on the network: all routes, over HTTP and HTTPS. */
export class PetLogServer {
  readonly #options: PetLogServerOptions;
  readonly #listeners: Listeners;
  readonly #events: LiveEvents;
  #isShuttingDown = false;

  constructor(options: PetLogServerOptions) {
    const { config, control, access, cameras, wall, recordings, version, rendererDirectory, clock, logger } = options;
    const cameraOf = (principal: Principal, cameraId: string | undefined): CameraStation => cameras.of(principal, cameraId);
    /** A recording of a camera that one may not see is not there. */
    const visibleOnly =
      <Input extends { id: string }>(handler: (input: Input, request: Request, response: Response) => Promise<void> | void) =>
      (input: Input, request: Request, response: Response): Promise<void> | void => {
        const recording = recordings.find(input.id);
        if (recording !== null && !cameras.mayWatch(principalOf(response), recording.cameraId)) {
          throw new PetLogError('recording_not_found', { id: input.id });
        }
        return handler(input, request, response);
      };
    let document: ReturnType<typeof openApiDocument> | null = null;
    const { host, port, https_port: httpsPort, base_path: basePath, trusted_proxies: trustedProxies } = config().server;
    const isTrustedProxy = createAddressList(trustedProxies);
    this.#options = options;
    this.#events = new LiveEvents({ control, permissions: access.permissions, cameras, limits: () => config().limits, clock });
    const app = createApp({
      isTrustedProxy,
      networkRules: networkRules({
        config,
        ownNames: () => options.ownNames(),
        isOnLink: createOnLinkCheck(clock),
        isTrustedProxy,
        basePath,
        httpsPort: () => this.#listeners.httpsPort,
        hasOwnCertificate: () => options.certificates?.isOwn === true,
        kioskToken: access.kioskToken,
      }),
      operations: control.operations,
      authentication: { mode: () => config().security.access, authenticator: access.authenticator, attempts: access.attempts },
      async assertStaysIn(request) {
        if ((await shownAdmin(access, request)) === null) {
          throw new PetLogError('would_lock_out');
        }
      },
      onRefused: (refusal) => access.audit.record({ ...refusal, outcome: 'refused' }),
      sessionHandlers: createSessionHandlers({
        mode: () => config().security.access,
        hasAdmin: () => access.hasAdmin,
        sessions: access.sessions,
        authenticator: access.authenticator,
        restrictAccess: options.restrictAccess,
        record: (fact) => access.audit.record({ ...fact, outcome: 'done' }),
      }),
      rawHandlers: {
        'live.stream': liveStream({
          cameraOf,
          hasWaiting: (socket) => this.#listeners.hasWaiting(socket),
          isShuttingDown: () => this.#isShuttingDown,
          petlogId: options.petlogId,
        }),
        'live.video': liveVideo({
          cameraOf,
          hasWaiting: (socket) => this.#listeners.hasWaiting(socket),
          isShuttingDown: () => this.#isShuttingDown,
          petlogId: options.petlogId,
        }),
        ...liveHlsHandlers({ cameraOf, permissions: access.permissions, isShuttingDown: () => this.#isShuttingDown }),
        ...webRtcHandlers({
          cameraOf,
          cameras: () => cameras.all,
          permissions: access.permissions,
          iceServers: () => config().video.ice_servers,
          isShuttingDown: () => this.#isShuttingDown,
        }),
        'live.wall': liveWall({
          cameraOf,
          camerasOf: (principal) => cameras.visibleTo(principal),
          wall,
          hasWaiting: (socket) => this.#listeners.hasWaiting(socket),
          isShuttingDown: () => this.#isShuttingDown,
        }),
        'live.snapshot': liveSnapshot(cameraOf),
        'live.events': this.#events.handler,
        'recordings.file': visibleOnly(recordingFile(recordings)),
        'recordings.thumbnail': visibleOnly(recordingPicture('thumbnail', options.pathOfPicture)),
        'recordings.preview': visibleOnly(recordingPicture('preview', options.pathOfPicture)),
        ...eventMediaHandlers({
          media: options.events,
          mayWatch: (principal, cameraId) => cameras.mayWatch(principal, cameraId),
          record: (fact) => access.audit.record(fact),
        }),
        ...shareHandlers({
          shares: options.shares,
          hold: (recordingId) => recordings.hold(recordingId),
          pathOfPicture: options.pathOfPicture,
          permissions: access.permissions,
          audit: access.audit,
          server: () => config().server,
          clock,
        }),
        'rewind.clip': rewindClip(cameraOf),
        'rewind.picture': rewindPicture(cameraOf),
        'metrics.get': metrics({
          camerasOf: (principal) => cameras.visibleTo(principal),
          version,
          connectionCount: () => this.#listeners.connectionCount,
          eventReaderCount: () => this.#events.readerCount,
          deliveryCounts: () => options.deliveryCounts(),
          backups: () => options.backups(),
          relays: () => options.relays(),
        }),
        'trust.certificate': trustCertificate(options.trust),
        'trust.profile': trustProfile(options.trust, () => config().server.name),
        'trust.check': trustCheck,
        // Made for the first who asks: it takes as long as much else of a start.
        'openapi.get': (_input, _request, response) => void response.json((document ??= openApiDocument(version))),
      },
      allowedOrigins: () => config().security.allowed_origins,
      permissions: access.permissions,
      cameraOfRecording: (recordingId) => recordings.find(recordingId)?.cameraId ?? null,
      cameraOfEvent: (eventId) => options.events.cameraOf(eventId),
      clock,
      requestsPerMinute: () => config().limits.requests_per_minute,
      changesPerMinute: () => config().limits.changes_per_minute,
      downloadLimits: () => config().limits,
      iceServers: () => config().video.ice_servers,
      reachableUrl: () => options.reachableUrl(),
      server: () => config().server,
      httpsPort: () => this.#listeners.httpsPort,
      rendererDirectory,
      logger,
    });
    const { certificates } = options;
    this.#listeners = new Listeners({
      host,
      port,
      https: certificates === null ? null : { port: httpsPort, certificates },
      handler: app,
      unreadSeconds: () => config().limits.unread_seconds,
      logger,
    });
  }

  /** @throws StartupError when the address or port cannot be had */
  listen(): Promise<ListeningAddress> {
    return this.#listeners.listen();
  }

  /** Ends streams, event streams and all connections. */
  async close(): Promise<void> {
    this.#isShuttingDown = true;
    this.#events.close();
    this.#options.wall.endAll();
    this.#options.cameras.all.forEach(({ viewers }) => viewers.endAll());
    await this.#listeners.close();
  }
}

import type { LiveStatus } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { AccessControl } from '../access/access-control.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { Frame } from '../frames/frame.ts';
import type { PictureKind } from '../library/storage-directory.ts';
import { createAddressList } from '../network/addresses.ts';
import type { Certificates } from '../network/certificates.ts';
import { createOnLinkCheck } from '../network/own-networks.ts';
import type { OwnNames } from '../network/own-names.ts';
import type { RewindService } from '../rewind/rewind-service.ts';
import type { StreamingService } from '../live/mjpeg/streaming-service.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { createSessionHandlers } from './access/session-handlers.ts';
import { createApp } from './app.ts';
import { type ListeningAddress, Listeners } from './listeners.ts';
import { networkRules } from './network/network-rules.ts';
import { openApiDocument } from './openapi.ts';
import { LiveEvents } from './routes/live-events.ts';
import { liveSnapshot } from './routes/live-snapshot.ts';
import { liveStream } from './routes/live-stream.ts';
import { metrics } from './routes/metrics.ts';
import { recordingPicture } from './routes/recording-picture.ts';
import { rewindClip } from './routes/rewind-clip.ts';
import { rewindPicture } from './routes/rewind-picture.ts';
import { recordingFile, type RecordingFiles } from './routes/recording-file.ts';

export interface PetLogServerOptions {
  config(): Config;
  control: PetLogControl;
  access: AccessControl;
  status(): LiveStatus;
  /** Throws while nobody gets the camera. */
  assertCameraAvailable(): void;
  streaming: Pick<StreamingService, 'assertRoomFor' | 'add' | 'endAll'>;
  takeSnapshot(): Promise<Frame>;
  recordings: RecordingFiles;
  rewind: Pick<RewindService, 'clip' | 'picture'>;
  /** Bytes of encoded video in memory. */
  historyBytes(): number;
  /** The file of a recording's picture. */
  pathOfPicture(recordingId: string, kind: PictureKind): Promise<string>;
  ownNames(): OwnNames;
  /** Of HTTPS; null where it is off. */
  certificates: Certificates | null;
  version: string;
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
    const { config, control, access, status, streaming, version, rendererDirectory, clock, logger } = options;
    const document = openApiDocument(version);
    const { host, port, https_port: httpsPort, base_path: basePath, trusted_proxies: trustedProxies } = config().server;
    const isTrustedProxy = createAddressList(trustedProxies);
    this.#options = options;
    this.#events = new LiveEvents({ control, permissions: access.permissions, status, limits: () => config().limits, clock });
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
      onRefused: (refusal) => access.audit.record({ ...refusal, outcome: 'refused' }),
      sessionHandlers: createSessionHandlers({
        mode: () => config().security.access,
        hasAdmin: () => access.hasAdmin,
        sessions: access.sessions,
        record: (fact) => access.audit.record({ ...fact, outcome: 'done' }),
      }),
      rawHandlers: {
        'live.stream': liveStream({
          streaming,
          assertCameraAvailable: () => options.assertCameraAvailable(),
          hasWaiting: (socket) => this.#listeners.hasWaiting(socket),
          cameraFrameRate: () => config().camera.frame_rate,
          isShuttingDown: () => this.#isShuttingDown,
        }),
        'live.snapshot': liveSnapshot(options.takeSnapshot),
        'live.events': this.#events.handler,
        'recordings.file': recordingFile(options.recordings),
        'recordings.thumbnail': recordingPicture('thumbnail', options.pathOfPicture),
        'recordings.preview': recordingPicture('preview', options.pathOfPicture),
        'rewind.clip': rewindClip(options.rewind),
        'rewind.picture': rewindPicture(options.rewind),
        'metrics.get': metrics({
          status,
          version,
          historyBytes: options.historyBytes,
          connectionCount: () => this.#listeners.connectionCount,
          eventReaderCount: () => this.#events.readerCount,
        }),
        'openapi.get': (_input, _request, response) => void response.json(document),
      },
      allowedOrigins: () => config().security.allowed_origins,
      permissions: access.permissions,
      clock,
      requestsPerMinute: () => config().limits.requests_per_minute,
      changesPerMinute: () => config().limits.changes_per_minute,
      downloadLimits: () => config().limits,
      server: () => config().server,
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
    this.#options.streaming.endAll();
    await this.#listeners.close();
  }
}

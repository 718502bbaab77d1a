import type { LiveStatus } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { AccessControl } from '../access/access-control.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { Frame } from '../frames/frame.ts';
import type { PictureKind } from '../library/storage-directory.ts';
import type { RewindService } from '../rewind/rewind-service.ts';
import type { StreamingService } from '../streaming/streaming-service.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { StartupError } from '../system/startup-error.ts';
import { createSessionHandlers } from './access/session-handlers.ts';
import { createApp } from './app.ts';
import { HttpServer, type ListeningAddress } from './http-server.ts';
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
  version: string;
  rendererDirectory: string | null;
  clock: Clock;
  logger: Logger;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} is in use by another program; choose another with --port, or stop that program.`, { cause: error });
    case 'EACCES':
      return new StartupError(`Port ${port} may not be used by this user; choose one above 1023 with --port.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(`The address ${host} is not one of this machine; choose another with --host.`, { cause: error });
    default:
      return error;
  }
}

/** PetLog on the network: all routes on one HTTP server. */
export class PetLogServer {
  readonly #options: PetLogServerOptions;
  readonly #http: HttpServer;
  readonly #events: LiveEvents;
  #isShuttingDown = false;

  constructor(options: PetLogServerOptions) {
    const { config, control, access, status, streaming, version, rendererDirectory, clock, logger } = options;
    const document = openApiDocument(version);
    this.#options = options;
    this.#events = new LiveEvents({ control, permissions: access.permissions, status, clock });
    const app = createApp({
      operations: control.operations,
      authentication: { mode: () => config().security.access, authenticator: access.authenticator },
      onRefused: (refusal) => access.audit.record({ ...refusal, outcome: 'refused' }),
      sessionHandlers: createSessionHandlers({
        mode: () => config().security.access,
        hasAdmin: () => access.hasAdmin,
        sessions: access.sessions,
        basePath: () => config().server.base_path,
        record: (fact) => access.audit.record({ ...fact, outcome: 'done' }),
      }),
      rawHandlers: {
        'live.stream': liveStream({ streaming, assertCameraAvailable: () => options.assertCameraAvailable(), hasWaiting: (socket) => this.#http.hasWaiting(socket), cameraFrameRate: () => config().camera.frame_rate, isShuttingDown: () => this.#isShuttingDown }),
        'live.snapshot': liveSnapshot(options.takeSnapshot),
        'live.events': this.#events.handler,
        'recordings.file': recordingFile(options.recordings),
        'recordings.thumbnail': recordingPicture('thumbnail', options.pathOfPicture),
        'recordings.preview': recordingPicture('preview', options.pathOfPicture),
        'rewind.clip': rewindClip(options.rewind),
        'rewind.picture': rewindPicture(options.rewind),
        'metrics.get': metrics({ status, version, historyBytes: options.historyBytes, connectionCount: () => this.#http.connectionCount, eventReaderCount: () => this.#events.readerCount }),
        'openapi.get': (_input, _request, response) => void response.json(document),
      },
      allowedOrigins: () => config().security.allowed_origins,
      permissions: access.permissions,
      clock,
      requestsPerMinute: () => config().limits.requests_per_minute,
      changesPerMinute: () => config().limits.changes_per_minute,
      rendererDirectory,
      logger,
    });
    const { host, port } = config().server;
    this.#http = new HttpServer({ host, port, handler: app });
  }

  /** @throws StartupError when the address or port cannot be had */
  async listen(): Promise<ListeningAddress> {
    const { host, port } = this.#options.config().server;
    try {
      return await this.#http.listen();
    } catch (error) {
      throw listenError(error as NodeJS.ErrnoException, host, port);
    }
  }

  /** Ends streams, event streams and all connections. */
  async close(): Promise<void> {
    this.#isShuttingDown = true;
    this.#events.close();
    this.#options.streaming.endAll();
    await this.#http.close();
  }
}

import type { LiveStatus } from '../../shared/api.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Notice } from '../../shared/events.ts';
import type { IpcCallName, IpcInput, IpcOutput, PetLogBridge } from '../../shared/ipc.ts';
import { Listeners } from './listeners.ts';
import { CallError, type Connection, NoAnswerError, type PetLogClient, timeoutSecondsOf } from './petlog-client.ts';

const retryMilliseconds = 2_000;

/** PetLog through the preload script of the kiosk window. The window lives and dies with PetLog, so the link is up once it has answered. */
export class BridgeClient implements PetLogClient {
  readonly #bridge: PetLogBridge;
  readonly #status = new Listeners<LiveStatus>();
  readonly #ofCameras = new Listeners<LiveStatus>();
  #openings = 0;
  readonly #connections = new Listeners<Connection>();
  #connection: Connection = 'connecting';
  #unsubscribe: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: PetLogBridge) {
    this.#bridge = bridge;
  }

  async call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>> {
    const { promise: deadline, reject } = Promise.withResolvers<never>();
    const timeoutSeconds = timeoutSecondsOf(name);
    const timer = setTimeout(() => reject(new NoAnswerError(name, timeoutSeconds)), timeoutSeconds * 1000);
    try {
      const reply = await Promise.race([this.#bridge.call(name, input), deadline]);
      if (!reply.ok) {
        throw new CallError(reply.code, reply.message, reply.errors, reply.retryAfterSeconds ?? undefined);
      }
      return reply.value;
    } catch (error) {
      throw error instanceof CallError ? error : new CallError('unreachable', String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#status.add(listener);
  }

  onCameraStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#ofCameras.add(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#bridge.on('notice', listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    listener(this.#connection);
    return this.#connections.add(listener);
  }

  open(): void {
    this.#openings += 1;
    if (this.#openings > 1) {
      return;
    }
    this.#unsubscribe = this.#bridge.on('status', (status) => this.#receive(status));
    this.#askForStatus();
  }

  close(): void {
    this.#openings = Math.max(0, this.#openings - 1);
    if (this.#openings > 0) {
      return;
    }
    clearTimeout(this.#retry);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** A stopped camera pushes nothing, so that the first status has to be asked for until it comes. */
  #askForStatus(): void {
    this.call('live.status', {}).then(
      (status) => this.#receive(status),
      () => {
        if (this.#unsubscribe === undefined || this.#connection === 'connected') {
          return;
        }
        this.#connect('disconnected');
        this.#retry = setTimeout(() => this.#askForStatus(), retryMilliseconds);
      },
    );
  }

  #receive(status: LiveStatus): void {
    if (this.#unsubscribe === undefined) {
      return;
    }
    this.#connect('connected');
    if (status.camera_id === mainCameraId) {
      this.#status.tell(status);
    }
    this.#ofCameras.tell(status);
  }

  #connect(connection: Connection): void {
    if (connection === this.#connection) {
      return;
    }
    this.#connection = connection;
    this.#connections.tell(connection);
  }
}

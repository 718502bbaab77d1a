import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveStatus } from '../../../shared/api.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { isOvertaken } from '../status-order.ts';

const listChanges: ReadonlySet<string> = new Set(['cameras.changed', 'settings.changed']);

/** What it was the last time, so that the right screen is there at once. */
const hint = {
  key: 'petlog-many-cameras',
  read(): boolean {
    try {
      return localStorage.getItem(this.key) !== null;
    } catch {
      return false;
    }
  },
  write(areMany: boolean): void {
    try {
      if (areMany) {
        localStorage.setItem(this.key, '1');
      } else {
        localStorage.removeItem(this.key);
      }
    } catch {
      // Then the screen for one camera is there for a moment.
    }
  },
};

/** The cameras there are, in people's order, with what is known of each now. */
export class CamerasController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #statuses = new Map<string, LiveStatus>();
  /** null before the first answer. */
  cameras: readonly CameraInfo[] | null = null;
  failure: unknown;
  /** Rises with each status, so that who shows them shows the new ones. */
  heard = 0;
  #request = 0;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onCameraStatus((status) => this.#receive(status)),
      this.#client.onNotice(({ name }) => void (listChanges.has(name) && this.load())),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.load())),
    ];
    this.#client.open();
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    this.#client.close();
  }

  /** Several cameras are a wall; one is the screen that it always was. */
  get areMany(): boolean {
    return this.cameras === null ? hint.read() : this.cameras.length > 1;
  }

  has(cameraId: string): boolean {
    return this.cameras?.some(({ camera_id }) => camera_id === cameraId) === true;
  }

  nameOf(cameraId: string): string {
    return this.cameras?.find(({ camera_id }) => camera_id === cameraId)?.name ?? cameraId;
  }

  /** null where nothing was heard of it yet. */
  statusOf(cameraId: string): LiveStatus | null {
    return this.#statuses.get(cameraId) ?? null;
  }

  async load(): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    try {
      const { cameras } = await this.#client.call('cameras.list', {});
      if (request !== this.#request) {
        return;
      }
      this.cameras = cameras;
      hint.write(cameras.length > 1);
      this.failure = undefined;
    } catch (error) {
      if (request !== this.#request) {
        return;
      }
      this.failure = error;
    }
    this.#host.requestUpdate();
  }

  #receive(status: LiveStatus): void {
    const known = this.#statuses.get(status.camera_id);
    if (known !== undefined && isOvertaken(status, known)) {
      return;
    }
    this.#statuses.set(status.camera_id, status);
    this.heard += 1;
    this.#host.requestUpdate();
  }
}

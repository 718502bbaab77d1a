import type { LiveStatus } from '../../shared/api.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Notice } from '../../shared/events.ts';
import type { IpcCallName, IpcInput, IpcOutput } from '../../shared/ipc.ts';
import { Listeners } from './listeners.ts';
import type { Connection, PetLogClient } from './petlog-client.ts';

/** What is one camera's. */
const ofCamera: ReadonlySet<IpcCallName> = new Set<IpcCallName>([
  'live.status',
  'live.start',
  'live.stop',
  'privacy.set',
  'record.start',
  'record.stop',
  'recordings.timeline',
  'events.timeline',
  'rewind.range',
  'rewind.save',
]);

/** PetLog as a screen for one camera needs it: what it asks for is that camera's, and so is what it is told. */
export class CameraClient implements PetLogClient {
  readonly cameraId: string;
  readonly #client: PetLogClient;
  readonly #status = new Listeners<LiveStatus>();
  #unsubscribe: readonly (() => void)[] = [];

  constructor(client: PetLogClient, cameraId: string) {
    this.#client = client;
    this.cameraId = cameraId;
  }

  call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>> {
    const isMeant = this.cameraId === mainCameraId && name !== 'privacy.set'; // which would mean all
    return this.#client.call(
      name,
      ofCamera.has(name) && !isMeant ? ({ ...(input as object), camera: this.cameraId } as IpcInput<N>) : input,
    );
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#status.add(listener);
  }

  onCameraStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#client.onCameraStatus(listener);
  }

  /** What is no camera's, and what is this one's. */
  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#client.onNotice((notice) => {
      if (notice.camera_id === null || notice.camera_id === this.cameraId) {
        listener(notice);
      }
    });
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    return this.#client.onConnection(listener);
  }

  open(): void {
    this.#client.open();
    this.#unsubscribe = [
      this.#client.onCameraStatus((status) => {
        if (status.camera_id === this.cameraId) {
          this.#status.tell(status);
        }
      }),
      // Others were told about it before: it may push nothing for long.
      this.#client.onConnection((connection) => void (connection === 'connected' && this.#askForStatus())),
    ];
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    this.#unsubscribe = [];
    this.#client.close();
  }

  async #askForStatus(): Promise<void> {
    const status = await this.call('live.status', {}).catch(() => undefined);
    if (status !== undefined && this.#unsubscribe.length > 0) {
      this.#status.tell(status);
    }
  }
}

import type { LitElement } from 'lit';
import { mainCameraId } from '../../../shared/camera-id.ts';
import { text } from '../../text/text.ts';
import { CameraClient } from '../../transport/camera-client.ts';
import type { PageVisibility } from '../../transport/page-visibility.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { StreamPlaces } from '../../transport/stream-place.ts';
import { LiveController } from '../live-controller.ts';
import { RewindController } from '../rewind/rewind-controller.ts';
import { CamerasController } from './cameras-controller.ts';
import { ChosenCamera } from './chosen-camera.ts';

interface WatchedCameraOptions {
  readonly places: StreamPlaces;
  readonly visibility: PageVisibility;
  /** Whether one can look back at the moment, where the camera itself is shown. */
  readonly isRewindShown: () => boolean;
  /** Another camera is shown. */
  readonly onChange: () => void;
}

/** Which camera a screen shows, or all of them, and what the screen knows of the one. */
export class WatchedCamera {
  readonly cameras: CamerasController;
  readonly #chosen: ChosenCamera;
  readonly #host: LitElement;
  readonly #client: PetLogClient;
  readonly #options: WatchedCameraOptions;
  #cameraId: string;
  #live: LiveController;
  #rewind: RewindController;

  constructor(host: LitElement, client: PetLogClient, options: WatchedCameraOptions) {
    this.#host = host;
    this.#client = client;
    this.#options = options;
    this.cameras = new CamerasController(host, client);
    this.#chosen = new ChosenCamera(host);
    this.#cameraId = this.#chosen.cameraId ?? mainCameraId;
    [this.#live, this.#rewind] = this.#controllers();
  }

  /** With several cameras, all of them until one is chosen. */
  get isWall(): boolean {
    return this.cameras.areMany && this.#chosen.cameraId === null;
  }

  get cameraId(): string {
    return this.#cameraId;
  }

  /** With several cameras, the one that is shown alone. */
  get alone(): string | undefined {
    return this.cameras.areMany && !this.isWall ? this.#cameraId : undefined;
  }

  get live(): LiveController {
    return this.#live;
  }

  get rewind(): RewindController {
    return this.#rewind;
  }

  choose(cameraId: string | null): void {
    this.#chosen.choose(cameraId);
  }

  /** Before each update: the address, or the list of cameras, may be another one. */
  follow(): void {
    const chosen = this.#chosen.cameraId;
    const isGone = chosen !== null && this.cameras.cameras !== null && !this.cameras.has(chosen);
    if (isGone) this.#chosen.choose(null);
    if (!this.isWall || isGone) this.#watch(this.#chosen.cameraId ?? mainCameraId);
    this.#live.isCovered = this.isWall;
    if (isGone) this.#live.messages.add('information', text().cameras.gone(chosen));
  }

  #watch(cameraId: string): void {
    if (cameraId === this.#cameraId) return;
    for (const controller of [this.#live, this.#rewind]) {
      this.#host.removeController(controller);
      controller.hostDisconnected();
    }
    this.#cameraId = cameraId;
    [this.#live, this.#rewind] = this.#controllers();
    this.#options.onChange();
  }

  #controllers(): [LiveController, RewindController] {
    const cameraId = this.#cameraId;
    const { places, visibility, isRewindShown } = this.#options;
    const client = new CameraClient(this.#client, cameraId);
    const live = new LiveController(this.#host, client, places, visibility);
    return [live, new RewindController(this.#host, client, live.messages, () => !this.isWall && isRewindShown())];
  }
}

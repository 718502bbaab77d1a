import type { LitElement } from 'lit';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import { text } from '../../text/text.ts';
import { CameraClient } from '../../transport/camera-client.ts';
import type { PageVisibility } from '../../transport/page-visibility.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { StreamPlaces } from '../../transport/stream-place.ts';
import { LiveController } from '../live-controller.ts';
import { TimelineController } from '../timeline/timeline-controller.ts';
import { CamerasController } from './cameras-controller.ts';
import { ChosenCamera } from './chosen-camera.ts';

interface WatchedCameraOptions {
  readonly places: StreamPlaces;
  readonly visibility: PageVisibility;
  /** Whether one can look back at the moment, where the camera itself is shown. */
  readonly isTimelineShown: () => boolean;
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
  #timeline: TimelineController;

  constructor(host: LitElement, client: PetLogClient, options: WatchedCameraOptions) {
    this.#host = host;
    this.#client = client;
    this.#options = options;
    this.cameras = new CamerasController(host, client);
    this.#chosen = new ChosenCamera(host);
    this.#cameraId = this.#chosen.cameraId ?? mainCameraId;
    [this.#live, this.#timeline] = this.#controllers();
  }

  get places(): StreamPlaces {
    return this.#options.places;
  }

  /** With several cameras, all of them until one is chosen. */
  get isWall(): boolean {
    return this.cameras.areMany && this.#chosen.cameraId === null;
  }

  /** Null is all of them. */
  get chosen(): string | null {
    return this.#chosen.cameraId;
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

  get timeline(): TimelineController {
    return this.#timeline;
  }

  choose(cameraId: string | null): void {
    this.#chosen.choose(cameraId);
  }

  /** Before each update: the address, or the list of cameras, may be another one. */
  follow(): void {
    const chosen = this.#chosen.cameraId;
    const isGone = chosen !== null && this.cameras.cameras !== null && !this.cameras.has(chosen);
    if (isGone) {
      this.#chosen.choose(null);
    }
    if (!this.isWall || isGone) {
      this.#watch(this.#chosen.cameraId ?? mainCameraId);
    }
    this.#live.isCovered = this.isWall;
    if (isGone) {
      this.#live.messages.add('information', text().cameras.gone(chosen));
    }
  }

  #watch(cameraId: string): void {
    if (cameraId === this.#cameraId) {
      return;
    }
    for (const controller of [this.#live, this.#timeline]) {
      this.#host.removeController(controller);
      controller.hostDisconnected();
    }
    this.#cameraId = cameraId;
    [this.#live, this.#timeline] = this.#controllers();
    this.#options.onChange();
  }

  #controllers(): [LiveController, TimelineController] {
    const cameraId = this.#cameraId;
    const { places, visibility, isTimelineShown } = this.#options;
    const client = new CameraClient(this.#client, cameraId);
    const live = new LiveController(this.#host, client, places, visibility);
    return [live, new TimelineController(this.#host, client, live.messages, { isShown: () => !this.isWall && isTimelineShown() })];
  }
}

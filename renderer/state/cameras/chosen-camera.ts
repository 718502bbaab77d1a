import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { pageAddress } from '../../transport/page-address.ts';

const parameter = 'camera';

/** Which camera is watched in full, as the address of the live picture says; null is the wall. On other pages it stays what it was. */
export class ChosenCamera implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #last: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get cameraId(): string | null {
    if (isLivePicture()) {
      this.#last = new URLSearchParams(location.search).get(parameter);
    }
    return this.#last;
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#onMove);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#onMove);
  }

  /** Back leads to what was shown before. */
  choose(cameraId: string | null): void {
    if (cameraId === this.cameraId) {
      return;
    }
    if (isLivePicture()) {
      history.pushState(null, '', addressOf(cameraId));
    }
    this.#last = cameraId;
    this.#host.requestUpdate();
  }

  readonly #onMove = (): void => this.#host.requestUpdate();
}

function isLivePicture(): boolean {
  const root = pageAddress('/').pathname;
  return location.pathname === root || location.pathname === `${root}index.html`;
}

/** Of the live picture of another camera, or of the wall. */
export function addressOf(cameraId: string | null): string {
  const query = new URLSearchParams(isLivePicture() ? location.search : '');
  if (cameraId === null) {
    query.delete(parameter);
  } else {
    query.set(parameter, cameraId);
  }
  const text = query.toString();
  return text === '' ? '.' : `.?${text}`;
}

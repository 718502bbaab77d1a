import type { ReactiveController, ReactiveControllerHost } from 'lit';

const parameter = 'camera';

/** Which camera is watched in full, as the address says; null is the wall. */
export class ChosenCamera implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get cameraId(): string | null {
    return new URLSearchParams(location.search).get(parameter);
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#onMove);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#onMove);
  }

  /** Back leads to what was shown before. */
  choose(cameraId: string | null): void {
    if (cameraId === this.cameraId) return;
    history.pushState(null, '', addressOf(cameraId));
    this.#host.requestUpdate();
  }

  readonly #onMove = (): void => this.#host.requestUpdate();
}

/** Of this page with another camera, or with the wall. */
export function addressOf(cameraId: string | null): string {
  const query = new URLSearchParams(location.search);
  if (cameraId === null) query.delete(parameter);
  else query.set(parameter, cameraId);
  const text = query.toString();
  return text === '' ? location.pathname : `?${text}`;
}

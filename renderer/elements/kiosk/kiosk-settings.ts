import type { LitElement } from 'lit';
import type { WatchedCamera } from '../../state/cameras/watched-camera.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { SettingsSheet } from '../settings-sheet.ts';

/** The settings on the camera's own screen: of the camera that is shown alone, else of the house and its first camera. */
export class KioskSettings {
  readonly #host: LitElement;
  readonly #client: PetLogClient;
  #sheet: SettingsSheet;
  /** Of several cameras, whose settings those are. */
  #cameraId: string | undefined;

  /** @param host shows the `sheet` */
  constructor(host: LitElement, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    this.#sheet = new SettingsSheet(client, { isOwnScreen: true });
  }

  /** Another one for each camera. */
  get sheet(): SettingsSheet {
    return this.#sheet;
  }

  async show({ alone, cameras }: Pick<WatchedCamera, 'alone' | 'cameras'>): Promise<void> {
    if (alone !== this.#cameraId) {
      this.#cameraId = alone;
      this.#sheet = new SettingsSheet(this.#client, {
        isOwnScreen: true,
        ...(alone === undefined ? {} : { camera: { cameraId: alone, name: cameras.nameOf(alone) } }),
      });
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      await this.#sheet.updateComplete;
    }
    this.#sheet.show();
  }

  close(): void {
    this.#sheet.close();
  }
}

import { html, type TemplateResult } from 'lit';
import { SettingsForm } from '../elements/settings-form.ts';
import { pageLinkOf } from '../shell/route.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { TilePictures } from '../state/cameras/tile-pictures.ts';
import { isWatchable, tileState } from '../state/cameras/tile-state.ts';
import { recordingGroups } from '../state/settings/setting-fields.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';
import { pageLink } from './page-view.ts';
import { SettingsPage } from './settings-page.ts';

const groups = ['picture', 'running'] as const;

/** One camera's settings, as a page of More; of several cameras also how far each is kept. */
export class CameraView extends SettingsPage {
  readonly #cameraId: string;
  readonly #cameras: CamerasController;
  readonly #form: SettingsForm;

  constructor(client: PetLogClient, source: SessionSource, cameraId: string, places: StreamPlaces) {
    const form = new SettingsForm(client, groups, { cameraId });
    super(client, source, form);
    this.#form = form;
    this.#cameraId = cameraId;
    this.#cameras = new CamerasController(this, client);
    new TilePictures(
      this,
      () => (this.#isWatchable ? [cameraId] : []),
      () => places,
    );
  }

  /** The only camera has what is set with the recordings. */
  protected override willUpdate(): void {
    this.#form.groups = this.#cameras.areMany ? [...groups, ...recordingGroups] : groups;
  }

  protected override get heading(): string {
    return this.#cameras.nameOf(this.#cameraId);
  }

  get #isWatchable(): boolean {
    const camera = this.#cameras.cameras?.find(({ camera_id }) => camera_id === this.#cameraId);
    return camera !== undefined && isWatchable(tileState(camera, this.#cameras.statusOf(this.#cameraId)));
  }

  /** What a change does to the picture is seen at once. */
  protected override get above(): TemplateResult {
    return html`<canvas class="preview" data-camera=${this.#cameraId} width="16" height="9" aria-hidden="true"></canvas>`;
  }

  protected override get back(): TemplateResult {
    return pageLink('back', pageLinkOf('cameras'), 'back', text().cameras.title);
  }
}

customElements.define('petlog-camera-view', CameraView);

import { render, type LitElement, type TemplateResult } from 'lit';
import { CameraList } from '../elements/cameras/camera-list.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';
import { backToMore } from './more-page.ts';
import { PageView } from './page-view.ts';

/** The cameras of the house as a page of its own. */
export class CamerasView extends PageView {
  readonly #list: CameraList;

  constructor(client: PetLogClient, source: SessionSource, places: StreamPlaces) {
    super(client, source);
    this.#list = new CameraList(client, undefined, places);
  }

  protected override content(): LitElement | TemplateResult {
    render(backToMore(), this.#list);
    return this.forAdmins(this.#list);
  }
}

customElements.define('petlog-cameras-view', CamerasView);

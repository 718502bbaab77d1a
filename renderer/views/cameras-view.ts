import { render, type LitElement, type TemplateResult } from 'lit';
import { CameraList } from '../elements/cameras/camera-list.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { pageLink, PageView } from './page-view.ts';

/** The cameras of the house as a page of its own. */
export class CamerasView extends PageView {
  readonly #list: CameraList;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#list = new CameraList(client);
  }

  protected override content(): LitElement | TemplateResult {
    render(pageLink('back', '.', 'back', text().cameras.back), this.#list);
    return this.forAdmins(this.#list);
  }
}

customElements.define('petlog-cameras-view', CamerasView);

import { css, html, LitElement, type TemplateResult } from 'lit';
import { stage } from '../elements/stage.ts';
import { LiveController } from '../state/live-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { baseStyles } from '../styles/shared.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { pageAddress } from '../transport/page-address.ts';
import { streamRefusal } from '../transport/stream-refusal.ts';

/** For wall displays: the picture, and in small print why there is none. */
export class PlainView extends LitElement {
  static override styles = [
    baseStyles,
    css`
      petlog-stage {
        position: fixed;
        inset: 0;
        cursor: none;
        --stage-background: #000;
      }
    `,
  ];

  readonly #live: LiveController;

  constructor(client: PetLogClient) {
    super();
    this.#live = new LiveController(this, client, () => streamRefusal(pageAddress('/live/stream')));
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  override render(): TemplateResult {
    return html`<main>${stage(this.#live, { discreet: true })}</main>`;
  }
}

customElements.define('petlog-plain', PlainView);

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import '../elements/access/open-notice.ts';
import '../elements/problem-list.ts';
import { stage } from '../elements/stage.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { LiveController } from '../state/live-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { baseStyles } from '../styles/shared.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';

/** For wall displays: the picture, in small print why there is none, and what is wrong with the recordings. */
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

      petlog-open-notice {
        position: fixed;
        right: 12px;
        top: 12px;
        max-width: calc(100vw - 24px);
      }

      petlog-problems {
        position: fixed;
        inset: auto 12px 12px;
        max-width: 60ch;
      }
    `,
  ];

  readonly #session: SessionController;
  readonly #live: LiveController;

  constructor(client: PetLogClient, source: SessionSource, places: StreamPlaces) {
    super();
    this.#session = new SessionController(this, source);
    this.#live = new LiveController(this, client, places);
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  override render(): TemplateResult {
    return html`<main>${stage(this.#live, { discreet: true })} ${this.#session.isOpenMode ? html`<petlog-open-notice short></petlog-open-notice>` : nothing}</main>
      <petlog-problems .problems=${this.#live.problems}></petlog-problems>`;
  }
}

customElements.define('petlog-plain', PlainView);

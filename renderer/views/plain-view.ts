import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import '../elements/access/open-notice.ts';
import '../elements/problem-list.ts';
import { cameraWall } from '../elements/cameras/wall.ts';
import { stage } from '../elements/stage.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { WatchedCamera } from '../state/cameras/watched-camera.ts';
import type { LiveController } from '../state/live-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { baseStyles } from '../styles/shared.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { tabVisibility } from '../transport/page-visibility.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';

/**
 * For wall displays: the picture, in small print why there is none, and what is wrong with the recordings. Of several
 * cameras it shows all, or the one that is touched or that the address names (`?view=plain&camera=ID`).
 */
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

      /* The word that everyone is let in has the place of the marks. */
      .open petlog-stage {
        --marks-top: 56px;
      }

      .wall {
        position: fixed;
        inset: 0;
        display: grid;
        place-content: center;
        background: #000;
        --wall-gap: 4px;
      }

      .wall petlog-camera-wall {
        --wall-height: 100dvh;
        --narrow-columns: var(--columns);
        width: min(100vw, calc(var(--tile-height) * 16 / 9 * var(--columns, 1) + (var(--columns, 1) - 1) * var(--gap)));
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
  readonly #watched: WatchedCamera;

  constructor(client: PetLogClient, source: SessionSource, places: StreamPlaces) {
    super();
    this.#session = new SessionController(this, source);
    this.#watched = new WatchedCamera(this, client, {
      places,
      visibility: tabVisibility,
      isTimelineShown: () => false,
      onChange: () => undefined,
    });
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  get #live(): LiveController {
    return this.#watched.live;
  }

  protected override willUpdate(): void {
    this.#watched.follow();
  }

  override render(): TemplateResult {
    const picture = this.#watched.isWall
      ? html`<div class="wall">${cameraWall(this.#watched)}</div>`
      : stage(this.#live, { discreet: true, video: true });
    return html`<main class=${this.#session.isOpenMode ? 'open' : ''}>${picture} ${this.#session.isOpenMode ? html`<petlog-open-notice short></petlog-open-notice>` : nothing}</main>
      <petlog-problems .problems=${this.#live.problems}></petlog-problems>`;
  }
}

customElements.define('petlog-plain', PlainView);

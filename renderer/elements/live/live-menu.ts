import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { formatNumber } from '../../state/format.ts';
import { pageLinkOf } from '../../shell/route.ts';
import type { LiveController } from '../../state/live-controller.ts';
import { dialogStyles } from '../../styles/dialog.ts';
import { menuRowStyles } from '../../styles/menu-row.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import type { WayToWatch } from '../../video/live-video.ts';
import '../action-button.ts';
import '../indicators.ts';
import '../picture-facts.ts';

const kindNames = { webrtc: 'H.264 (WebRTC)', mse: 'H.264 (MSE)', hls: 'H.264 (HLS)', mjpeg: 'MJPEG' } as const;
const ways: readonly WayToWatch[] = ['auto', 'webrtc', 'mse', 'hls', 'mjpeg'];

function choose(live: LiveController, way: WayToWatch): void {
  live.way.wanted = way;
  live.setLight(live.isLight);
}

/** What is seen now: how it comes, its size, its rate and its delay, as far as these are known. */
function played({ way: { played: picture } }: LiveController): string {
  if (picture === null) {
    return '';
  }
  const { live: words } = text();
  const { kind, isH265 = false, widthPixels, heightPixels, picturesPerSecond, delaySeconds } = picture;
  return [
    isH265 ? kindNames[kind].replace('H.264', 'H.265') : kindNames[kind],
    `${widthPixels} × ${heightPixels}`,
    ...(picturesPerSecond === null ? [] : [words.rate(formatNumber(picturesPerSecond, locale(), 1))]),
    ...(delaySeconds === null ? [] : [words.behind(formatNumber(delaySeconds, locale(), delaySeconds < 0.1 ? 2 : 1))]),
  ].join(' · ');
}

/** What of the live picture is seldom needed: open it anew, smaller pictures, settings, and what was measured. Fires `settings`. */
export class LiveMenu extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    menuRowStyles,
    css`
      dialog {
        --dialog-width: 420px;
      }

      .choices {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px;
      }

      .played {
        margin: 0;
        font-size: var(--text-small);
        color: var(--text-muted);
        font-variant-numeric: tabular-nums;
      }

      .played:empty {
        display: none;
      }

      .choices .whole {
        grid-column: 1 / -1;
      }

      .quality {
        display: grid;
        align-content: center;
        gap: 2px;
        min-height: 64px;
        padding: 8px 12px;
        font: inherit;
        color: var(--text);
        text-align: start;
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      .quality b {
        font-weight: 600;
      }

      .quality span {
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      .quality[aria-pressed='true'] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }

      .rows {
        display: grid;
      }

      h3 {
        margin: 0;
        font-size: var(--text-small);
        font-weight: 600;
        color: var(--text-muted);
      }

      /* A sheet that comes up from where the thumb is. */
      @media (max-width: 640px) and (orientation: portrait) {
        dialog {
          width: 100%;
          margin: auto 0 0;
          border-width: 1px 0 0;
          border-radius: var(--radius) var(--radius) 0 0;
        }

        .content {
          padding-bottom: calc(16px + env(safe-area-inset-bottom));
        }

        dialog[open] {
          animation: rise 200ms ease-out;
        }
      }

      @keyframes rise {
        from {
          transform: translateY(24px);
          opacity: 0;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        dialog[open] {
          animation: none;
        }
      }
    `,
  ];

  #isOpen = false;
  #live: LiveController | null = null;
  #mayChange = false;
  #mayTalk = false;

  /** Of the camera that is watched now. */
  follow(live: LiveController, { mayChange, mayTalk }: { readonly mayChange: boolean; readonly mayTalk: boolean }): void {
    this.#live = live;
    this.#mayChange = mayChange;
    this.#mayTalk = mayTalk;
    if (this.#isOpen) {
      this.requestUpdate();
    }
  }

  show(): void {
    this.#isOpen = true;
    this.requestUpdate();
    this.#dialog?.showModal();
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const { live: words, actions, settings } = text();
    const live = this.#live;
    return html`<dialog aria-labelledby="title" @click=${this.#onClick} @close=${this.#onClose}>
      <header>
        <h2 id="title">${words.options}</h2>
        <button class="round" type="button" aria-label=${settings.close} @click=${() => this.close()}>${icon('close')}</button>
      </header>
      ${
        live === null || !this.#isOpen
          ? nothing
          : html`<div class="content">
            <div class="rows">
              <button class="row" type="button" ?disabled=${!live.view.watching} @click=${() => this.#do(() => live.refresh())}>${icon('refresh')}${actions.refresh}</button>
              ${
                this.#mayChange
                  ? html`<button class="row" type="button" @click=${() => this.#do(() => this.dispatchEvent(new CustomEvent('settings')))}>${icon('settings')}${settings.open}</button>`
                  : nothing
              }
              <a class="row" href=${pageLinkOf('alerts')} @click=${() => this.close()}>${icon('bell')}${text().more.alerts}</a>
            </div>
            ${this.#talkHint(live)}
            <h3>${words.quality}</h3>
            <div class="choices">${this.#quality(live, false, words.sharp, words.sharpHint)} ${this.#quality(live, true, words.light, words.lightHint)}</div>
            <h3>${words.way}</h3>
            <div class="choices">${ways.map((way) => this.#way(live, way))}</div>
            <p class="played" data-kind=${live.way.played?.kind ?? 'none'}>${played(live)}</p>
            <h3>${words.details}</h3>
            <petlog-indicators .connection=${live.connection} .status=${live.status}></petlog-indicators>
            <petlog-picture-facts .status=${live.connection === 'connected' ? live.status : null}></petlog-picture-facts>
          </div>`
      }
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Why there is no button for it. */
  #talkHint(live: LiveController): TemplateResult | typeof nothing {
    if (!this.#mayTalk || live.status?.has_speaker !== true || globalThis.isSecureContext) {
      return nothing;
    }
    void import('../talk-hint.ts');
    return html`<petlog-talk-hint></petlog-talk-hint>`;
  }

  #quality(live: LiveController, isLight: boolean, name: string, hint: string): TemplateResult {
    return html`<button class="quality" type="button" aria-pressed=${live.isLight === isLight} @click=${() => live.setLight(isLight)}><b>${name}</b><span>${hint}</span></button>`;
  }

  #way(live: LiveController, way: WayToWatch): TemplateResult {
    const { live: words } = text();
    return html`<button class="quality ${way === 'auto' ? 'whole' : ''}" type="button" aria-pressed=${live.way.wanted === way} @click=${() => choose(live, way)}><b>${words.ways[way]}</b>${way === 'auto' ? nothing : html`<span>${kindNames[way]}</span>`}</button>`;
  }

  #do(act: () => unknown): void {
    this.close();
    act();
  }

  readonly #onClose = (): void => {
    this.#isOpen = false;
    this.requestUpdate();
  };

  #onClick(event: Event): void {
    if (event.target === this.#dialog) {
      this.close();
    }
  }
}

customElements.define('petlog-live-menu', LiveMenu);

import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pause, StopInput } from '../../shared/api.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/** When a stop ends by itself. */
export type PauseEnd = Pick<StopInput, 'pause_seconds' | 'until'>;

const hourSeconds = 3600;

/** Under a picture that somebody stopped: when it goes on. Fires `pause` with the end that was chosen. */
export class PauseChoices extends LitElement {
  static override properties: PropertyDeclarations = { pause: { attribute: false } };

  declare pause: Pause | null;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        justify-content: center;
        max-width: 100%;
        margin-top: var(--choices-gap, 12px);
      }

      .choices {
        display: flex;
        gap: 8px;
        min-width: 0;
        padding: 3px;
        overflow-x: auto;
        scrollbar-width: none;
      }

      button {
        flex: none;
        min-height: var(--target);
        padding: 6px 14px;
        font: inherit;
        font-size: var(--text-small);
        font-weight: 600;
        color: inherit;
        background: transparent;
        border: 1px solid currentColor;
        border-radius: var(--target);
        cursor: pointer;
        touch-action: manipulation;
      }

      /* All three beside each other on a phone. */
      @media (max-width: 640px) {
        .choices {
          gap: 4px;
        }

        button {
          padding: 6px 9px;
        }
      }

      button[aria-pressed='true'] {
        color: #0c100f;
        background: #f2f4f3;
      }
    `,
  ];

  constructor() {
    super();
    this.pause = null;
  }

  override render(): TemplateResult {
    const { pause: words } = text();
    const endsNever = this.pause?.until === null;
    return html`<span id="ends">${words.ends}</span>
      <div class="choices">
        ${this.#choice(words.forHour, { pause_seconds: hourSeconds })} ${this.#choice(words.untilMorning, { until: 'morning' })}
        ${this.#choice(words.untilStarted, {}, endsNever)}
      </div>`;
  }

  #choice(label: string, end: PauseEnd, isChosen?: boolean): TemplateResult {
    const choose = (): void => void this.dispatchEvent(new CustomEvent<PauseEnd>('pause', { detail: end }));
    return html`<button type="button" aria-describedby="ends" aria-pressed=${isChosen ?? false} @click=${choose}>${label}</button>`;
  }
}

customElements.define('petlog-pause-choices', PauseChoices);

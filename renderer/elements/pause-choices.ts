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
        gap: 8px;
        align-items: center;
        justify-content: center;
        margin-top: 12px;
      }

      button {
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
      ${this.#choice(words.forHour, { pause_seconds: hourSeconds })} ${this.#choice(words.untilMorning, { until: 'morning' })}
      ${this.#choice(words.untilStarted, {}, endsNever)}`;
  }

  #choice(label: string, end: PauseEnd, isChosen?: boolean): TemplateResult {
    const choose = (): void => void this.dispatchEvent(new CustomEvent<PauseEnd>('pause', { detail: end }));
    return html`<button type="button" aria-describedby="ends" aria-pressed=${isChosen ?? false} @click=${choose}>${label}</button>`;
  }
}

customElements.define('petlog-pause-choices', PauseChoices);

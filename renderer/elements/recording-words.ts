import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

export interface RecordingWordsChange {
  readonly name?: string;
  readonly note?: string;
}

/** Name and note of a recording, changed in place. Fires `describe` with a `RecordingWordsChange`. */
export class RecordingWords extends LitElement {
  static override properties: PropertyDeclarations = { recording: { attribute: false } };

  declare recording: RecordingInfo;

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
        gap: 12px;
        padding: 12px 16px 16px;
      }

      textarea {
        width: 100%;
        min-height: var(--target);
        padding: 10px 12px;
        font: inherit;
        font-size: 1rem;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        field-sizing: content;
        resize: vertical;
      }
    `,
  ];

  override render(): TemplateResult {
    const words = text().naming;
    const { name, note } = this.recording;
    return html`<label class="field"
        ><span>${words.name}</span
        ><input maxlength="100" autocomplete="off" placeholder=${words.nameHint} .value=${name} @change=${(event: Event) => this.#describe({ name: valueOf(event) })} @keydown=${leaveOnEnter}
      /></label>
      <label class="field"
        ><span>${words.note}</span><textarea rows="1" maxlength="2000" .value=${note} @change=${(event: Event) => this.#describe({ note: valueOf(event) })}></textarea>
      </label>`;
  }

  #describe(detail: RecordingWordsChange): void {
    this.dispatchEvent(new CustomEvent<RecordingWordsChange>('describe', { detail }));
  }
}

const valueOf = ({ target }: Event): string => (target as HTMLInputElement | HTMLTextAreaElement).value.trim();

function leaveOnEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.isComposing) {
    (event.currentTarget as HTMLElement).blur();
  }
}

customElements.define('petlog-recording-words', RecordingWords);

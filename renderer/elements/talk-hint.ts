import { html, LitElement, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { menuRowStyles } from '../styles/menu-row.ts';
import { baseStyles } from '../styles/shared.ts';
import { talkWords } from '../text/en/talk.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { talkWordTables } from '../text/talk-word-tables.ts';

/** Says why one cannot talk from a page without HTTPS, and leads to what helps. */
export class TalkHint extends LitElement {
  static override styles = [baseStyles, menuRowStyles];

  readonly #loaded = new LoadedWords(this, talkWords, talkWordTables);

  override render(): TemplateResult {
    const { words } = this.#loaded;
    return html`<p>${words.insecure}</p><a class="row" href="app/trust">${icon('lock')}${words.trust}</a>`;
  }
}

customElements.define('petlog-talk-hint', TalkHint);

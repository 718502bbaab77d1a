import { Megaphone } from 'lucide';
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { drawnIcon } from '../icons.ts';
import { markStyles } from '../styles/mark.ts';
import { baseStyles } from '../styles/shared.ts';
import { talkWords } from '../text/en/talk.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { talkWordTables } from '../text/talk-word-tables.ts';

/** Says that somebody talks through the speaker of a camera, and who. */
export class TalkMark extends LitElement {
  static override properties: PropertyDeclarations = { by: {}, small: { type: Boolean, reflect: true } };

  /** As the status tells it. */
  declare by: string;
  /** The sign alone. */
  declare small: boolean;

  static override styles = [baseStyles, markStyles];

  readonly #loaded = new LoadedWords(this, talkWords, talkWordTables);

  constructor() {
    super();
    this.by = '';
    this.small = false;
  }

  override render(): TemplateResult {
    const { words } = this.#loaded;
    const said = this.by === 'open' ? words.somebody : this.by === 'kiosk' ? words.ownScreen : words.someone(this.by);
    return this.small
      ? html`<span class="mark" role="img" aria-label=${said} title=${said}>${drawnIcon(Megaphone)}</span>`
      : html`<span class="mark" role="status">${drawnIcon(Megaphone)}<span>${said}</span></span>`;
  }
}

customElements.define('petlog-talk-mark', TalkMark);

import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { describeSoundError } from '../state/sound-fault-words.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { soundFaultWordTables } from '../text/sound-fault-word-tables.ts';
import { text } from '../text/text.ts';

/** Says why nothing is heard of a camera, or nobody can be spoken to there. Until it is loaded, what is in it says so. */
export class SoundFault extends LitElement {
  static override properties: PropertyDeclarations = { code: {}, message: {} };

  declare code: string;
  declare message: string;
  readonly #loaded = new LoadedWords(this, null, soundFaultWordTables);

  override render(): TemplateResult {
    return html`${describeSoundError(this.code, this.message, text(), this.#loaded.words)}`;
  }
}

customElements.define('petlog-sound-fault', SoundFault);

import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { isMicrophoneName } from '../../shared/config/microphone-name.ts';
import { isSpeakerName } from '../../shared/config/speaker-name.ts';
import type { SoundDevices } from '../../shared/sound.ts';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { type SoundWords, soundWords } from '../text/en/sound.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { soundWordTables } from '../text/sound-word-tables.ts';

const automatic = 'auto';
/** No name of a device: it is empty. */
const another = '';
/** In the names of cards that are found; the configuration of ALSA knows others, which are in no list. */
const namesCard = 'CARD=';

/** What each kind is called, and which names it has. */
const kinds = {
  microphone: { isName: isMicrophoneName, wordsOf: (words: SoundWords) => ({ ...words, label: words.microphone }) },
  speaker: { isName: isSpeakerName, wordsOf: (words: SoundWords) => ({ ...words, ...words.speaker }) },
} as const;

/**
 * Which microphone a camera is heard with, or which speaker people there are spoken to with: one that is found, or any other by its
 * name. Fires `change-value` with that name, or `auto`.
 */
export class SoundDeviceField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = {
    kind: {},
    ask: { attribute: false },
    value: {},
    found: { state: true },
    isByName: { state: true },
  };

  declare kind: keyof typeof kinds;
  /** What is found of that kind. */
  declare ask: () => Promise<SoundDevices>;
  declare value: string;
  /** null while it is not known. */
  declare found: SoundDevices | null;
  /** Somebody enters the name. */
  declare isByName: boolean;

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding-bottom: 8px;
      }

      .hint {
        margin: 0;
        font-size: var(--text-small);
        color: var(--text-muted);
        overflow-wrap: anywhere;
      }

      .hint.wrong {
        color: var(--danger);
      }
    `,
  ];

  readonly #loaded = new LoadedWords(this, soundWords, soundWordTables);

  constructor() {
    super();
    this.kind = 'microphone';
    this.value = automatic;
    this.found = null;
    this.isByName = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was set before this program was loaded is there from the first update on.
    void this.updateComplete.then(() => this.#look());
  }

  override render(): TemplateResult {
    const words = this.#words;
    const found = this.found ?? [];
    const isKnown = this.value === automatic || found.some(({ device }) => device === this.value);
    const chosen = this.isByName ? another : this.value;
    return html`<label class="field">
        <span>${words.label}</span>
        <select name=${this.kind} @change=${this.#choose}>
          <option value=${automatic} .selected=${chosen === automatic}>${words.automatic}</option>
          ${found.map(({ device, name }) => html`<option value=${device} .selected=${chosen === device}>${this.#nameOf(device, name)}</option>`)}
          ${isKnown || this.isByName ? nothing : html`<option value=${this.value} .selected=${true}>${this.value}</option>`}
          <option value=${another} .selected=${chosen === another}>${words.another}</option>
        </select>
      </label>
      ${this.isByName ? this.#byName() : this.found !== null && !isKnown && this.value.includes(namesCard) ? html`<p class="hint">${words.notFound}</p>` : nothing}`;
  }

  get #words() {
    return kinds[this.kind].wordsOf(this.#loaded.words);
  }

  #byName() {
    const words = this.#words;
    const isWrong = !kinds[this.kind].isName(this.value);
    return html`<label class="field">
        <span>${words.deviceName}</span>
        <input
          name="device"
          autocapitalize="off"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="hint"
          aria-invalid=${isWrong}
          value=${this.value === automatic ? '' : this.value}
          @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).value.trim())}
        />
      </label>
      <p class="hint ${isWrong ? 'wrong' : ''}" id="hint">${isWrong ? words.wrongName : words.deviceHint}</p>`;
  }

  /** Two of the same maker are told apart by their devices. */
  #nameOf(device: string, name: string): string {
    return (this.found ?? []).filter((one) => one.name === name).length === 1 ? name : `${name} (${device})`;
  }

  readonly #choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.isByName = value === another;
    if (!this.isByName) {
      this.#tell(value);
    }
  };

  #tell(value: string): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('change-value', { detail: value }));
  }

  /** Without the list one enters the name. */
  async #look(): Promise<void> {
    this.found = await this.ask().catch(() => null);
  }
}

customElements.define('petlog-sound-device-field', SoundDeviceField);

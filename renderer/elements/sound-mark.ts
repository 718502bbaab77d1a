import { Mic, Volume2, VolumeX } from 'lucide';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { drawnIcon } from '../icons.ts';
import { hearing } from '../state/hearing.ts';
import { markStyles } from '../styles/mark.ts';
import { baseStyles } from '../styles/shared.ts';
import { soundWords } from '../text/en/sound.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { soundWordTables } from '../text/sound-word-tables.ts';

/** Says that a camera has sound; where it can be heard here, turns it on and off. */
export class SoundMark extends LitElement {
  static override properties: PropertyDeclarations = { playable: { type: Boolean }, small: { type: Boolean, reflect: true } };

  /** Whether what is seen beside it has sound to be heard. */
  declare playable: boolean;
  /** The sign alone. */
  declare small: boolean;

  static override styles = [
    baseStyles,
    markStyles,
    css`
      button.mark {
        min-width: 44px;
        min-height: 44px;
        pointer-events: auto;
        cursor: pointer;
      }
    `,
  ];

  readonly #loaded = new LoadedWords(this, soundWords, soundWordTables);
  #stopFollowing = (): void => {};

  constructor() {
    super();
    this.playable = false;
    this.small = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopFollowing = hearing.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing();
  }

  override render(): TemplateResult {
    const { words } = this.#loaded;
    if (!this.playable) {
      return html`<span class="mark" role="img" aria-label=${words.on} title=${words.on}>${drawnIcon(Mic)}</span>`;
    }
    const isOn = hearing.isOn;
    return html`<button
      class="mark"
      type="button"
      aria-pressed=${isOn}
      aria-label=${`${words.on}. ${isOn ? words.mute : words.unmute}`}
      title=${isOn ? words.mute : words.unmute}
      @click=${(event: Event) => this.#toggle(event, !isOn)}
    >
      ${drawnIcon(isOn ? Volume2 : VolumeX)}<span>${isOn ? words.heard : words.muted}</span>
    </button>`;
  }

  /** The picture below it has taps of its own. */
  #toggle(event: Event, isWanted: boolean): void {
    event.stopPropagation();
    hearing.set(isWanted);
  }
}

customElements.define('petlog-sound-mark', SoundMark);

import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SoundLevel } from '../../shared/sound.ts';
import { delay } from '../state/delay.ts';
import { baseStyles } from '../styles/shared.ts';
import { soundWords } from '../text/en/sound.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { soundWordTables } from '../text/sound-word-tables.ts';

const askMilliseconds = 250;
/** What is softer than this is not told from silence, in decibels. */
const softest = -60;

/** How loud it is before a camera, as long as it is seen. */
export class SoundLevelMeter extends LitElement {
  static override properties: PropertyDeclarations = { ask: { attribute: false }, level: { state: true } };

  declare ask: () => Promise<SoundLevel>;
  /** null while nothing is heard. */
  declare level: number | null;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: 4px;
        padding-bottom: 8px;
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      .bar {
        height: 12px;
        background: var(--surface-raised);
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        overflow: hidden;
      }

      .bar i {
        display: block;
        height: 100%;
        background: var(--accent);
        transform-origin: left;
        transition: transform 150ms linear;
      }

      @media (prefers-reduced-motion: reduce) {
        .bar i {
          transition: none;
        }
      }
    `,
  ];

  readonly #loaded = new LoadedWords(this, soundWords, soundWordTables);
  #cancel = (): void => {};
  /** Rises when asking ends, so that a late answer asks no more. */
  #round = 0;

  constructor() {
    super();
    this.level = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const round = this.#round;
    // What was set before this program was loaded is there from the first update on.
    void this.updateComplete.then(() => this.#look(round));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#round += 1;
    this.#cancel();
  }

  override render(): TemplateResult {
    const { words } = this.#loaded;
    const share = this.level === null ? 0 : Math.max(0, 1 - this.level / softest);
    return html`<div
        class="bar"
        role="meter"
        aria-label=${words.level}
        aria-valuemin=${softest}
        aria-valuemax="0"
        aria-valuenow=${Math.max(softest, Math.round(this.level ?? softest))}
      >
        <i .style=${`transform: scaleX(${share})`}></i>
      </div>
      <span>${this.level === null ? words.silent : words.level}</span>`;
  }

  async #look(round: number): Promise<void> {
    if (round !== this.#round) {
      return;
    }
    const answer = document.hidden ? null : await this.ask().catch(() => null);
    if (round === this.#round) {
      this.level = answer?.level_dbfs ?? null;
      this.#cancel = delay(askMilliseconds, () => void this.#look(round));
    }
  }
}

customElements.define('petlog-sound-level', SoundLevelMeter);

import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { describeFailure } from '../state/descriptions.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './action-button.ts';

/** Asks an admin once whether the camera is always on, as long as nobody has said so; the answer is a setting of the camera. */
export class AlwaysOnCard extends LitElement {
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    camera: {},
    saving: { state: true },
    failure: { state: true },
  };

  declare client: PetLogClient | null;
  declare camera: string;
  /** The answer that is on its way. */
  declare saving: boolean | null;
  /** Why it was not saved; undefined for no reason. */
  declare failure: unknown;

  static override styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: 10px;
        padding: 16px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      h2,
      p {
        margin: 0;
      }

      h2 {
        font-size: var(--text-large);
        font-weight: 600;
      }

      p {
        font-size: var(--text-body);
        color: var(--text-muted);
      }

      .answers {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        max-width: 30rem;
      }

      .problem {
        color: var(--danger);
      }
    `,
  ];

  constructor() {
    super();
    this.client = null;
    this.camera = mainCameraId;
    this.saving = null;
  }

  override render(): TemplateResult {
    const { alwaysOn: words } = text();
    return html`<section aria-labelledby="question">
      <h2 id="question">${words.title}</h2>
      <p>${words.text}</p>
      <div class="answers">${this.#answer(words.yes, true)} ${this.#answer(words.no, false)}</div>
      ${this.failure === undefined ? nothing : html`<p class="problem" role="alert">${words.failed} ${describeFailure(this.failure, text())}</p>`}
    </section>`;
  }

  #answer(label: string, isOn: boolean): TemplateResult {
    return html`<petlog-button
      stacked
      icon=${isOn ? 'check' : 'close'}
      label=${label}
      tone=${isOn ? 'primary' : 'plain'}
      .busy=${this.saving === isOn}
      .disabled=${this.saving === !isOn}
      @click=${() => this.#save(isOn)}
    ></petlog-button>`;
  }

  /** The status says that it is decided, and whoever shows this card takes it away. */
  async #save(isOn: boolean): Promise<void> {
    if (this.saving !== null || this.client === null) {
      return;
    }
    this.saving = isOn;
    this.failure = undefined;
    try {
      await this.client.call('cameras.change', { id: this.camera, always_on: isOn });
    } catch (error) {
      this.failure = error;
    } finally {
      this.saving = null;
    }
  }
}

customElements.define('petlog-always-on', AlwaysOnCard);

import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { IconName } from '../icons.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import './action-button.ts';

export interface Question {
  readonly title: string;
  /** One paragraph each. */
  readonly sentences: readonly string[];
  readonly action: string;
  readonly icon: IconName;
}

/** Asks before something is lost. */
export class ConfirmDialog extends LitElement {
  static override properties: PropertyDeclarations = { question: { state: true } };

  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      dialog > header {
        padding: 16px 16px 8px;
      }

      #what {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  declare question: Question | null;
  #answer: ((yes: boolean) => void) | undefined;

  constructor() {
    super();
    this.question = null;
  }

  /** Resolves to whether the answer was yes. */
  async ask(question: Question): Promise<boolean> {
    this.#answer?.(false);
    this.question = question;
    await this.updateComplete;
    this.#dialog?.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render(): TemplateResult {
    const { question } = this;
    return html`<dialog aria-labelledby="title" aria-describedby="what" @close=${() => this.#settle(false)}>
      <header><h2 id="title">${question?.title}</h2></header>
      <div class="content">
        <div id="what">${question?.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
        <div class="actions">
          <petlog-button icon="close" label=${text().devices.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
          <petlog-button icon=${question?.icon ?? 'check'} tone="recording" label=${question?.action ?? ''} @click=${() => this.#settle(true)}></petlog-button>
        </div>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #settle(yes: boolean): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(yes);
    this.#dialog?.close();
  }
}

customElements.define('petlog-confirm-dialog', ConfirmDialog);

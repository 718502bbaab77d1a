import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { NewApiToken, Role } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formValues } from '../../state/access/form-values.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { choiceStyles } from '../../styles/access.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import './copy-button.ts';
import { roleChoice } from './role-choice.ts';

/** Makes a token for a program and shows it, this once. Fires `saved`. */
export class TokenDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    isOpen: { state: true },
    scope: { state: true },
    made: { state: true },
    isSaving: { state: true },
    failure: { state: true },
  };

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    choiceStyles,
    css`
      textarea {
        width: 100%;
        min-height: 68px;
        padding: 10px 12px;
        font: 0.9375rem/1.5 ui-monospace, monospace;
        color: var(--text);
        word-break: break-all;
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        resize: none;
      }
    `,
  ];

  declare isOpen: boolean;
  declare scope: Role;
  declare made: NewApiToken | null;
  declare isSaving: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.isOpen = false;
    this.scope = 'viewer';
    this.made = null;
    this.isSaving = false;
    this.failure = null;
  }

  show(): void {
    this.scope = 'viewer';
    this.made = null;
    this.failure = null;
    this.isOpen = true;
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const words = text().tokens;
    return html`<dialog aria-labelledby="title" @close=${this.#onClose}>
      <header>
        <h2 id="title">${this.made === null ? words.addTitle : words.made(this.made.name)}</h2>
        <button class="round" type="button" aria-label=${text().devices.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${this.made !== null ? this.#token(this.made) : this.isOpen ? this.#form() : nothing}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #form() {
    const words = text().tokens;
    return html`<form class="content" novalidate @submit=${this.#onSubmit}>
      <label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" placeholder=${words.nameExample} required /></label>
      ${roleChoice(this.scope, (scope) => (this.scope = scope))}
      <label class="field">
        <span>${words.life}</span>
        <select name="days">${Object.entries(words.lives).map(([days, name]) => html`<option value=${days} ?selected=${days === '365'}>${name}</option>`)}</select>
      </label>
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <div class="actions">
        <petlog-button icon="close" label=${text().devices.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
        <petlog-button icon="key" tone="primary" label=${words.make} .busy=${this.isSaving} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  #token({ token }: NewApiToken) {
    const words = text().tokens;
    return html`<div class="content">
      <p>${words.once}</p>
      <label class="field"><span>${words.token}</span><textarea readonly rows="2" spellcheck="false" .value=${token} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea></label>
      <div class="actions">
        <petlog-copy-button label=${words.copy} .value=${token} @copy-refused=${() => this.renderRoot.querySelector('textarea')?.focus()}></petlog-copy-button>
        <petlog-button icon="check" tone="primary" label=${words.done} @click=${() => this.#dialog?.close()}></petlog-button>
      </div>
    </div>`;
  }

  /** Nobody sees the token again. */
  readonly #onClose = (): void => {
    this.isOpen = false;
    this.made = null;
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const { name = '', days } = formValues(event.currentTarget as HTMLFormElement);
    if (name === '') {
      this.failure = text().people.nameMissing;
      this.renderRoot.querySelector<HTMLInputElement>('[name="name"]')?.focus();
      return;
    }
    if (!this.isSaving) void this.#make(name, Number(days));
  };

  async #make(name: string, days: number): Promise<void> {
    this.isSaving = true;
    this.failure = null;
    try {
      const made = await this.#client.call('tokens.create', { name, scope: this.scope, ...(days === 0 ? {} : { expires_days: days }) });
      if (this.isOpen) this.made = made;
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isSaving = false;
    }
  }
}

customElements.define('petlog-token-dialog', TokenDialog);

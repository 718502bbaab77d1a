import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Account, Role } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formValues } from '../../state/access/form-values.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { choiceStyles } from '../../styles/access.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { roleChoice } from './role-choice.ts';

const shortestPassword = 8;

/** Adds somebody, or changes a password or what somebody may do. Fires `saved`. */
export class AccountDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    account: { state: true },
    isOpen: { state: true },
    role: { state: true },
    isReadable: { state: true },
    isSaving: { state: true },
    failure: { state: true },
  };

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    choiceStyles,
    css`
      .show {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: var(--target);
        font-size: var(--text-body);
        cursor: pointer;
      }

      .show input {
        width: 20px;
        height: 20px;
        accent-color: var(--accent);
      }
    `,
  ];

  /** Null adds one. */
  declare account: Account | null;
  declare isOpen: boolean;
  declare role: Role;
  declare isReadable: boolean;
  declare isSaving: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.account = null;
    this.isOpen = false;
    this.role = 'viewer';
    this.isReadable = false;
    this.isSaving = false;
    this.failure = null;
  }

  show(account: Account | null): void {
    this.account = account;
    this.role = account?.role ?? 'viewer';
    this.isReadable = false;
    this.failure = null;
    this.isOpen = true;
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const words = text().people;
    return html`<dialog aria-labelledby="title" @close=${() => (this.isOpen = false)}>
      <header>
        <h2 id="title">${this.account === null ? words.addTitle : words.changeTitle(this.account.name)}</h2>
        <button class="round" type="button" aria-label=${text().devices.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${this.isOpen ? this.#form() : nothing}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #form() {
    const words = text().people;
    const { account } = this;
    return html`<form class="content" novalidate method="post" @submit=${this.#onSubmit}>
      ${
        account === null
          ? html`<label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" autocapitalize="words" spellcheck="false" required /></label>`
          : html`<input name="name" autocomplete="username" hidden .value=${account.name} />`
      }
      <div class="explained">
        <label class="field">
          <span>${account === null ? words.password : words.newPassword}</span>
          <input name="password" type=${this.isReadable ? 'text' : 'password'} autocomplete="new-password" maxlength="200" spellcheck="false" aria-describedby="password-hint" />
        </label>
        <small class="hint" id="password-hint">${account === null ? words.passwordHint : words.newPasswordHint}</small>
      </div>
      <label class="show"><input type="checkbox" .checked=${this.isReadable} @change=${() => (this.isReadable = !this.isReadable)} />${words.show}</label>
      ${roleChoice(this.role, (role) => (this.role = role))}
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <div class="actions">
        <petlog-button icon="close" label=${text().devices.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
        <petlog-button
          icon="check"
          tone="primary"
          label=${account === null ? words.add : words.save}
          .busy=${this.isSaving}
          @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
        ></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const words = text().people;
    const { name = '', password = '' } = formValues(event.currentTarget as HTMLFormElement);
    if (name === '') return this.#point('name', words.nameMissing);
    if (password.length < shortestPassword && !(this.account !== null && password === ''))
      return this.#point('password', words.passwordShort);
    if (!this.isSaving) void this.#save(name, password);
  };

  #point(field: string, failure: string): void {
    this.failure = failure;
    this.renderRoot.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
  }

  async #save(name: string, password: string): Promise<void> {
    const { account, role } = this;
    this.isSaving = true;
    this.failure = null;
    try {
      if (account === null) await this.#client.call('accounts.create', { name, password, role });
      else {
        const changes = { ...(password === '' ? {} : { password }), ...(role === account.role ? {} : { role }) };
        if (Object.keys(changes).length > 0) await this.#client.call('accounts.change', { id: account.account_id, ...changes });
      }
      this.#dialog?.close();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isSaving = false;
    }
  }
}

customElements.define('petlog-account-dialog', AccountDialog);

import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Account, Role } from '../../../shared/access.ts';
import { choiceStyles } from '../../styles/access.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import { cameraChoice, type NamedCamera } from './camera-choice.ts';
import { roleChoice } from './role-choice.ts';
import { talkChoice } from './talk-choice.ts';

const shortestPassword = 8;

/** Adds somebody, or changes a password or what somebody may do. */
export class AccountDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    account: { state: true },
    role: { state: true },
    canTalk: { state: true },
    cameraIds: { state: true },
    cameras: { attribute: false },
    isReadable: { state: true },
  };

  static override styles = [
    FormDialog.styles,
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
  declare role: Role;
  /** Beside what the role allows. */
  declare canTalk: boolean;
  /** That this person may see; null for all. */
  declare cameraIds: readonly string[] | null;
  declare cameras: readonly NamedCamera[];
  declare isReadable: boolean;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.account = null;
    this.role = 'viewer';
    this.canTalk = false;
    this.cameraIds = null;
    this.cameras = [];
    this.isReadable = false;
  }

  show(account: Account | null): void {
    this.account = account;
    this.role = account?.role ?? 'viewer';
    this.canTalk = account?.can_talk ?? false;
    this.cameraIds = account?.camera_ids ?? null;
    this.isReadable = false;
    this.open();
  }

  protected override get heading(): string {
    const words = text().people;
    return this.account === null ? words.addTitle : words.changeTitle(this.account.name);
  }

  protected override content(): TemplateResult {
    const words = text().people;
    const { account } = this;
    return this.form(
      html`${
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
      ${talkChoice(this, (canTalk) => (this.canTalk = canTalk))}
      ${cameraChoice({ cameras: this.cameras, chosen: this.cameraIds, choose: (cameraIds) => (this.cameraIds = cameraIds) })}`,
      { label: account === null ? words.add : words.save },
    );
  }

  protected override submit({ name = '', password = '' }: Readonly<Record<string, string>>): void {
    const words = text().people;
    if (name === '') {
      this.point('name', words.nameMissing);
      return;
    }
    if (password.length < shortestPassword && !(this.account !== null && password === '')) {
      this.point('password', words.passwordShort);
      return;
    }
    if (this.cameraIds?.length === 0) {
      this.failure = text().seenCameras.none;
      return;
    }
    void this.save(async () => {
      await this.#send(name, password);
      this.close();
    });
  }

  async #send(name: string, password: string): Promise<void> {
    const { account, role, canTalk: can_talk } = this;
    const camera_ids = this.cameraIds === null ? null : [...this.cameraIds];
    if (account === null) {
      await this.#client.call('accounts.create', { name, password, role, camera_ids, can_talk });
      return;
    }
    const changes = {
      ...(password === '' ? {} : { password }),
      ...(role === account.role ? {} : { role }),
      ...(role === 'admin' || (can_talk === account.can_talk && account.role !== 'admin') ? {} : { can_talk }),
      ...(String(camera_ids) === String(account.camera_ids) ? {} : { camera_ids }),
    };
    if (Object.keys(changes).length > 0) {
      await this.#client.call('accounts.change', { id: account.account_id, ...changes });
    }
  }
}

customElements.define('petlog-account-dialog', AccountDialog);

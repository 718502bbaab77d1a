import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Account, ApiToken, Device } from '../../../shared/access.ts';
import { AccessLists, type AccessListsState } from '../../state/access/access-lists.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { accessPageStyles } from '../../styles/access-page.ts';
import { emptyStateStyles } from '../../styles/empty-state.ts';
import { pageBarStyles } from '../../styles/page-bar.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { ConfirmDialog } from '../confirm-dialog.ts';
import { emptyState } from '../empty-state.ts';
import '../message-list.ts';
import { AccountDialog } from './account-dialog.ts';
import './device-card.ts';
import { DeviceDialog } from './device-dialog.ts';
import { InviteDialog } from './invite-dialog.ts';
import './people-card.ts';
import './token-card.ts';
import { TokenDialog } from './token-dialog.ts';

/** Devices, people and tokens, for admins. The slot `back` is the way out, `more` leads further, `session` is about this device, `mode` says whether all this is asked for. */
export class AccessPanel extends LitElement {
  static override properties: PropertyDeclarations = { page: { attribute: false } };

  static override styles = [baseStyles, pageBarStyles, emptyStateStyles, accessPageStyles];

  /** For links that others can open; null where this page's own address is of no use to them. */
  declare page: URL | null;
  readonly #client: PetLogClient;
  readonly #access: AccessLists;
  readonly #invite: InviteDialog;
  readonly #deviceDialog: DeviceDialog;
  readonly #accountDialog: AccountDialog;
  readonly #tokenDialog: TokenDialog;
  readonly #confirm = new ConfirmDialog();

  constructor(client: PetLogClient) {
    super();
    this.page = null;
    this.#client = client;
    this.#access = new AccessLists(this, client);
    this.#invite = new InviteDialog(client);
    this.#deviceDialog = new DeviceDialog(client);
    this.#accountDialog = new AccountDialog(client);
    this.#tokenDialog = new TokenDialog(client);
    for (const dialog of [this.#deviceDialog, this.#accountDialog]) {
      dialog.addEventListener('saved', () => {
        this.#access.messages.add('information', text().devices.saved);
        void this.#access.load();
      });
    }
    this.#tokenDialog.addEventListener('saved', () => void this.#access.load());
  }

  override render(): TemplateResult {
    const words = text().devices;
    const { lists, failure } = this.#access;
    this.#invite.page = this.page;
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading"><h1>${words.title}</h1></div>
        <slot name="more"></slot>
      </div>
      ${lists === null ? this.#state(failure) : this.#cards(lists)}
      ${this.#invite} ${this.#deviceDialog} ${this.#accountDialog} ${this.#tokenDialog} ${this.#confirm}
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#access.messages} .list=${this.#access.messages.list}></petlog-messages>`;
  }

  #state(failure: unknown) {
    const words = text().devices;
    if (failure === undefined) {
      return html`<div class="state" role="status"><p>${words.loading}</p></div>`;
    }
    return emptyState({
      sign: 'warning',
      title: words.failed.list(describeFailure(failure, text())),
      action: { label: words.again, act: () => this.#access.load() },
    });
  }

  #cards({ devices, accounts, tokens, cameras }: AccessListsState) {
    for (const dialog of [this.#invite, this.#deviceDialog, this.#accountDialog, this.#tokenDialog]) {
      dialog.cameras = cameras;
    }
    return html`<div class="cards">
      <slot name="mode" class="wide"></slot>
      <petlog-device-card
        class="wide"
        .devices=${devices}
        .cameras=${cameras}
        @invite=${() => this.#invite.show()}
        @change-device=${(event: CustomEvent<Device>) => this.#deviceDialog.show(event.detail)}
        @shut-out=${(event: CustomEvent<Device>) => this.#shutOut(event.detail)}
      ></petlog-device-card>
      <petlog-people-card
        .accounts=${accounts}
        .cameras=${cameras}
        @add-account=${() => this.#accountDialog.show(null)}
        @change-account=${(event: CustomEvent<Account>) => this.#accountDialog.show(event.detail)}
        @remove-account=${(event: CustomEvent<Account>) => this.#removeAccount(event.detail)}
      ></petlog-people-card>
      <petlog-token-card .tokens=${tokens} .cameras=${cameras} @add-token=${() => this.#tokenDialog.show()} @revoke-token=${(event: CustomEvent<ApiToken>) => this.#revoke(event.detail)}></petlog-token-card>
      <slot name="session" class="wide"></slot>
    </div>`;
  }

  async #shutOut(device: Device): Promise<void> {
    const words = text().devices;
    const sentences = [
      words.shutOutText,
      ...(device.is_current ? [words.shutOutCurrent] : []),
      ...(this.#access.isLastAdmin(device.device_id) ? [words.shutOutLast] : []),
    ];
    if (!(await this.#confirm.ask({ title: words.shutOutTitle(device.name), sentences, action: words.shutOutAction, icon: 'leave' }))) {
      return;
    }
    await this.#access.run(words.failed.remove, () => this.#client.call('devices.revoke', { id: device.device_id }));
  }

  async #removeAccount(account: Account): Promise<void> {
    const words = text().people;
    const sentences = [words.removeText, ...(this.#access.isLastAdmin(account.account_id) ? [text().devices.shutOutLast] : [])];
    if (!(await this.#confirm.ask({ title: words.removeTitle(account.name), sentences, action: words.removeAction, icon: 'trash' }))) {
      return;
    }
    await this.#access.run(text().devices.failed.remove, () => this.#client.call('accounts.remove', { id: account.account_id }));
  }

  async #revoke(token: ApiToken): Promise<void> {
    const words = text().tokens;
    if (
      !(await this.#confirm.ask({
        title: words.revokeTitle(token.name),
        sentences: [words.revokeText],
        action: words.revokeAction,
        icon: 'trash',
      }))
    ) {
      return;
    }
    await this.#access.run(text().devices.failed.remove, () => this.#client.call('tokens.revoke', { id: token.token_id }));
  }
}

customElements.define('petlog-access-panel', AccessPanel);

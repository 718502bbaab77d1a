import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { NewInvitation, Role } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { InvitationController } from '../../state/access/invitation-controller.ts';
import { pairingLink } from '../../state/access/pairing-link.ts';
import { formatDuration } from '../../state/format.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { choiceStyles } from '../../styles/access.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import '../qr-code.ts';
import './copy-button.ts';
import { cameraChoice, type NamedCamera } from './camera-choice.ts';
import { roleChoice } from './role-choice.ts';

/** Makes a code for one more device, shows it, and says when it was used. */
export class InviteDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    role: { state: true },
    cameraIds: { state: true },
    cameras: { attribute: false },
    page: { attribute: false },
  };

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    choiceStyles,
    css`
      .shown {
        display: grid;
        grid-template-columns: minmax(150px, 240px) minmax(0, 1fr);
        gap: 12px 20px;
        align-items: center;
      }

      .words {
        display: grid;
        gap: 10px;
      }

      .code {
        font-size: 2.1rem;
        font-weight: 700;
        letter-spacing: 0.06em;
        line-height: 1.1;
        white-space: nowrap;
      }

      .code .rest {
        margin-left: 0.35em;
      }

      .outcome {
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: 20px 8px;
        text-align: center;
      }

      .outcome svg {
        font-size: 2.6rem;
        color: var(--text-muted);
      }

      .outcome.used svg {
        color: var(--good);
      }

      .outcome strong {
        font-size: var(--text-large);
        overflow-wrap: anywhere;
      }

      @media (max-width: 480px) {
        .shown {
          grid-template-columns: minmax(0, 1fr);
          justify-items: center;
          text-align: center;
        }

        petlog-qr-code {
          width: min(240px, 70vw);
        }

        .words {
          justify-items: center;
        }
      }
    `,
  ];

  declare role: Role;
  /** That the new device may see; null for all. */
  declare cameraIds: readonly string[] | null;
  declare cameras: readonly NamedCamera[];
  /** Where this page was opened, for others to open it as well; null where that is this machine only. */
  declare page: URL | null;
  readonly #invitation: InvitationController;

  constructor(client: PetLogClient) {
    super();
    this.role = 'viewer';
    this.cameraIds = null;
    this.cameras = [];
    this.page = null;
    this.#invitation = new InvitationController(this, client);
  }

  show(): void {
    this.role = 'viewer';
    this.cameraIds = null;
    this.#make();
    this.#dialog?.showModal();
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const words = text().invitation;
    const invitation = this.#invitation;
    return html`<dialog aria-labelledby="title" @close=${() => invitation.end()}>
      <header>
        <h2 id="title">${words.title}</h2>
        <button class="round" type="button" aria-label=${text().devices.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      <div class="content">
        ${invitation.failure === undefined ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed(describeFailure(invitation.failure, text()))}</span></p>`}
        ${invitation.made === null ? this.#making() : invitation.state === 'open' ? html`${this.#code(invitation.made)} ${this.#choice()}` : this.#outcome()}
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #making() {
    const { isMaking } = this.#invitation;
    return html`${isMaking ? html`<p class="muted" role="status">${text().invitation.making}</p>` : nothing} ${this.#choice()}
      ${
        isMaking || this.cameraIds?.length === 0
          ? nothing
          : html`<div class="actions"><petlog-button icon="key" tone="primary" label=${text().invitation.another} @click=${() => this.#make()}></petlog-button></div>`
      }`;
  }

  /** A code is for what it was made for: a change makes another one. */
  #change({ role = this.role, cameraIds = this.cameraIds }: { role?: Role; cameraIds?: readonly string[] | null }): void {
    if (role === this.role && cameraIds === this.cameraIds) {
      return;
    }
    this.role = role;
    this.cameraIds = cameraIds;
    if (cameraIds?.length === 0) {
      this.#invitation.end();
    } else {
      this.#make();
    }
  }

  #choice() {
    return html`${roleChoice(this.role, (role) => this.#change({ role }), { label: text().invitation.hint })}
      ${cameraChoice({ cameras: this.cameras, chosen: this.cameraIds, choose: (cameraIds) => this.#change({ cameraIds }) })}`;
  }

  #code(made: NewInvitation) {
    const words = text().invitation;
    const link = this.page === null ? made.url : pairingLink(this.page, made.code);
    const triesLeft = this.#invitation.now?.tries_left ?? made.tries_left;
    return html`<div class="shown">
        ${link === null ? nothing : html`<petlog-qr-code .address=${link} label=${words.qrCode}></petlog-qr-code>`}
        <div class="words">
          ${link === null ? nothing : html`<p>${words.scan}</p>`}
          <p class="muted">${link === null ? words.typeAnywhere : words.type(link.replace(/\/?#.*$/, ''))}</p>
          <p class="code numbers"><span class="visually-hidden">${words.code}</span> <span>${made.code.slice(0, 3)}</span><span class="rest">${made.code.slice(3)}</span></p>
          <p class="muted numbers">${words.left(formatDuration(this.#invitation.leftSeconds))}</p>
          ${triesLeft < made.tries_left ? html`<p class="muted" role="status">${words.triesLeft(triesLeft)}</p>` : nothing}
        </div>
      </div>
      <div class="actions">${link === null ? nothing : html`<petlog-copy-button label=${words.copyLink} .value=${link}></petlog-copy-button>`}</div>`;
  }

  #outcome() {
    const words = text().invitation;
    const { now, state } = this.#invitation;
    const end = state === null || state === 'open' ? 'expired' : state;
    const outcomes = {
      used: [words.used(now?.device_name ?? ''), words.usedHint],
      expired: [words.expired, words.expiredHint],
      refused: [words.refused, words.refusedHint],
      cancelled: [words.cancelled, words.cancelledHint],
    } as const;
    const [title, hint] = outcomes[end];
    return html`<div class="outcome ${end}" role="status">${icon(end === 'used' ? 'check' : 'key')}<strong>${title}</strong><p class="muted">${hint}</p></div>
      <div class="actions">
        <petlog-button icon="add" label=${words.another} .busy=${this.#invitation.isMaking} @click=${() => this.#make()}></petlog-button>
        <petlog-button icon="check" tone=${end === 'used' ? 'primary' : 'plain'} label=${words.done} @click=${() => this.#dialog?.close()}></petlog-button>
      </div>`;
  }

  #make(): void {
    void this.#invitation.make(this.role, this.cameraIds);
  }
}

customElements.define('petlog-invite-dialog', InviteDialog);

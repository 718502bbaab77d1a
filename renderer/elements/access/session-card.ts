import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../../state/access/session-controller.ts';
import { Messages } from '../../state/messages.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { SessionKeeper } from '../../transport/session-keeper.ts';
import '../action-button.ts';
import { ConfirmDialog } from '../confirm-dialog.ts';
import '../message-list.ts';

/** As whom this device is signed in, and the way out; nothing where nobody has to sign in. */
export class SessionCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
        padding: 0 4px;
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      p {
        flex: 1 1 auto;
        min-width: 0;
        margin: 0;
        overflow-wrap: anywhere;
      }

      b {
        font-weight: 600;
        color: var(--text);
      }
    `,
  ];

  readonly #keeper: SessionKeeper;
  readonly #session: SessionController;
  readonly #messages: Messages;
  readonly #confirm = new ConfirmDialog();

  constructor(keeper: SessionKeeper) {
    super();
    this.#keeper = keeper;
    this.#session = new SessionController(this, keeper);
    this.#messages = new Messages(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#messages.close();
  }

  override render(): TemplateResult | typeof nothing {
    const { session: words, roles } = text();
    const { name, mayChange, canSignOut } = this.#session;
    if (name === null) {
      return nothing;
    }
    return html`<section aria-label=${words.region}>
        <p><b>${words.signedInAs(name)}</b> · ${roles[mayChange ? 'admin' : 'viewer']}</p>
        ${canSignOut ? html`<petlog-button icon="leave" label=${words.signOut} @click=${() => this.#signOut()}></petlog-button>` : nothing}
      </section>
      ${this.#confirm}
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>`;
  }

  async #signOut(): Promise<void> {
    const words = text().session;
    if (!(await this.#confirm.ask({ title: words.signOutTitle, sentences: [words.signOutText], action: words.signOut, icon: 'leave' }))) {
      return;
    }
    try {
      await this.#keeper.signOut();
    } catch (error) {
      this.#messages.add('error', `${words.failed} ${describeFailure(error, text())}`);
    }
  }
}

customElements.define('petlog-session-card', SessionCard);

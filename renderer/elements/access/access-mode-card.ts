import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { suggestDeviceName } from '../../state/access/device-name.ts';
import { SessionController } from '../../state/access/session-controller.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { choiceStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { SessionKeeper } from '../../transport/session-keeper.ts';
import { ConfirmDialog } from '../confirm-dialog.ts';

/** Everyone at home, or only people who were invited: says which it is, and switches without shutting out who does it. */
export class AccessModeCard extends LitElement {
  static override properties: PropertyDeclarations = { isSwitching: { state: true }, failure: { state: true } };

  static override styles = [
    baseStyles,
    cardStyles,
    choiceStyles,
    css`
      .problem {
        margin: 16px 0 0;
      }

      @media (max-width: 480px) {
        .choice {
          grid-auto-flow: row;
        }
      }
    `,
  ];

  declare isSwitching: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;
  readonly #keeper: SessionKeeper;
  readonly #session: SessionController;
  readonly #confirm = new ConfirmDialog();

  constructor(client: PetLogClient, keeper: SessionKeeper) {
    super();
    this.#client = client;
    this.#keeper = keeper;
    this.#session = new SessionController(this, keeper);
    this.isSwitching = false;
    this.failure = null;
  }

  override render(): TemplateResult {
    const words = text().accessMode;
    const { isOpenMode } = this.#session;
    const choice = (isChosen: boolean, [name, hint]: readonly [string, string], change: () => Promise<void>) =>
      html`<button type="button" aria-pressed=${isChosen} ?disabled=${this.isSwitching} @click=${() => isChosen || void change()}><b>${name}</b><small>${hint}</small></button>`;
    return html`<section class="card" aria-labelledby="title">
        <header>
          <div><h2 id="title">${words.title}</h2></div>
        </header>
        <div class="choice" role="group" aria-labelledby="title">
          ${choice(isOpenMode, [words.everyone, words.everyoneHint], () => this.#open())} ${choice(!isOpenMode, [words.invited, words.invitedHint], () => this.#restrict())}
        </div>
        ${this.failure === null ? '' : html`<p class="problem" role="alert">${this.failure}</p>`}
      </section>
      ${this.#confirm}`;
  }

  async #restrict(): Promise<void> {
    const words = text().accessMode;
    const deviceName = suggestDeviceName(navigator.userAgent, text());
    const sentences = [words.invitedThis(deviceName), words.invitedOthers, words.invitedPrograms];
    if (await this.#confirm.ask({ title: words.invitedTitle, sentences, action: words.invitedAction, icon: 'lock' })) {
      await this.#switch(() => this.#keeper.restrictAccess(deviceName));
    }
  }

  async #open(): Promise<void> {
    const words = text().accessMode;
    const sentences = [words.everyoneText, words.everyoneKept];
    if (await this.#confirm.ask({ title: words.everyoneTitle, sentences, action: words.everyoneAction, icon: 'lockOpen' })) {
      await this.#switch(async () => {
        await this.#client.call('settings.change', { security: { access: 'open' } });
        await this.#keeper.verify();
      });
    }
  }

  async #switch(work: () => Promise<void>): Promise<void> {
    this.isSwitching = true;
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = `${text().accessMode.failed} ${describeFailure(error, text())}`;
      // The switch may have been made, and its answer lost.
      await this.#keeper.verify().catch(() => undefined);
    } finally {
      this.isSwitching = false;
    }
  }
}

customElements.define('petlog-access-mode-card', AccessModeCard);

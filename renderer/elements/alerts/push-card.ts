import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { type PushDevice, PushServiceError } from '../../installation/push/push-device.ts';
import type { PushState } from '../../installation/push/push-state.ts';
import { pageLinkOf } from '../../shell/route.ts';
import { describeDeliveryFault } from '../../state/alerts/delivery-fault-words.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { formatClock } from '../../state/format.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { locale, text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';

const isPhone = (): boolean => matchMedia('(pointer: coarse)').matches;

/** Alerts to the browser of this page: whether they come, and if not, what to do. Fires `change-phones` when they do from now on, or no more. */
export class PushCard extends LitElement {
  static override properties: PropertyDeclarations = {
    state: { state: true },
    isWorking: { state: true },
    failure: { state: true },
    outcome: { state: true },
    words: { attribute: false },
  };

  static override styles = [
    baseStyles,
    alertListStyles,
    css`
      /* About as high as what comes: the cards below stay where they are. */
      .coming {
        min-height: 104px;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }

      .link {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        font-weight: 600;
        color: var(--accent);
      }

      p {
        margin: 4px 0;
        font-size: var(--text-body);
      }
    `,
  ];

  /** null until it is known. */
  declare state: PushState | null;
  declare isWorking: boolean;
  declare failure: string | null;
  declare outcome: string | null;
  declare words: AlertWords;
  readonly #device: PushDevice;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient, device: PushDevice) {
    super();
    this.#client = client;
    this.#device = device;
    this.state = null;
    this.isWorking = false;
    this.failure = null;
    this.outcome = null;
  }

  /** Id of the subscription of this browser; null where it has none. */
  get phoneId(): string | null {
    return this.#device.subscription?.subscription_id ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Who allows them in the settings of the browser comes back to this page.
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#look);
  }

  override render(): TemplateResult {
    const { device: words } = this.words;
    const { state } = this;
    return html`<header><div><h2>${isPhone() ? words.title : words.titleComputer}</h2></div></header>
      ${state === null ? html`<div class="coming"></div>` : this.#state(state)}
      ${this.failure === null ? nothing : html`<p class="fault" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <p class="hint" role="status">${this.outcome}</p>`;
  }

  #state(state: PushState): TemplateResult {
    const { device: words } = this.words;
    switch (state) {
      case 'off':
        return html`<p class="hint">${words.hint}</p>
          <div class="actions">
            <petlog-button icon="bell" tone="primary" label=${isPhone() ? words.start : words.startComputer} .busy=${this.isWorking} @click=${() => void this.#start()}></petlog-button>
          </div>`;
      case 'on':
        return this.#on();
      case 'insecure':
        return html`<p>${words.insecure}</p>
          <a class="link" href=${pageLinkOf('phone')}>${words.toPhonePage}</a>`;
      case 'apple':
      case 'unsupported':
      case 'denied':
        return html`<p>${words[state]}</p>`;
    }
  }

  #on(): TemplateResult {
    const { device: words, channels, quiet } = this.words;
    const until = this.#device.subscription?.snoozed_until ?? null;
    return html`<p class="good">${icon('check')}<span>${words.on}</span></p>
      ${until === null ? nothing : html`<p class="hint">${quiet.until(formatClock(new Date(until), locale()))}</p>`}
      <div class="actions">
        ${until === null ? nothing : html`<petlog-button icon="bell" label=${quiet.resume} @click=${() => void this.#resume()}></petlog-button>`}
        <petlog-button icon="send" label=${channels.test} .hint=${words.test} .busy=${this.isWorking} @click=${() => void this.#test()}></petlog-button>
        <petlog-button icon="bellOff" label=${words.stop} @click=${() => void this.#stop()}></petlog-button>
      </div>`;
  }

  readonly #look = (): void => {
    if (!document.hidden && !this.isWorking) {
      void this.#do(async () => (this.state = await this.#device.look()));
    }
  };

  /** The browser takes its question only while a press is being answered. */
  async #start(): Promise<void> {
    const { device: words } = this.words;
    await this.#do(async () => {
      this.state = await this.#device.start();
      if (this.state === 'off') {
        this.failure = words.dismissed;
      }
      this.dispatchEvent(new CustomEvent('change-phones'));
    });
  }

  async #stop(): Promise<void> {
    await this.#do(async () => {
      this.state = await this.#device.stop();
      this.dispatchEvent(new CustomEvent('change-phones'));
    });
  }

  async #resume(): Promise<void> {
    await this.#do(async () => {
      await this.#client.call('alert_snooze.set', { minutes: 0, subscription_id: this.phoneId ?? '' });
      await this.#device.look();
      this.dispatchEvent(new CustomEvent('change-phones'));
    });
  }

  async #test(): Promise<void> {
    const { device: words, channels } = this.words;
    await this.#do(async () => {
      const { ok, step, message } = await this.#client.call('push.test', { id: this.phoneId ?? '' });
      if (ok) {
        this.outcome = words.tested;
      } else {
        const said = describeDeliveryFault(message, this.words);
        this.failure = step === null ? said : channels.testFailed(channels.steps[step], said);
      }
    });
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    if (this.isWorking) {
      return;
    }
    this.isWorking = true;
    this.failure = null;
    this.outcome = null;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof PushServiceError ? this.words.device.noService : describeFailure(error, text());
    } finally {
      this.isWorking = false;
    }
  }
}

customElements.define('petlog-push-card', PushCard);

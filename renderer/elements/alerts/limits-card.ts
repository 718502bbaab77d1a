import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Config } from '../../../shared/config.ts';
import { icon } from '../../icons.ts';
import { spanOf } from '../../state/alerts/rule-summary.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { alertFormStyles } from '../../styles/alert-form.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../switch-field.ts';

type Limits = Config['alerts'];

const usualMinutes: readonly number[] = [0, 1, 2, 5, 10, 15, 30, 60];

/** What holds for all rules: whether anything is sent, and at most how often. */
export class LimitsCard extends LitElement {
  static override properties: PropertyDeclarations = { limits: { state: true }, failure: { state: true }, words: { attribute: false } };

  static override styles = [baseStyles, fieldStyles, alertFormStyles, alertListStyles];

  /** null before the first answer. */
  declare limits: Limits | null;
  declare failure: string | null;
  declare words: AlertWords;
  readonly #client: PetLogClient;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.limits = null;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const load = (): void => void this.#take(() => this.#client.call('settings.get', {}));
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => name === 'settings.changed' && load()),
      this.#client.onConnection((connection) => connection === 'connected' && load()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
  }

  override render(): TemplateResult {
    const { limits: words } = this.words;
    const { limits } = this;
    return html`<header><div><h2>${words.title}</h2><p>${words.hint}</p></div></header>
      ${
        limits === null
          ? nothing
          : html`<petlog-switch-field label=${words.on} hint=${limits.enabled ? '' : words.onHint} .checked=${live(limits.enabled)} @change-value=${({ detail }: CustomEvent<boolean>) => this.#change({ enabled: detail })}></petlog-switch-field>
              <div class="pair">
                ${this.#minutes(words.ofCamera, 'camera_at_most_every_minutes', limits)} ${this.#minutes(words.ofAll, 'at_most_every_minutes', limits)}
              </div>`
      }
      ${this.failure === null ? nothing : html`<p class="fault" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}`;
  }

  #minutes(label: string, key: 'camera_at_most_every_minutes' | 'at_most_every_minutes', limits: Limits): TemplateResult {
    const { limits: words, rules } = this.words;
    const value = limits[key];
    const offered = [...new Set([...usualMinutes, value])].toSorted((a, b) => a - b);
    return html`<label class="field"><span>${label}</span>
      <select @change=${({ target }: Event) => this.#change({ [key]: Number((target as HTMLSelectElement).value) })}>
        ${offered.map((minutes) => html`<option value=${minutes} .selected=${minutes === value}>${minutes === 0 ? words.none : rules.oncePer(spanOf(minutes, rules))}</option>`)}
      </select></label>`;
  }

  #change(alerts: Partial<Limits>): void {
    void this.#take(() => this.#client.call('settings.change', { alerts }));
  }

  async #take(ask: () => Promise<Config>): Promise<void> {
    try {
      this.limits = (await ask()).alerts;
      this.failure = null;
    } catch (error) {
      this.failure = describeFailure(error, text());
    }
  }
}

customElements.define('petlog-limits-card', LimitsCard);

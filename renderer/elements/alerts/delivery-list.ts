import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Delivery, DeliveryState } from '../../../shared/alerts-deliveries.ts';
import { icon, type IconName } from '../../icons.ts';
import { pageLinkOf } from '../../shell/route.ts';
import { formatClock, formatDayAndTime, formatNumber } from '../../state/format.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import { describeDeliveryFault } from '../../state/alerts/delivery-fault-words.ts';
import { ruleName } from '../../state/alerts/rule-name.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { locale } from '../../text/text.ts';
import '../action-button.ts';
import { isOwnScreen } from '../own-screen.ts';

const signs: Readonly<Record<DeliveryState, IconName>> = { waiting: 'spinner', delivered: 'check', failed: 'refused', expired: 'warning' };

/** What was sent where, when, and what came of it. Fires `more` for earlier ones. */
export class DeliveryList extends LitElement {
  static override properties: PropertyDeclarations = {
    deliveries: { attribute: false },
    totalCount: { type: Number },
    words: { attribute: false },
  };

  static override styles = [baseStyles, alertListStyles];

  /** Newest first. */
  declare deliveries: readonly Delivery[];
  declare totalCount: number;
  declare words: AlertWords;

  override render(): TemplateResult {
    const { deliveries: words } = this.words;
    const more = (): void => void this.dispatchEvent(new CustomEvent('more'));
    return html`<header><div><h2 id="title">${words.title}</h2></div></header>
      ${
        this.deliveries.length === 0
          ? html`<p class="hint"><b>${words.empty}</b> ${words.emptyHint}</p>`
          : html`<ul aria-labelledby="title">${repeat(
              this.deliveries,
              ({ delivery_id: id }) => id,
              (delivery) => this.#row(delivery),
            )}</ul>`
      }
      ${this.deliveries.length < this.totalCount ? html`<petlog-button class="more" icon="down" label=${words.more} @click=${more}></petlog-button>` : nothing}`;
  }

  #row(delivery: Delivery): TemplateResult {
    const { deliveries: words } = this.words;
    const { title, event_id: eventId, state, last_error: error } = delivery;
    return html`<li data-state=${state}>
      <div class="row">
        <span class="sign">${icon(signs[state])}</span>
        <span class="what">
          <b>${title}</b>
          <span>${words.by(this.#channel(delivery), ruleName(delivery.rule_name, this.words))}</span>
          <span class="numbers">${this.#outcome(delivery)}</span>
        </span>
        ${eventId === null || isOwnScreen() ? nothing : html`<a class="opens" href=${pageLinkOf('event', String(eventId))} aria-label=${words.open(title)}>${icon('forward')}</a>`}
      </div>
      ${
        error === null || state === 'delivered'
          ? nothing
          : html`<p class="fault">${icon('warning')}<span>${this.words.channels.testFailed(this.words.channels.steps[error.step], describeDeliveryFault(error.message, this.words))}</span></p>`
      }
    </li>`;
  }

  #channel({ channel_kind: kind, channel_name: name, device_name: device }: Delivery): string {
    return kind === 'web_push' ? (device ?? this.words.channels.kinds.web_push) : name;
  }

  #outcome({ state, created_at: created, attempts, next_attempt_at: next }: Delivery): string {
    const { deliveries: words } = this.words;
    const parts = [
      formatDayAndTime(new Date(created), new Date(), locale()),
      words.states[state],
      attempts > 1 ? words.attempts(attempts, formatNumber(attempts, locale())) : '',
      state === 'waiting' && next !== null && attempts > 0 ? words.nextAt(formatClock(new Date(next), locale())) : '',
    ];
    return parts.filter((part) => part !== '').join(' · ');
  }
}

customElements.define('petlog-delivery-list', DeliveryList);

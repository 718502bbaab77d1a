import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AuditEntry } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { groupAuditByDay, type AuditDay } from '../../state/access/audit-days.ts';
import { AuditPages, type OutcomeFilter } from '../../state/access/audit-pages.ts';
import { describeAuditEntry } from '../../state/access/audit-words.ts';
import { formatNumber, formatTime } from '../../state/format.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { auditStyles } from '../../styles/audit.ts';
import { cardRowStyles } from '../../styles/card-rows.ts';
import { emptyStateStyles } from '../../styles/empty-state.ts';
import { longListStyles } from '../../styles/long-list.ts';
import { pageBarStyles } from '../../styles/page-bar.ts';
import { baseStyles } from '../../styles/shared.ts';
import { AuditText } from '../../text/audit-words.ts';
import { locale, text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { emptyState } from '../empty-state.ts';

const outcomes: readonly OutcomeFilter[] = ['all', 'done', 'refused', 'failed'];
/** A refusal is told to nobody. */
const refreshMilliseconds = 15_000;
const signs = { done: 'check', refused: 'refused', failed: 'warning' } as const;

/** Who did what from where, for admins. The slot `back` is the way out. */
export class AuditList extends LitElement {
  static override properties: PropertyDeclarations = {};

  static override styles = [baseStyles, pageBarStyles, emptyStateStyles, longListStyles, cardRowStyles, auditStyles];

  readonly #client: PetLogClient;
  readonly #text = new AuditText(this);
  readonly #pages: AuditPages;
  readonly #endWatch: IntersectionObserver;
  #unsubscribe: readonly (() => void)[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.#pages = new AuditPages(
      (query) => client.call('audit.list', query),
      () => this.requestUpdate(),
    );
    const onView = (entries: readonly IntersectionObserverEntry[]): void => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        void this.#pages.more();
      }
    };
    this.#endWatch = new IntersectionObserver(onView, { rootMargin: '600px' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = [
      this.#client.onNotice(() => void this.#pages.refresh()),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.#pages.refresh())),
    ];
    this.#timer = setInterval(() => void (document.hidden || this.#pages.refresh()), refreshMilliseconds);
    void this.#pages.show('all');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    clearInterval(this.#timer);
    this.#endWatch.disconnect();
  }

  /** An end that has come into view once tells nothing when it stays there. */
  protected override updated(): void {
    this.#endWatch.disconnect();
    const end = this.renderRoot.querySelector('.end');
    if (end !== null && this.#pages.failure === undefined) {
      this.#endWatch.observe(end);
    }
  }

  override render(): TemplateResult {
    const words = this.#text.words.audit;
    const pages = this.#pages;
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading">
          <h1>${words.title}</h1>
          ${pages.entries === null ? nothing : html`<span class="count" role="status">${words.count(pages.totalCount, formatNumber(pages.totalCount, locale()))}</span>`}
        </div>
      </div>
      <div class="filter" role="group" aria-label=${words.filter}>
        ${outcomes.map((outcome) => html`<button type="button" aria-pressed=${pages.filter === outcome} @click=${() => pages.show(outcome)}>${words.outcomes[outcome]}</button>`)}
      </div>
      <section aria-label=${words.region} aria-busy=${pages.isLoading}>${this.#list()}</section>`;
  }

  #list() {
    const words = this.#text.words.audit;
    const { entries, failure, filter, isComplete } = this.#pages;
    if (entries === null && failure !== undefined) {
      return emptyState({
        sign: 'warning',
        title: words.failed(describeFailure(failure, text())),
        action: { label: words.again, act: () => this.#pages.again() },
      });
    }
    if (entries === null) {
      return emptyState({ sign: 'history', title: words.loading });
    }
    if (entries.length === 0 && isComplete) {
      if (filter === 'all') {
        return emptyState({ sign: 'history', title: words.empty, hint: words.emptyHint });
      }
      return emptyState({
        sign: 'history',
        title: words.emptyFilter[filter],
        hint: words.emptyFilterHint,
        action: { label: words.showAll, act: () => this.#pages.show('all') },
      });
    }
    return html`${repeat(
      groupAuditByDay(entries, new Date(), words, locale()),
      ({ date }) => date,
      (day) => this.#day(day),
    )}
      <div class="end">${this.#end()}</div>`;
  }

  #day({ date, title, entries }: AuditDay) {
    return html`<section aria-labelledby=${`day-${date}`}>
      <h2 id=${`day-${date}`}>${title}</h2>
      <ul>
        ${repeat(
          entries,
          ({ entry_id }) => entry_id,
          (entry) => this.#entry(entry),
        )}
      </ul>
    </section>`;
  }

  #entry(entry: AuditEntry) {
    const words = this.#text.words.audit;
    const { actor, action, detail } = describeAuditEntry(entry, this.#text.words);
    const time = (at: string): string => formatTime(new Date(at), locale());
    return html`<li class=${entry.outcome}>
      <span class="sign">${icon(signs[entry.outcome])}</span>
      <span class="what">
        <span class="action">${action}${entry.outcome === 'done' ? nothing : html` <span class="outcome">${words.outcomes[entry.outcome]}</span>`}</span>
        <span class="detail">
          <b>${actor}</b> ${entry.address === 'this screen' || entry.address === '' ? nothing : words.from(entry.address)}${detail === '' ? nothing : html` · ${detail}`}
        </span>
        ${entry.count > 1 ? html`<span class="detail repeated">${words.repeated(formatNumber(entry.count, locale()), time(entry.last_at))}</span>` : nothing}
      </span>
      <time class="numbers" datetime=${entry.at}>${time(entry.at)}</time>
    </li>`;
  }

  #end() {
    const words = this.#text.words.audit;
    const { failure, isComplete, isLoading } = this.#pages;
    if (failure !== undefined) {
      return html`<p role="alert">${words.failed(describeFailure(failure, text()))}</p><button class="link" type="button" @click=${() => this.#pages.again()}>${words.again}</button>`;
    }
    if (isComplete) {
      return words.end;
    }
    return isLoading
      ? html`<p role="status">${words.loadingMore}</p>`
      : html`<button class="link" type="button" @click=${() => this.#pages.more()}>${words.more}</button>`;
  }
}

customElements.define('petlog-audit-list', AuditList);

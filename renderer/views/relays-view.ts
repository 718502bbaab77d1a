import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Relay } from '../../shared/relays.ts';
import '../elements/action-button.ts';
import { emptyState } from '../elements/empty-state.ts';
import '../elements/message-list.ts';
import { RelayDialog } from '../elements/relays/relay-dialog.ts';
import '../elements/switch-field.ts';
import '../elements/undo-bar.ts';
import { icon } from '../icons.ts';
import { describeRelayFailure } from '../state/describe-relay-failure.ts';
import { formatNumber, formatSize } from '../state/format.ts';
import { UndoQueue } from '../state/library/undo-queue.ts';
import { Messages } from '../state/messages.ts';
import { backupStyles } from '../styles/backup.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { problemStyles } from '../styles/problem.ts';
import { relayStyles } from '../styles/relays.ts';
import { relayWords as english, type RelayWords } from '../text/en/relays.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { relayWordTables } from '../text/relay-word-tables.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

const lookMilliseconds = 2000;

/** The media servers that live video goes to, as a page of More. */
export class RelaysView extends PageView {
  static override properties: PropertyDeclarations = { relays: { state: true }, failure: { state: true } };

  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, problemStyles, backupStyles, relayStyles];

  /** null before the first answer. */
  declare relays: readonly Relay[] | null;
  declare failure: string | null;
  readonly #client: PetLogClient;
  readonly #text = new LoadedWords<RelayWords>(this, english, relayWordTables);
  readonly #messages = new Messages(() => this.requestUpdate());
  readonly #dialog: RelayDialog;
  readonly #removals: UndoQueue<Relay>;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#client = client;
    this.relays = null;
    this.failure = null;
    this.#dialog = new RelayDialog(client, () => this.#text.words);
    this.#dialog.addEventListener('saved', () => void this.#load());
    this.#removals = new UndoQueue(
      (relays) => void this.#remove(relays),
      () => this.requestUpdate(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void (document.visibilityState === 'visible' && this.#load()), lookMilliseconds);
    window.addEventListener('pagehide', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
    this.#messages.close();
  }

  protected override content(): TemplateResult {
    const { words } = this.#text;
    const leaving = this.#removals.items;
    return html`${this.forAdmins(morePage(words.title, this.#list(words)))}
      <petlog-undo-bar
        .count=${leaving.length}
        .sentence=${leaving.map(({ name }) => words.removing(name)).join(' ')}
        @undo=${() => this.#removals.undo()}
      ></petlog-undo-bar>
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>
      ${this.#dialog}`;
  }

  #list(words: RelayWords): TemplateResult {
    const { relays, failure } = this;
    if (relays === null) {
      return failure === null
        ? html`<p class="visually-hidden" role="status">${text().places.loading}</p>`
        : html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed.list(failure)}</span></p>`;
    }
    const leaving = new Set(this.#removals.items.map(({ relay_id }) => relay_id));
    const shown = relays.filter(({ relay_id: id }) => !leaving.has(id));
    if (shown.length === 0) {
      return emptyState({
        sign: 'relay',
        title: words.none,
        hint: words.noneHint,
        action: { label: words.add, sign: 'add', act: () => this.#dialog.show(null) },
      });
    }
    return html`<section class="card">
      <p>${words.hint}</p>
      ${failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed.list(failure)}</span></p>`}
      ${shown.map((relay) => this.#relayPart(relay, words))}
      <div class="actions"><petlog-button icon="add" label=${words.add} @click=${() => this.#dialog.show(null)}></petlog-button></div>
    </section>`;
  }

  #relayPart(relay: Relay, words: RelayWords): TemplateResult {
    const { name, url, state, sent_bytes: bytes, reconnects, lost_pictures: lost, last_error: error, failed_step: step } = relay;
    const number = (count: number): string => formatNumber(count, locale());
    const facts = [
      words.sent(formatSize(bytes, locale())),
      ...(reconnects === 0 ? [] : [words.reconnects(number(reconnects))]),
      ...(lost === 0 ? [] : [words.lost(number(lost))]),
    ];
    return html`<article class="place" aria-label=${name}>
      <h3>${name}</h3>
      <p class="muted address">${url}</p>
      <p class="standing ${state}"><b>${words.states[state]}</b></p>
      ${state === 'off' ? nothing : html`<p class="muted">${facts.join(' · ')}</p>`}
      ${error === null || step === null ? nothing : html`<p class="problem">${icon('warning')}<span>${words.steps[step]} ${error}</span></p>`}
      <petlog-switch-field
        label=${words.on}
        .checked=${relay.enabled}
        @change-value=${(event: CustomEvent<boolean>) => void this.#switch(relay, event.detail)}
      ></petlog-switch-field>
      <div class="actions">
        <petlog-button icon="edit" label=${words.change} @click=${() => this.#dialog.show(relay)}></petlog-button>
        <petlog-button icon="trash" label=${words.remove} @click=${() => this.#removals.add([relay])}></petlog-button>
      </div>
    </article>`;
  }

  async #load(): Promise<void> {
    try {
      const { relays } = await this.#client.call('relays.list', {});
      this.relays = relays;
      this.failure = null;
    } catch (error) {
      this.failure = describeRelayFailure(error, this.#text.words.errors);
    }
  }

  async #switch({ relay_id: id }: Relay, enabled: boolean): Promise<void> {
    await this.#client.call('relays.change', { id, enabled }).catch((error: unknown) => {
      const { failed, errors } = this.#text.words;
      this.#messages.add('error', failed.change(describeRelayFailure(error, errors)));
    });
    await this.#load();
  }

  async #remove(relays: readonly Relay[]): Promise<void> {
    for (const { relay_id: id, name } of relays) {
      await this.#client.call('relays.remove', { id }).catch((error: unknown) => {
        const { failed, errors } = this.#text.words;
        this.#messages.add('error', failed.remove(name, describeRelayFailure(error, errors)));
      });
      this.relays = this.relays?.filter(({ relay_id }) => relay_id !== id) ?? null;
    }
    await this.#load();
  }

  readonly #onLeave = (): void => this.#removals.flush();
}

customElements.define('petlog-relays-view', RelaysView);

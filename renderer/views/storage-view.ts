import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import type { StorageOutlook, StorageUsage } from '../../shared/storage.ts';
import '../elements/action-button.ts';
import '../elements/disk-picture.ts';
import '../elements/message-list.ts';
import '../elements/recording-tile.ts';
import { StorageSettings } from '../elements/storage-settings.ts';
import { icon } from '../icons.ts';
import { pageLinkOf } from '../shell/route.ts';
import { describeFailure } from '../state/descriptions.ts';
import { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { Messages } from '../state/messages.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { storagePageStyles } from '../styles/storage-page.ts';
import { diskWordTables } from '../text/disk-word-tables.ts';
import { diskWords as english, type DiskWords } from '../text/en/disk.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** After these the disk is filled in another way. */
const storageChanges: ReadonlySet<string> = new Set(['recording.finished', 'recording.removed', 'settings.changed', 'library.checked']);
const picturesAtOnce = 3;

/** The disk: how full, with what, for how long, and what goes first; and how long recordings stay on it. A page of More. */
export class StorageView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, storagePageStyles];

  readonly #client: PetLogClient;
  readonly #openRecording: (recordingId: string) => void;
  readonly #text = new LoadedWords<DiskWords>(this, english, diskWordTables);
  readonly #settings: StorageSettings;
  readonly #messages = new Messages(() => this.requestUpdate());
  readonly #pictureLimit = new ConcurrencyLimit(picturesAtOnce);
  #usage: StorageUsage | null = null;
  /** null before it came, and where it cannot be had. */
  #outlook: StorageOutlook | null = null;
  #failure: unknown;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(client: PetLogClient, source: SessionSource, openRecording: (recordingId: string) => void) {
    super(client, source);
    this.#client = client;
    this.#openRecording = openRecording;
    this.#settings = new StorageSettings(client);
    this.#settings.addEventListener('saved', () => this.#messages.add('information', text().storageSettings.saved));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => void (storageChanges.has(name) && this.#load())),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.#load())),
    ];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    this.#messages.close();
  }

  protected override content(): TemplateResult {
    return morePage(
      text().more.storage,
      html`${this.#disk()}
        <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>`,
    );
  }

  protected override hasSettled(): boolean {
    return this.#usage !== null || this.#failure !== undefined;
  }

  #disk() {
    const usage = this.#usage;
    if (usage === null) {
      return this.#failure === undefined
        ? html`<p class="visually-hidden" role="status">${text().places.loading}</p>`
        : html`<div class="card"><p role="alert">${text().library.failed.storage(describeFailure(this.#failure, text()))}</p></div>`;
    }
    return html`<section class="card" aria-label=${text().storage.region}>
        <petlog-disk-picture .usage=${usage} .outlook=${this.#outlook} .words=${this.#text.words}></petlog-disk-picture>
        ${this.session.mayChange ? html`<div class="settings"><petlog-button icon="settings" label=${text().storage.settings} @click=${() => this.#settings.show()}></petlog-button></div>` : nothing}
      </section>
      ${this.#outlook === null || usage.recordings_count === 0 ? nothing : this.#first(this.#outlook)} ${this.#ways()} ${this.#settings}`;
  }

  #first({ first_to_go: recordings }: StorageOutlook) {
    const { words } = this.#text;
    return html`<section class="card" aria-labelledby="first">
      <h2 id="first">${words.first}</h2>
      <p class="hint">${recordings.length === 0 ? words.nothingFirst : words.firstHint}</p>
      <div class="tiles">
        ${recordings.map(
          (recording) =>
            html`<petlog-recording-tile
              dated
              .recording=${recording}
              .readOnly=${!this.session.mayChange}
              .pictureLimit=${this.#pictureLimit}
              @open=${() => this.#openRecording(recording.recording_id)}
              @keep=${() => void this.#keep(recording)}
            ></petlog-recording-tile>`,
        )}
      </div>
    </section>`;
  }

  #ways() {
    const { words } = this.#text;
    return html`<div class="rows">
      <a class="row" href=${pageLinkOf('recordings')}>${icon('library')}<span><b>${words.recordings}</b><small>${words.recordingsHint}</small></span>${icon('forward')}</a>
      ${this.session.mayChange ? html`<a class="row" href=${pageLinkOf('backup')}>${icon('copies')}<span><b>${words.copies}</b><small>${words.copiesHint}</small></span>${icon('forward')}</a>` : nothing}
    </div>`;
  }

  async #keep({ recording_id: id, kept }: RecordingInfo): Promise<void> {
    try {
      await this.#client.call('recordings.change', { id, kept: !kept });
    } catch (error) {
      this.#messages.add('error', `${text().library.failed.keep} ${describeFailure(error, text())}`);
    }
    await this.#load();
  }

  async #load(): Promise<void> {
    try {
      // Together, so that nothing is pushed down by what comes late.
      const [usage, outlook] = await Promise.all([
        this.#client.call('storage.get', {}),
        this.#client.call('storage.outlook', {}).catch(() => null),
      ]);
      this.#usage = usage;
      this.#outlook = outlook;
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

customElements.define('petlog-storage-view', StorageView);

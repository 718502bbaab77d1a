import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { StorageUsage } from '../../shared/api.ts';
import '../elements/action-button.ts';
import '../elements/storage-bar.ts';
import { StorageSettings } from '../elements/storage-settings.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** After these the disk is filled in another way. */
const storageChanges: ReadonlySet<string> = new Set(['recording.finished', 'recording.removed', 'settings.changed', 'library.checked']);

/** The disk, and how long recordings stay on it, as a page of More. */
export class StorageView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles];

  readonly #client: PetLogClient;
  readonly #settings: StorageSettings;
  #usage: StorageUsage | null = null;
  #failure: unknown;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#client = client;
    this.#settings = new StorageSettings(client);
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
  }

  protected override content(): TemplateResult {
    const { more, storage } = text();
    return morePage(
      more.storage,
      html`<div class="card"><petlog-storage-bar .usage=${this.#usage} .failure=${this.#failure}></petlog-storage-bar></div>
        ${this.session.mayChange ? html`<petlog-button icon="settings" label=${storage.settings} @click=${() => this.#settings.show()}></petlog-button>${this.#settings}` : nothing}`,
    );
  }

  async #load(): Promise<void> {
    try {
      this.#usage = await this.#client.call('storage.get', {});
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

customElements.define('petlog-storage-view', StorageView);

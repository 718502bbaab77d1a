import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { loadBackupWords, loadCopyWords } from '../backup/words.ts';
import type { CopyWords } from '../backup/words/copies-en.ts';
import type { BackupWords } from '../backup/words/en.ts';
import { BringSettingsBack } from '../elements/backup/bring-settings-back.ts';
import { Copies } from '../elements/backup/copies.ts';
import { SaveSettings } from '../elements/backup/save-settings.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** What is kept elsewhere, in case the SD card fails, as a page of More. */
export class BackupView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles];

  readonly #client: PetLogClient;
  #words: BackupWords | null = null;
  #parts: readonly TemplateResult[] = [];

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#client = client;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.all([loadBackupWords(), loadCopyWords()]).then(([words, copyWords]) => {
      if (this.#words !== words) {
        this.#words = words;
        this.#parts = this.#make(words, copyWords);
        this.requestUpdate();
      }
    });
  }

  protected override content(): TemplateResult {
    return html`${this.forAdmins(morePage(text().more.backup, html`${this.#parts}`))}`;
  }

  #make(words: BackupWords, copyWords: CopyWords): readonly TemplateResult[] {
    const copies = html`${new Copies(this.#client, copyWords, words.errors)}`;
    // The camera's own screen has no place for a file.
    return window.petlog === undefined
      ? [copies, html`${new SaveSettings(this.#client, words)}`, html`${new BringSettingsBack(this.#client, words)}`]
      : [copies, html`<p>${words.ownScreen}</p>`];
  }
}

customElements.define('petlog-backup-view', BackupView);

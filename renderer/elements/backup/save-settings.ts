import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { describeBackupFailure } from '../../backup/describe-failure.ts';
import type { BackupWords } from '../../backup/words/en.ts';
import { icon } from '../../icons.ts';
import { backupStyles } from '../../styles/backup.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { problemStyles } from '../../styles/problem.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';

const leastCharacters = 8;

/** Saves what the camera is set up like to a file. */
export class SaveSettings extends LitElement {
  static override properties: PropertyDeclarations = { isWorking: { state: true }, failure: { state: true }, isSaved: { state: true } };

  static override styles: CSSResultGroup = [baseStyles, fieldStyles, problemStyles, backupStyles];

  declare isWorking: boolean;
  declare failure: string | null;
  declare isSaved: boolean;
  readonly #client: PetLogClient;
  readonly #words: BackupWords;

  constructor(client: PetLogClient, words: BackupWords) {
    super();
    this.#client = client;
    this.#words = words;
    this.isWorking = false;
    this.failure = null;
    this.isSaved = false;
  }

  override render(): TemplateResult {
    const words = this.#words;
    return html`<form class="card" novalidate method="post" @submit=${this.#onSubmit}>
      <h2>${words.saveTitle}</h2>
      <p>${words.saveHint}</p>
      <label class="field"><span>${words.passphrase}</span><input name="passphrase" type="password" maxlength="200" autocomplete="new-password" aria-describedby="hint" /></label>
      <p id="hint" class="muted">${words.passphraseHint}</p>
      <label class="field"><span>${words.repeat}</span><input name="repeat" type="password" maxlength="200" autocomplete="new-password" /></label>
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <div class="actions">
        <petlog-button
          icon="download"
          tone="primary"
          label=${words.save}
          .busy=${this.isWorking}
          @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
        ></petlog-button>
      </div>
      <p role="status" ?hidden=${!this.isSaved}>${this.isSaved ? words.saved : ''}</p>
      <input type="submit" hidden />
    </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget as HTMLFormElement);
    const textOf = (name: string): string => {
      const value = entered.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [passphrase, repeat] = [textOf('passphrase'), textOf('repeat')];
    const words = this.#words;
    this.failure =
      passphrase !== '' && [...passphrase].length < leastCharacters ? words.tooShort : passphrase === repeat ? null : words.notEqual;
    if (this.failure === null) {
      void this.#save(passphrase);
    }
  };

  async #save(passphrase: string): Promise<void> {
    if (this.isWorking) {
      return;
    }
    this.isWorking = true;
    this.isSaved = false;
    try {
      const file = await this.#client.call('configuration.export', passphrase === '' ? {} : { passphrase });
      download(JSON.stringify(file, null, 1), `${fileNameOf(file.name)}-${file.created_at.slice(0, 10)}.petlog.json`);
      this.isSaved = true;
    } catch (error) {
      this.failure = this.#words.saveFailed(describeBackupFailure(error, this.#words.errors));
    } finally {
      this.isWorking = false;
    }
  }
}

/** What file systems take. */
const fileNameOf = (name: string): string => name.replace(/[^\p{L}\p{N}-]+/gu, '-').replace(/^-+|-+$/g, '') || 'PetLog';

function download(content: string, filename: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

customElements.define('petlog-save-settings', SaveSettings);

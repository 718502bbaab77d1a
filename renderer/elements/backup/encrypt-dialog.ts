import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type BackupTarget, confirmedCharacters } from '../../../shared/backup.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { BackupErrors } from '../../backup/words/en.ts';
import { copyText } from '../../state/access/copy-text.ts';
import { formatNumber } from '../../state/format.ts';
import { locale } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { CopiesDialog } from './copies-dialog.ts';

/** Has what goes to a place encrypted: a key is made, shown once, and confirmed; or ends that. Fires `saved`. */
export class EncryptDialog extends CopiesDialog {
  static override properties: PropertyDeclarations = { target: { state: true }, key: { state: true }, isCopied: { state: true } };

  /** Just made; null before. */
  declare key: string | null;
  declare isCopied: boolean;

  constructor(client: PetLogClient, words: CopyWords, errors: BackupErrors | null) {
    super(client, words, errors);
    this.key = null;
    this.isCopied = false;
  }

  show(target: BackupTarget): void {
    this.target = target;
    this.key = null;
    this.isCopied = false;
    this.open();
  }

  protected override get heading(): string {
    return this.words.encryptTitle(this.target?.name ?? '');
  }

  protected override content(): TemplateResult {
    const words = this.words;
    const { target, key } = this;
    if (key !== null) {
      return this.form(
        html`<p>${words.keyHint}</p>
          <output class="key" aria-label=${words.key}>${key}</output>
          <div class="actions">
            <petlog-button icon="copy" label=${this.isCopied ? words.keyCopied : words.copyKey} @click=${() => void this.#copy(key)}></petlog-button>
          </div>
          <label class="field">
            <span>${words.lastCharacters(formatNumber(confirmedCharacters, locale()))}</span>
            <input name="last" maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" />
          </label>`,
        { icon: 'check', label: words.startEncrypting },
      );
    }
    return target === null || target.recipient === ''
      ? this.form(html`<p>${words.encryptHint}</p>`, { icon: 'lock', label: words.makeKey })
      : this.form(
          html`<p>${words.encryptedHint}</p>
            <div class="actions">
              <petlog-button icon="trash" label=${words.stopEncrypting} @click=${() => void this.#stop(target)}></petlog-button>
            </div>`,
          { icon: 'lock', label: words.newKey },
        );
  }

  protected override submit({ last = '' }: Readonly<Record<string, string>>): void {
    const { target, key } = this;
    if (target === null) {
      return;
    }
    void this.save(async () => {
      if (key === null) {
        this.key = (await this.client.call('backup.make_key', { id: target.target_id })).key;
        return;
      }
      await this.client.call('backup.confirm_key', { id: target.target_id, last_characters: last });
      this.close();
    });
  }

  /** The key is gone from the page with the dialog. */
  protected override closed(): void {
    this.key = null;
    super.closed();
  }

  async #stop({ target_id: id }: BackupTarget): Promise<void> {
    await this.save(async () => {
      await this.client.call('backup.change', { id, recipient: '' });
      this.close();
    });
  }

  async #copy(key: string): Promise<void> {
    this.isCopied = await copyText(key);
  }
}

customElements.define('petlog-encrypt-dialog', EncryptDialog);

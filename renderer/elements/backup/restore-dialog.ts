import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BackupTarget } from '../../../shared/backup.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';

/** Brings a day or everything back from a place for copies. Fires `saved` once it has begun. */
export class RestoreDialog extends FormDialog {
  static override properties: PropertyDeclarations = { target: { state: true }, isDay: { state: true } };

  declare target: BackupTarget | null;
  declare isDay: boolean;
  readonly #client: PetLogClient;
  readonly #words: CopyWords;

  constructor(client: PetLogClient, words: CopyWords) {
    super();
    this.#client = client;
    this.#words = words;
    this.target = null;
    this.isDay = true;
  }

  show(target: BackupTarget): void {
    this.target = target;
    this.isDay = true;
    this.open();
  }

  protected override get heading(): string {
    return this.#words.restoreTitle(this.target?.name ?? '');
  }

  protected override content(): TemplateResult {
    const words = this.#words;
    return this.form(
      html`<p>${words.restoreHint}</p>
        <label class="field">
          <span>${words.restoreWhat}</span>
          <select name="what" @change=${(event: Event) => (this.isDay = (event.currentTarget as HTMLSelectElement).value === 'day')}>
            <option value="day">${words.restoreDay}</option>
            <option value="all">${words.restoreAll}</option>
          </select>
        </label>
        ${this.isDay ? html`<label class="field"><span>${words.restoreDate}</span><input name="date" type="date" .value=${today()} /></label>` : nothing}`,
      { icon: 'undo', label: words.start },
    );
  }

  protected override submit({ date = '' }: Readonly<Record<string, string>>): void {
    const { target, isDay } = this;
    if (target === null || (isDay && date === '')) {
      return;
    }
    void this.save(async () => {
      await this.#client.call('backup.restore', { target_id: target.target_id, ...(isDay ? { date } : { all: true }) });
      this.close();
    });
  }
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

customElements.define('petlog-restore-dialog', RestoreDialog);

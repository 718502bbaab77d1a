import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BackupCopies, BackupTarget } from '../../../shared/backup.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { BackupErrors } from '../../backup/words/en.ts';
import { formatSize } from '../../state/format.ts';
import { locale } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { CopiesDialog } from './copies-dialog.ts';

const wholes = ['day', 'one', 'all'] as const;

/** Brings a recording, a day or everything back from a place for copies. Fires `saved` once it has begun. */
export class RestoreDialog extends CopiesDialog {
  static override properties: PropertyDeclarations = {
    target: { state: true },
    what: { state: true },
    date: { state: true },
    found: { state: true },
    isLooking: { state: true },
  };

  declare what: (typeof wholes)[number];
  declare date: string;
  /** Recordings of that day that lie there; null while nobody knows. */
  declare found: BackupCopies['recordings'] | null;
  declare isLooking: boolean;

  constructor(client: PetLogClient, words: CopyWords, errors: BackupErrors | null) {
    super(client, words, errors);
    this.what = 'day';
    this.date = '';
    this.found = null;
    this.isLooking = false;
  }

  show(target: BackupTarget): void {
    this.target = target;
    this.what = 'day';
    this.date = today();
    this.found = null;
    this.open();
  }

  protected override get heading(): string {
    return this.words.restoreTitle(this.target?.name ?? '');
  }

  protected override content(): TemplateResult {
    const words = this.words;
    const names = { day: words.restoreDay, one: words.restoreOne, all: words.restoreAll };
    return this.form(
      html`<p>${words.restoreHint}</p>
        <label class="field">
          <span>${words.restoreWhat}</span>
          <select name="what" @change=${this.#onWhat}>${wholes.map((one) => html`<option value=${one} ?selected=${one === this.what}>${names[one]}</option>`)}</select>
        </label>
        ${this.what === 'all' ? nothing : html`<label class="field"><span>${words.restoreDate}</span><input name="date" type="date" .value=${this.date} @change=${this.#onDate} /></label>`}
        ${this.what === 'one' ? this.#choice() : nothing}
        <div class="explained">
          <label class="field">
            <span>${words.restoreKey}</span>
            <input name="key" maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="AGE-SECRET-KEY-1…" />
          </label>
          <small class="muted">${words.restoreKeyHint}</small>
        </div>`,
      { icon: 'undo', label: words.start },
    );
  }

  protected override submit({ recording = '', key = '' }: Readonly<Record<string, string>>): void {
    const { target, what, date } = this;
    if (target === null || (what !== 'all' && date === '')) {
      return;
    }
    if (what === 'one' && recording === '') {
      this.point('recording', this.words.chooseOne);
      return;
    }
    const typed = key.trim().toUpperCase();
    if (typed !== '' && !/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(typed)) {
      this.point('key', this.words.restoreKeyWrong);
      return;
    }
    const wanted = { day: { date }, one: { recording_id: recording }, all: { all: true } }[what];
    void this.save(async () => {
      await this.client.call('backup.restore', { target_id: target.target_id, ...wanted, ...(typed === '' ? {} : { key: typed }) });
      this.close();
    });
  }

  #choice(): TemplateResult | typeof nothing {
    const words = this.words;
    if (this.found === null) {
      return this.isLooking ? html`<p role="status">${words.looking}</p>` : nothing;
    }
    const missing = this.found.filter(({ is_here: isHere }) => !isHere);
    if (missing.length === 0) {
      return html`<p role="status">${this.found.length === 0 ? words.noneThatDay : words.allHere}</p>`;
    }
    return html`<label class="field">
      <span>${words.restoreWhich}</span>
      <select name="recording">
        ${missing.map(
          ({ recording_id: id, started_at: at, size_bytes: size }) =>
            html`<option value=${id}>${at === null ? id : new Date(at).toLocaleTimeString(locale())} · ${formatSize(size, locale())}</option>`,
        )}
      </select>
    </label>`;
  }

  /** What lies there of the chosen day; an answer for a day that is not chosen any more is left alone. */
  async #look(): Promise<void> {
    const { target, date, what } = this;
    this.found = null;
    if (target === null || what !== 'one' || date === '') {
      return;
    }
    this.failure = null;
    this.isLooking = true;
    const isWanted = (): boolean => this.target === target && this.date === date && this.what === what;
    try {
      const { recordings } = await this.client.call('backup.copies', { id: target.target_id, date });
      if (isWanted()) {
        this.found = recordings;
      }
    } catch (error) {
      if (isWanted()) {
        this.failure = this.describe(error);
      }
    } finally {
      this.isLooking = false;
    }
  }

  readonly #onWhat = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.what = wholes.find((one) => one === value) ?? 'day';
    void this.#look();
  };

  readonly #onDate = (event: Event): void => {
    this.date = (event.currentTarget as HTMLInputElement).value;
    void this.#look();
  };
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

customElements.define('petlog-restore-dialog', RestoreDialog);

import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sentenceOf } from '../../../shared/errors.ts';
import type { ConfigurationChange, ConfigurationImported } from '../../../shared/configuration-file.ts';
import { describeBackupFailure } from '../../backup/describe-failure.ts';
import type { BackupWords } from '../../backup/words/en.ts';
import { icon } from '../../icons.ts';
import { backupStyles } from '../../styles/backup.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { problemStyles } from '../../styles/problem.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale } from '../../text/text.ts';
import { CallError, type PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { ConfirmDialog } from '../confirm-dialog.ts';

type File = Record<string, unknown>;

/** Brings back what a file holds, once somebody has seen what would change. */
export class BringSettingsBack extends LitElement {
  static override properties: PropertyDeclarations = {
    file: { state: true },
    filename: { state: true },
    plan: { state: true },
    isWorking: { state: true },
    failure: { state: true },
    outcome: { state: true },
  };

  static override styles: CSSResultGroup = [baseStyles, fieldStyles, problemStyles, backupStyles];

  declare file: File | null;
  declare filename: string;
  /** What it would change. */
  declare plan: ConfigurationImported | null;
  declare isWorking: boolean;
  declare failure: string | null;
  declare outcome: string;
  readonly #client: PetLogClient;
  readonly #words: BackupWords;
  readonly #confirm = new ConfirmDialog();
  #passphrase = '';

  constructor(client: PetLogClient, words: BackupWords) {
    super();
    this.#client = client;
    this.#words = words;
    this.file = null;
    this.filename = '';
    this.plan = null;
    this.isWorking = false;
    this.failure = null;
    this.outcome = '';
  }

  override render(): TemplateResult {
    const words = this.#words;
    return html`<section class="card" aria-labelledby="title">
        <h2 id="title">${words.bringTitle}</h2>
        <p>${words.bringHint}</p>
        <input type="file" accept=".json,application/json" hidden @change=${this.#onChoose} />
        <div class="actions">
          <petlog-button icon="copies" label=${words.choose} @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type="file"]')?.click()}></petlog-button>
        </div>
        ${this.filename === '' ? nothing : html`<p>${this.filename}</p>`}
        ${this.file !== null && isSealed(this.file) && this.plan === null ? this.#passphraseField() : nothing}
        ${this.isWorking && this.plan === null ? html`<p role="status">${words.loading}</p>` : nothing}
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
        ${this.plan === null ? nothing : this.#planPart(this.plan)}
        <p role="status" ?hidden=${this.outcome === ''}>${this.outcome}</p>
      </section>
      ${this.#confirm}`;
  }

  #passphraseField(): TemplateResult {
    const words = this.#words;
    return html`<form class="field" novalidate method="post" @submit=${this.#onPassphrase}>
      <label class="field">
        <span>${words.passphrase}</span>
        <input name="passphrase" type="password" maxlength="200" autocomplete="off" aria-describedby="sealed" />
      </label>
      <p id="sealed" class="muted">${words.sealed}</p>
      <div class="actions">
        <petlog-button icon="eye" label=${words.look} .busy=${this.isWorking} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  #planPart(plan: ConfigurationImported): TemplateResult {
    const words = this.#words;
    const when = new Date(plan.created_at).toLocaleString(locale(), { dateStyle: 'long', timeStyle: 'short' });
    return html`<p><b>${words.from(plan.name, when)}</b></p>
      ${
        plan.changes.length === 0
          ? html`<p>${words.nothingChanges}</p>`
          : html`<ul class="changes">
              ${plan.changes.map((change) => html`<li><b>${words.parts[change.part]}</b>${this.#described(change)}</li>`)}
            </ul>`
      }
      ${plan.left_out.length === 0 ? nothing : html`<p class="muted">${words.leftOut(plan.left_out.length)}</p>`}
      ${plan.has_secrets ? nothing : html`<p class="muted">${words.noPeople}</p>`}
      ${
        plan.changes.length === 0 || this.outcome !== ''
          ? nothing
          : html`<div class="actions">
              <petlog-button icon="undo" tone="primary" label=${words.bring} .busy=${this.isWorking} @click=${() => void this.#bring(plan)}></petlog-button>
            </div>`
      }`;
  }

  #described({ part, added, changed, removed }: ConfigurationChange): string {
    const words = this.#words;
    if (part === 'settings') {
      return words.settingsCount(added.length + changed.length + removed.length);
    }
    if (part === 'authority' || part === 'screen_pin') {
      return words.becomesThat;
    }
    const names = (list: readonly string[]): string => new Intl.ListFormat(locale(), { type: 'unit' }).format(list);
    return [
      added.length === 0 ? '' : words.added(names(added)),
      changed.length === 0 ? '' : words.changed(names(changed)),
      removed.length === 0 ? '' : words.removed(names(removed)),
    ]
      .filter((said) => said !== '')
      .join('; ');
  }

  readonly #onChoose = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement;
    const [chosen] = input.files ?? [];
    this.filename = chosen?.name ?? '';
    this.file = null;
    this.plan = null;
    this.failure = null;
    this.outcome = '';
    this.#passphrase = '';
    if (chosen === undefined) {
      return;
    }
    const file = await contentOf(chosen);
    input.value = ''; // the same file can be chosen again
    if (file === null) {
      this.failure = describeBackupFailure(
        new CallError('configuration_not_a_file', sentenceOf('configuration_not_a_file')),
        this.#words.errors,
      );
      return;
    }
    this.file = file;
    if (!isSealed(file)) {
      await this.#look(file);
    }
  };

  readonly #onPassphrase = (event: Event): void => {
    event.preventDefault();
    this.#passphrase = this.renderRoot.querySelector<HTMLInputElement>('input[name="passphrase"]')?.value ?? '';
    if (this.file !== null) {
      void this.#look(this.file);
    }
  };

  async #look(file: File): Promise<void> {
    const plan = await this.#ask(file, true);
    if (file === this.file) {
      this.plan = plan;
    }
  }

  async #bring({ changes }: ConfigurationImported): Promise<void> {
    const words = this.#words;
    const losesPeople = changes.some(({ part, removed }) => ['people', 'devices', 'tokens'].includes(part) && removed.length > 0);
    const question = {
      title: words.confirmTitle,
      sentences: [words.confirm, ...(losesPeople ? [words.confirmPeople] : [])],
      action: words.bring,
      icon: 'undo',
    } as const;
    if (this.file === null || !(await this.#confirm.ask(question))) {
      return;
    }
    const done = await this.#ask(this.file, false);
    if (done !== null) {
      this.outcome = done.takes_effect === 'restarting' ? words.restarting : words.nextStart;
    }
  }

  async #ask(file: File, preview: boolean): Promise<ConfigurationImported | null> {
    if (this.isWorking) {
      return null;
    }
    this.isWorking = true;
    this.failure = null;
    try {
      const passphrase = isSealed(file) ? { passphrase: this.#passphrase } : {};
      return await this.#client.call('configuration.import', { file, preview, ...passphrase });
    } catch (error) {
      this.failure = describeBackupFailure(error, this.#words.errors);
      return null;
    } finally {
      this.isWorking = false;
    }
  }
}

const isSealed = (file: File): boolean => typeof file['sealed'] === 'object' && file['sealed'] !== null;

/** Null for what is no JSON object. */
async function contentOf(file: Blob): Promise<File | null> {
  try {
    const content: unknown = JSON.parse(await file.text());
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as File) : null;
  } catch {
    return null;
  }
}

customElements.define('petlog-bring-settings-back', BringSettingsBack);

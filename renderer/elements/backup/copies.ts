import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BackupStatus, BackupTarget, BackupTargetList, BackupTargetStatus } from '../../../shared/backup.ts';
import { fingerprintInFault } from '../../../shared/backup-faults.ts';
import { describeBackupFailure, describeFault } from '../../backup/describe-failure.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { BackupErrors } from '../../backup/words/en.ts';
import { icon } from '../../icons.ts';
import { formatNumber, formatSize } from '../../state/format.ts';
import { MediaQuery } from '../../state/media-query.ts';
import { backupStyles } from '../../styles/backup.ts';
import { problemStyles } from '../../styles/problem.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { certificateFingerprint, certificateFingerprintStyles } from '../certificate-fingerprint.ts';
import { ConfirmDialog } from '../confirm-dialog.ts';
import { EncryptDialog } from './encrypt-dialog.ts';
import { RestoreDialog } from './restore-dialog.ts';
import { restoreProgress } from './restore-progress.ts';
import { TargetDialog } from './target-dialog.ts';

const lookMilliseconds = 2000;

interface Tested {
  readonly targetId: string;
  readonly isGood: boolean;
  readonly sentence: string;
  /** SHA-256 of a certificate that is in the way and could be confirmed; null for none. */
  readonly fingerprint: string | null;
}

/** Where copies of recordings and events go, and how far they are. */
export class Copies extends LitElement {
  static override properties: PropertyDeclarations = {
    targets: { state: true },
    status: { state: true },
    failure: { state: true },
    testing: { state: true },
    tested: { state: true },
  };

  static override styles: CSSResultGroup = [baseStyles, problemStyles, backupStyles, certificateFingerprintStyles];

  declare targets: readonly BackupTarget[];
  declare status: BackupStatus | null;
  declare failure: string | null;
  /** Id of the target that is being tested. */
  declare testing: string | null;
  /** What came of the last test. */
  declare tested: Tested | null;
  /** Who makes remotes of rclone, and where. */
  #rclone: BackupTargetList['rclone'] = { user: '', configuration_path: '' };
  /** No room for two buttons of a sign beside a word. */
  readonly #narrow: MediaQuery;
  readonly #client: PetLogClient;
  readonly #words: CopyWords;
  readonly #errors: BackupErrors | null;
  readonly #targetDialog: TargetDialog;
  readonly #restoreDialog: RestoreDialog;
  readonly #encryptDialog: EncryptDialog;
  readonly #confirm = new ConfirmDialog();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient, words: CopyWords, errors: BackupErrors | null) {
    super();
    this.#narrow = new MediaQuery(this, '(max-width: 480px)');
    this.#client = client;
    this.#errors = errors;
    this.#words = words;
    this.targets = [];
    this.status = null;
    this.failure = null;
    this.testing = null;
    this.tested = null;
    this.#targetDialog = new TargetDialog(client, words);
    this.#restoreDialog = new RestoreDialog(client, words, errors);
    this.#encryptDialog = new EncryptDialog(client, words, errors);
    this.#encryptDialog.addEventListener('saved', () => void this.#load());
    this.#targetDialog.addEventListener('saved', () => void this.#load());
    // What is wrong with it, and a certificate to be compared, is seen at once.
    this.#targetDialog.addEventListener('placed', (event) => void this.#test((event as CustomEvent<BackupTarget>).detail));
    this.#restoreDialog.addEventListener('saved', () => void this.#load());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void (document.visibilityState === 'visible' && this.#load()), lookMilliseconds);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const words = this.#words;
    return html`<section class="card" aria-labelledby="title">
        <h2 id="title">${words.copiesTitle}</h2>
        <p>${words.copiesHint}</p>
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
        ${this.targets.map((target) => this.#targetPart(target))} ${this.#restorePart()}
        <div class="actions"><petlog-button icon="add" label=${words.add} @click=${() => this.#targetDialog.show(null, this.#rclone)}></petlog-button></div>
      </section>
      ${this.#targetDialog}${this.#restoreDialog}${this.#encryptDialog}${this.#confirm}`;
  }

  #targetPart(target: BackupTarget): TemplateResult {
    const words = this.#words;
    const status = this.status?.targets.find(({ target_id: id }) => id === target.target_id);
    const stacked = this.#narrow.matches;
    const tested = this.tested?.targetId === target.target_id ? this.tested : null;
    return html`<article class="place" aria-label=${target.name}>
      <h3>${target.name}</h3>
      ${target.recipient === '' ? nothing : html`<p class="muted">${words.encrypted}</p>`}
      ${status === undefined ? nothing : this.#statusPart(status)}
      ${this.testing === null && tested === null ? this.#certificatePart(target, fingerprintInFault(status?.last_error ?? '')) : nothing}
      ${this.testing === target.target_id ? html`<p role="status">${words.testing}</p>` : tested === null ? nothing : this.#testedPart(target, tested)}
      <div class="actions">
        <petlog-button ?stacked=${stacked} icon="check" label=${words.test} .disabled=${this.testing !== null} @click=${() => void this.#test(target)}></petlog-button>
        <petlog-button ?stacked=${stacked} icon="eye" label=${words.check} @click=${() => void this.#check(target)}></petlog-button>
        <petlog-button ?stacked=${stacked} icon="edit" label=${words.change} @click=${() => this.#targetDialog.show(target, this.#rclone)}></petlog-button>
        <petlog-button ?stacked=${stacked} icon="undo" label=${words.restore} @click=${() => this.#restoreDialog.show(target)}></petlog-button>
        <petlog-button ?stacked=${stacked} icon="lock" label=${words.encrypt} @click=${() => this.#encryptDialog.show(target)}></petlog-button>
        <petlog-button ?stacked=${stacked} icon="trash" label=${words.remove} @click=${() => void this.#remove(target)}></petlog-button>
      </div>
    </article>`;
  }

  #statusPart({
    state,
    sending,
    waiting_count,
    failing_count,
    copied_count,
    copied_bytes,
    last_success_at,
    last_error,
    is_checking,
    last_check,
    check_error,
  }: BackupTargetStatus): TemplateResult {
    const words = this.#words;
    const waiting = waiting_count === 0 ? '' : `, ${words.waiting(formatNumber(waiting_count, locale()))}`;
    const said = state === 'resting' && copied_count === 0 ? words.nothingYet : words.states[state];
    return html`<p><b>${said}</b>${waiting}</p>
      ${failing_count === 0 ? nothing : html`<p class="muted">${words.failing(formatNumber(failing_count, locale()))}</p>`}
      ${sending === null ? nothing : html`<progress aria-label=${sending.name} max=${sending.size_bytes} .value=${sending.sent_bytes}></progress><p class="muted">${sending.name}</p>`}
      <p class="muted">
        ${words.there(formatNumber(copied_count, locale()), formatSize(copied_bytes, locale()))}${last_success_at === null ? '' : `. ${words.lastCopied(when(last_success_at))}`}
      </p>
      ${is_checking ? html`<p role="status">${words.checking}</p>` : this.#checkedPart(last_check)}
      ${is_checking ? nothing : this.#problem(check_error === null ? null : words.checkFailed(describeFault(check_error, words.faults)))}
      ${this.#problem(last_error === null ? null : describeFault(last_error, words.faults))}`;
  }

  #problem(sentence: string | null): TemplateResult | typeof nothing {
    return sentence === null ? nothing : html`<p class="problem">${icon('warning')}<span>${sentence}</span></p>`;
  }

  #checkedPart(check: BackupTargetStatus['last_check']): TemplateResult | typeof nothing {
    if (check === null || check.checked_count === 0) {
      return nothing;
    }
    const [at, count] = [when(check.checked_at), formatNumber(check.checked_count, locale())];
    return check.broken_count === 0
      ? html`<p class="muted">${this.#words.checkedGood(at, count)}</p>`
      : html`<p class="problem">
          ${icon('warning')}<span>${this.#words.checkedBroken(at, formatNumber(check.broken_count, locale()), count)}</span>
        </p>`;
  }

  #testedPart(target: BackupTarget, { isGood, sentence, fingerprint }: Tested): TemplateResult {
    return isGood
      ? html`<p class="good" role="status">${icon('check')}${sentence}</p>`
      : html`<p class="problem" role="alert">${icon('warning')}<span>${sentence}</span></p>
          ${this.#certificatePart(target, fingerprint)}`;
  }

  /** One that is in the way, to be compared and confirmed. @param fingerprint null for none */
  #certificatePart(target: BackupTarget, fingerprint: string | null): TemplateResult | typeof nothing {
    const words = this.#words;
    return fingerprint === null
      ? nothing
      : html`${certificateFingerprint(fingerprint, words.compare)}
          <div class="actions"><petlog-button icon="lock" label=${words.trust} @click=${() => void this.#trust(target, fingerprint)}></petlog-button></div>`;
  }

  #restorePart(): TemplateResult | typeof nothing {
    const restore = this.status?.restore ?? null;
    return restore === null ? nothing : restoreProgress(restore, this.#words, () => void this.#stopRestore());
  }

  async #check({ target_id: id }: BackupTarget): Promise<void> {
    try {
      this.status = await this.#client.call('backup.check', { id });
    } catch (error) {
      this.failure = this.#describe(error);
    }
  }

  async #stopRestore(): Promise<void> {
    try {
      this.status = await this.#client.call('backup.cancel_restore', {});
    } catch (error) {
      this.failure = this.#describe(error);
    }
  }

  readonly #describe = (error: unknown): string => describeBackupFailure(error, this.#errors, this.#words.faults);

  async #load(): Promise<void> {
    try {
      const [{ targets, rclone }, status] = await Promise.all([
        this.#client.call('backup.targets', {}),
        this.#client.call('backup.status', {}),
      ]);
      this.targets = targets;
      this.#rclone = rclone;
      this.status = status;
      this.failure = null;
    } catch (error) {
      this.failure = this.#words.loadFailed(this.#describe(error));
    }
  }

  async #test({ target_id: id }: BackupTarget): Promise<void> {
    this.testing = id;
    this.tested = null;
    try {
      const { ok, failed_step: step, reason, certificate_fingerprint: fingerprint = null } = await this.#client.call('backup.test', { id });
      const sentence =
        ok || step === null ? this.#words.tested : `${this.#words.steps[step]} ${describeFault(reason ?? '', this.#words.faults)}`;
      this.tested = { targetId: id, isGood: ok, sentence, fingerprint };
    } catch (error) {
      this.tested = { targetId: id, isGood: false, sentence: this.#describe(error), fingerprint: null };
    } finally {
      this.testing = null;
    }
    await this.#load();
  }

  /** Its certificate, which somebody compared, is the right one from now on. */
  async #trust(target: BackupTarget, fingerprint: string): Promise<void> {
    try {
      await this.#client.call('backup.change', { id: target.target_id, certificate_fingerprint: fingerprint });
    } catch (error) {
      this.tested = { targetId: target.target_id, isGood: false, sentence: this.#describe(error), fingerprint };
      return;
    }
    await this.#test(target);
  }

  async #remove({ target_id: id, name }: BackupTarget): Promise<void> {
    const words = this.#words;
    const question = { title: words.removeTitle(name), sentences: [words.removeHint], action: words.remove, icon: 'trash' } as const;
    if (await this.#confirm.ask(question)) {
      await this.#client.call('backup.remove', { id }).catch((error: unknown) => (this.failure = this.#describe(error)));
      await this.#load();
    }
  }
}

const when = (time: string): string => new Date(time).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });

customElements.define('petlog-copies', Copies);

import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { backupContents, backupKinds, type BackupTarget, type BackupTargetList } from '../../../shared/backup.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import { backupStyles } from '../../styles/backup.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';

const kilobits = 1000;

type RcloneOwner = BackupTargetList['rclone'];

/** What of a place decides whether it can be reached. */
const wayThere = ['url', 'username', 'bucket', 'region', 'remote', 'folder'] as const;

/** Adds or changes a place for copies. Fires `saved`, and before that `placed` with one that is new, or is reached in another way. */
export class TargetDialog extends FormDialog {
  static override properties: PropertyDeclarations = { target: { state: true }, kind: { state: true }, rclone: { state: true } };

  static override styles: CSSResultGroup = [FormDialog.styles, backupStyles];

  /** Null for a new one. */
  declare target: BackupTarget | null;
  declare kind: BackupTarget['kind'];
  declare rclone: RcloneOwner;
  readonly #client: PetLogClient;
  readonly #words: CopyWords;

  constructor(client: PetLogClient, words: CopyWords) {
    super();
    this.#client = client;
    this.#words = words;
    this.target = null;
    this.kind = 'webdav';
    this.rclone = { user: '', configuration_path: '' };
  }

  /** @param rclone who makes remotes, and where */
  show(target: BackupTarget | null, rclone: RcloneOwner): void {
    this.target = target;
    this.rclone = rclone;
    this.kind = target?.kind ?? 'webdav';
    this.open();
  }

  protected override get heading(): string {
    return this.target?.name ?? this.#words.dialogTitle;
  }

  protected override content(): TemplateResult {
    const words = this.#words;
    const { target, kind } = this;
    return this.form(
      html`${
        target === null
          ? html`<label class="field"><span>${words.kind}</span><select name="kind" @change=${this.#onKind}>${backupKinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${words.kinds[one]}</option>`)}</select></label>`
          : nothing
      }
      ${this.#field('name', words.name, target?.name ?? '')}
      ${kind === 'rclone' ? this.#remoteFields() : this.#serverFields()}
      <label class="field">
        <span>${words.contents}</span>
        <select name="contents">${backupContents.map((one) => html`<option value=${one} ?selected=${one === (target?.contents ?? 'kept')}>${words.contentKinds[one]}</option>`)}</select>
      </label>
      ${this.#field('from', words.fromHour, target?.from ?? '', { type: 'time', hint: words.hoursHint })}
      ${this.#field('until', words.untilHour, target?.until ?? '', { type: 'time' })}
      ${this.#field('most', words.limit, String((target?.most_kbps ?? 0) / kilobits), { type: 'number', hint: words.limitHint })}
      ${this.#field('keep_days', words.keepDays, String(target?.keep_days ?? 0), { type: 'number', hint: words.keepHint })}
      <label class="show"><input type="checkbox" name="enabled" .checked=${target?.enabled ?? true} />${words.enabled}</label>`,
      { label: words.saveTarget },
    );
  }

  #remoteFields(): TemplateResult {
    const words = this.#words;
    const { user, configuration_path: path } = this.rclone;
    return html`<p class="muted">${words.rcloneFirst}</p>
      <code class="key">sudo -u ${user} -H rclone config</code>
      <p class="muted">${words.rcloneKept(path)}</p>
      ${this.#field('remote', words.remote, this.target?.remote ?? '', { hint: words.remoteHint })}
      ${this.#field('folder', words.folder, this.target?.folder ?? 'petlog')}`;
  }

  #serverFields(): TemplateResult {
    const words = this.#words;
    const { target } = this;
    const isS3 = this.kind === 's3';
    return html`${this.#field('url', words.url, target?.url ?? '', { type: 'url', hint: isS3 ? words.urlHintS3 : words.urlHintDav })}
      ${isS3 ? html`${this.#field('bucket', words.bucket, target?.bucket ?? '')} ${this.#field('region', words.region, target?.region ?? 'us-east-1')}` : nothing}
      ${this.#field('folder', words.folder, target?.folder ?? 'petlog')}
      ${this.#field('username', isS3 ? words.accessKey : words.username, target?.username ?? '')}
      ${this.#field('password', isS3 ? words.secretKey : words.password, '', { type: 'password', hint: target === null ? '' : words.keepPassword })}`;
  }

  protected override submit(values: Readonly<Record<string, string>>): void {
    const words = this.#words;
    if ((values['name'] ?? '') === '') {
      this.point('name', words.nameMissing);
      return;
    }
    if (this.kind === 'rclone') {
      if (!/^\w[\w-]*$/.test(values['remote'] ?? '')) {
        this.point('remote', words.remoteMissing);
        return;
      }
    } else if (!/^https?:\/\/./.test(values['url'] ?? '')) {
      this.point('url', words.urlMissing);
      return;
    }
    void this.save(async () => {
      await this.#send(values);
      this.close();
    });
  }

  async #send(values: Readonly<Record<string, string>>): Promise<void> {
    const of = (name: string): string => values[name] ?? '';
    const { target, kind } = this;
    const input = {
      name: of('name'),
      folder: of('folder'),
      contents: backupContents.find((one) => one === of('contents')) ?? 'kept',
      from: of('from'),
      until: of('until'),
      most_kbps: Math.round(Number(of('most')) * kilobits),
      keep_days: Math.round(Number(of('keep_days'))),
      enabled: values['enabled'] !== undefined,
      ...(kind === 'rclone' ? { remote: of('remote') } : { url: of('url'), username: of('username') }),
      ...(kind === 's3' ? { bucket: of('bucket'), region: of('region') } : {}),
      ...(of('password') === '' ? {} : { password: of('password') }),
    };
    const saved = await (target === null
      ? this.#client.call('backup.add', { ...input, kind })
      : this.#client.call('backup.change', { id: target.target_id, ...input }));
    if (target === null || of('password') !== '' || wayThere.some((part) => saved[part] !== target[part])) {
      this.dispatchEvent(new CustomEvent<BackupTarget>('placed', { detail: saved }));
    }
  }

  #field(name: string, label: string, value: string, { type = 'text', hint = '' }: { type?: string; hint?: string } = {}): TemplateResult {
    return html`<div class="explained">
      <label class="field">
        <span>${label}</span>
        <input name=${name} type=${type} .value=${value} min="0" step="any" maxlength="1000" autocomplete=${type === 'password' ? 'new-password' : 'off'} autocapitalize="off" spellcheck="false" />
      </label>
      ${hint === '' ? nothing : html`<small class="muted">${hint}</small>`}
    </div>`;
  }

  readonly #onKind = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.kind = backupKinds.find((one) => one === value) ?? 'webdav';
  };
}

customElements.define('petlog-target-dialog', TargetDialog);

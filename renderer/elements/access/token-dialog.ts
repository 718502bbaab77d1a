import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { NewApiToken, Role } from '../../../shared/access.ts';
import { choiceStyles } from '../../styles/access.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import './copy-button.ts';
import { cameraChoice, type NamedCamera } from './camera-choice.ts';
import { roleChoice } from './role-choice.ts';

/** Makes a token for a program and shows it, this once. */
export class TokenDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    scope: { state: true },
    cameraIds: { state: true },
    cameras: { attribute: false },
    made: { state: true },
  };

  static override styles = [
    FormDialog.styles,
    choiceStyles,
    css`
      textarea {
        width: 100%;
        min-height: 68px;
        padding: 10px 12px;
        font: 0.9375rem/1.5 ui-monospace, monospace;
        color: var(--text);
        word-break: break-all;
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        resize: none;
      }
    `,
  ];

  declare scope: Role;
  /** That it may see; null for all. */
  declare cameraIds: readonly string[] | null;
  declare cameras: readonly NamedCamera[];
  declare made: NewApiToken | null;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.scope = 'viewer';
    this.cameraIds = null;
    this.cameras = [];
    this.made = null;
  }

  show(): void {
    this.scope = 'viewer';
    this.cameraIds = null;
    this.made = null;
    this.open();
  }

  /** Nobody sees the token again. */
  protected override closed(): void {
    super.closed();
    this.made = null;
  }

  protected override get heading(): string {
    return this.made === null ? text().tokens.addTitle : text().tokens.made(this.made.name);
  }

  protected override content(): TemplateResult {
    return this.made === null ? this.#form() : this.#token(this.made);
  }

  #form() {
    const words = text().tokens;
    return this.form(
      html`<label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" placeholder=${words.nameExample} required /></label>
      ${roleChoice(this.scope, (scope) => (this.scope = scope))}
      ${cameraChoice({ cameras: this.cameras, chosen: this.cameraIds, choose: (cameraIds) => (this.cameraIds = cameraIds) })}
      <label class="field">
        <span>${words.life}</span>
        <select name="days">${Object.entries(words.lives).map(([days, name]) => html`<option value=${days} ?selected=${days === '365'}>${name}</option>`)}</select>
      </label>`,
      { icon: 'key', label: words.make },
    );
  }

  #token({ token }: NewApiToken) {
    const words = text().tokens;
    return html`<div class="content">
      <p>${words.once}</p>
      <label class="field"><span>${words.token}</span><textarea readonly rows="2" spellcheck="false" .value=${token} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea></label>
      <div class="actions">
        <petlog-copy-button label=${words.copy} .value=${token} @copy-refused=${() => this.renderRoot.querySelector('textarea')?.focus()}></petlog-copy-button>
        <petlog-button icon="check" tone="primary" label=${words.done} @click=${() => this.close()}></petlog-button>
      </div>
    </div>`;
  }

  protected override submit({ name = '', days }: Readonly<Record<string, string>>): void {
    if (name === '') {
      this.point('name', text().people.nameMissing);
      return;
    }
    if (this.cameraIds?.length === 0) {
      this.failure = text().seenCameras.none;
      return;
    }
    const life = Number(days);
    void this.save(async () => {
      const made = await this.#client.call('tokens.create', {
        name,
        scope: this.scope,
        camera_ids: this.cameraIds === null ? null : [...this.cameraIds],
        ...(life === 0 ? {} : { expires_days: life }),
      });
      if (this.isOpen) {
        this.made = made;
      }
    });
  }
}

customElements.define('petlog-token-dialog', TokenDialog);

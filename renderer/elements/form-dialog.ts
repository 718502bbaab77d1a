import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.ts';
import { formValues } from '../state/access/form-values.ts';
import { describeFailure } from '../state/descriptions.ts';
import { dialogStyles, fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import './action-button.ts';

/** A dialog with a form, which is saved as a whole: closed once that is done, or told why it is not. Fires `saved`. */
export abstract class FormDialog extends LitElement {
  static override properties: PropertyDeclarations = { isOpen: { state: true }, isSaving: { state: true }, failure: { state: true } };

  static override styles: CSSResultGroup = [baseStyles, dialogStyles, fieldStyles];

  declare isOpen: boolean;
  declare isSaving: boolean;
  /** One sentence about what was entered, or what went wrong. */
  declare failure: string | null;

  constructor() {
    super();
    this.isOpen = false;
    this.isSaving = false;
    this.failure = null;
  }

  protected abstract get heading(): string;

  /** What it holds while it is open. */
  protected abstract content(): TemplateResult;

  /** Checks what was entered, and saves it. */
  protected abstract submit(values: Readonly<Record<string, string>>): void;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.closed()}>
      <header>
        <h2 id="title">${this.heading}</h2>
        <button class="round" type="button" aria-label=${text().devices.close} @click=${() => this.close()}>${icon('close')}</button>
      </header>
      ${this.isOpen ? this.content() : nothing}
    </dialog>`;
  }

  protected open(): void {
    this.failure = null;
    this.isOpen = true;
    this.#dialog?.showModal();
  }

  protected close(): void {
    this.#dialog?.close();
  }

  protected closed(): void {
    this.isOpen = false;
  }

  /** @param fields and what else there is above the buttons */
  protected form(fields: unknown, save: { readonly icon?: IconName; readonly label: string }): TemplateResult {
    return html`<form class="content" novalidate method="post" @submit=${this.#onSubmit}>
      ${fields}
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <div class="actions">
        <petlog-button icon="close" label=${text().devices.cancel} @click=${() => this.close()}></petlog-button>
        <petlog-button
          icon=${save.icon ?? 'check'}
          tone="primary"
          label=${save.label}
          .busy=${this.isSaving}
          @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
        ></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  /** What was entered in this field cannot be saved. */
  protected point(field: string, failure: string): void {
    this.failure = failure;
    this.renderRoot.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
  }

  /** @param work closes the dialog where nothing more is to be seen */
  protected async save(work: () => Promise<unknown>): Promise<void> {
    if (this.isSaving) {
      return;
    }
    this.isSaving = true;
    this.failure = null;
    try {
      await work();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = this.describe(error);
    } finally {
      this.isSaving = false;
    }
  }

  /** One sentence about a failed call. */
  protected describe(error: unknown): string {
    return describeFailure(error, text());
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.submit(formValues(event.currentTarget as HTMLFormElement));
  };
}

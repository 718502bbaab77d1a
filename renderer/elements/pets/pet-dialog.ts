import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pet, PetSpecies } from '../../../shared/pets.ts';
import { icon } from '../../icons.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { localDate } from '../../state/library/recording-days.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { text } from '../../text/text.ts';
import { answerError } from '../../transport/answer-error.ts';
import { pageAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { isOwnScreen } from '../own-screen.ts';

/** What is known of a pet: a new one, or one that there is. Fires `saved`. */
export class PetDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    pet: { state: true },
    isOpen: { state: true },
    isSaving: { state: true },
    failure: { state: true },
    pictureName: { state: true },
    words: { attribute: false },
  };

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    css`
      .field > .file {
        display: flex;
        gap: 9px;
        align-items: center;
        min-height: var(--target);
        padding: 8px 14px;
        font-size: var(--text-body);
        font-weight: 600;
        color: var(--text);
        overflow-wrap: anywhere;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      /* The browser's own button speaks the language of the browser. */
      input[type='file'] {
        position: absolute;
        width: 1px;
        min-height: 1px;
        padding: 0;
        clip-path: inset(50%);
      }

      input:focus-visible + .file {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
    `,
  ];

  /** null for a new one. */
  declare pet: Pet | null;
  declare isOpen: boolean;
  declare isSaving: boolean;
  declare failure: string | null;
  /** Of the file that was chosen; empty without one. */
  declare pictureName: string;
  declare words: EventWords;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.pet = null;
    this.isOpen = false;
    this.isSaving = false;
    this.failure = null;
    this.pictureName = '';
  }

  show(pet: Pet | null): void {
    this.pet = pet;
    this.failure = null;
    this.pictureName = '';
    this.isOpen = true;
    void this.updateComplete.then(() => this.#dialog?.showModal());
  }

  override render(): TemplateResult {
    const words = this.words.pets;
    return html`<dialog aria-labelledby="title" @close=${() => (this.isOpen = false)}>
      ${
        this.isOpen
          ? html`<header>
              <h2 id="title">${this.pet === null ? words.addTitle : words.editTitle}</h2>
              <button class="round" type="button" aria-label=${this.words.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
            </header>
            <form class="content" novalidate @submit=${this.#onSubmit}>
              <label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" required .value=${this.pet?.name ?? ''} /></label>
              <label class="field"><span>${words.species}</span>
                <select name="species">
                  ${(Object.keys(words.speciesNames) as PetSpecies[]).map((species) => html`<option value=${species} ?selected=${species === (this.pet?.species ?? 'cat')}>${words.speciesNames[species]}</option>`)}
                </select></label>
              <label class="field"><span>${words.birthDate}</span><input name="birth_date" type="date" max=${localDate(new Date())} .value=${this.pet?.birth_date ?? ''} /></label>
              ${isOwnScreen() ? nothing : html`<label class="field"><span>${words.picture}</span><input name="picture" type="file" accept="image/jpeg,image/png" @change=${this.#onPicture} /><span class="file">${icon('snapshot')}${this.pictureName === '' ? words.choosePicture : this.pictureName}</span></label>`}
              ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
              <div class="actions">
                <petlog-button icon="close" label=${words.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
                <petlog-button icon="check" tone="primary" label=${words.save} .busy=${this.isSaving} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}></petlog-button>
              </div>
              <input type="submit" hidden />
            </form>`
          : nothing
      }
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onPicture = ({ currentTarget }: Event): void => {
    this.pictureName = (currentTarget as HTMLInputElement).files?.[0]?.name ?? '';
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const valueOf = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const picture = form.get('picture');
    if (valueOf('name') === '') {
      this.failure = this.words.pets.nameMissing;
    } else if (!this.isSaving) {
      const birthDate = valueOf('birth_date');
      void this.#save(
        { name: valueOf('name'), species: valueOf('species') as PetSpecies, birth_date: birthDate === '' ? null : birthDate },
        picture instanceof File && picture.size > 0 ? picture : null,
      );
    }
  };

  async #save(values: { name: string; species: PetSpecies; birth_date: string | null }, picture: File | null): Promise<void> {
    this.isSaving = true;
    this.failure = null;
    try {
      // A picture that is refused later leaves the pet as it was entered: what is saved next is a change of that one.
      this.pet =
        this.pet === null
          ? await this.#client.call('pets.create', values)
          : await this.#client.call('pets.change', { id: String(this.pet.pet_id), ...values });
      if (picture !== null) {
        await sendPicture(this.pet.pet_id, picture);
      }
      this.#dialog?.close();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isSaving = false;
    }
  }
}

/** @throws CallError */
async function sendPicture(petId: number, picture: File): Promise<void> {
  const response = await fetch(pageAddress(`/pets/${petId}/picture`), {
    method: 'PUT',
    headers: { 'content-type': picture.type },
    body: picture,
  });
  if (!response.ok) {
    throw await answerError(response);
  }
}

customElements.define('petlog-pet-dialog', PetDialog);

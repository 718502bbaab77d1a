import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Habits } from '../../../shared/habits.ts';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone } from '../../../shared/zones.ts';
import { icon } from '../../icons.ts';
import { formatAgo } from '../../state/ago.ts';
import { petListStyles } from '../../styles/pets.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale } from '../../text/text.ts';
import { pageAddress } from '../../transport/page-address.ts';
import '../action-button.ts';
import './habit-list.ts';

/** Who lives here. Fires `edit` with a pet, or null for a new one, and `remove` with a pet. */
export class PetList extends LitElement {
  static override properties: PropertyDeclarations = {
    pets: { attribute: false },
    zones: { attribute: false },
    habits: { attribute: false },
    words: { attribute: false },
    manageable: { type: Boolean },
  };

  static override styles = [baseStyles, petListStyles];

  declare pets: readonly Pet[];
  declare zones: readonly Zone[];
  /** By pet, as far as they are known. */
  declare habits: ReadonlyMap<number, Habits>;
  declare words: EventWords;
  declare manageable: boolean;

  override render(): TemplateResult {
    const words = this.words.pets;
    return html`<div class="head">
        <h2>${words.heading}</h2>
        ${this.manageable ? html`<petlog-button icon="add" label=${words.add} @click=${() => this.#tell('edit', null)}></petlog-button>` : nothing}
      </div>
      ${this.pets.length === 0 ? html`<p class="muted">${words.empty}</p>` : html`<ul>${this.pets.map((pet) => this.#row(pet))}</ul>`}`;
  }

  #row(pet: Pet): TemplateResult {
    const words = this.words.pets;
    const { name, species, picture_url: picture, last_seen: lastSeen, pet_id: id } = pet;
    const seen = lastSeen === null ? words.neverSeen : words.lastSeen(formatAgo(new Date(lastSeen), new Date(), locale()));
    return html`<li>
      <span class="picture">${picture === null ? icon('pet') : html`<img src=${pageAddress(`/pets/${id}/picture?v=${/v=(\w+)/.exec(picture)?.[1] ?? ''}`).href} alt="" />`}</span>
      <span class="what"><b>${name}</b><span>${words.speciesNames[species]} · ${seen}</span></span>
      ${
        this.manageable
          ? html`<span class="tools">
              <button type="button" title=${words.edit(name)} aria-label=${words.edit(name)} @click=${() => this.#tell('edit', pet)}>${icon('edit')}</button>
              <button type="button" title=${words.remove(name)} aria-label=${words.remove(name)} @click=${() => this.#tell('remove', pet)}>${icon('trash')}</button>
            </span>`
          : nothing
      }
      ${this.#habits(pet)}
    </li>`;
  }

  #habits({ pet_id: id, name }: Pet): TemplateResult | typeof nothing {
    const habits = this.habits.get(id);
    return habits === undefined
      ? nothing
      : html`<petlog-habits .name=${name} .habits=${habits} .zones=${this.zones} .words=${this.words}></petlog-habits>`;
  }

  #tell(name: 'edit' | 'remove', pet: Pet | null): void {
    this.dispatchEvent(new CustomEvent<Pet | null>(name, { detail: pet }));
  }
}

customElements.define('petlog-pet-list', PetList);

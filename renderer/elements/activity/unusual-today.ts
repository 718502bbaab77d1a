import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone } from '../../../shared/zones.ts';
import { HabitsController } from '../../state/activity/habits-controller.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../pets/habit-list.ts';
import { SettledSignal } from '../settled-signal.ts';

/** What of today is not as ever, for each of these pets; nothing where all is. Fires `settled-change` when it has its height, and when it has not. */
export class UnusualToday extends LitElement {
  static override properties: PropertyDeclarations = {
    pets: { attribute: false },
    zones: { attribute: false },
    words: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      petlog-habits {
        margin-bottom: 16px;
        padding: 8px 12px;
        background: var(--warning-surface);
        border-radius: var(--radius-small);
      }
    `,
  ];

  declare pets: readonly Pet[];
  declare zones: readonly Zone[];
  declare words: EventWords;
  readonly #habits: HabitsController;

  constructor(client: PetLogClient) {
    super();
    this.pets = [];
    this.#habits = new HabitsController(this, client);
    new SettledSignal(this, () => this.isSettled);
  }

  /** Whether all that it shows has come, or cannot be had. */
  get isSettled(): boolean {
    return this.#habits.isSettled(this.#petIds);
  }

  get #petIds(): readonly number[] {
    return this.pets.map(({ pet_id }) => pet_id);
  }

  protected override willUpdate(): void {
    this.#habits.show(this.#petIds);
  }

  protected override render(): (TemplateResult | typeof nothing)[] {
    return this.pets.map(({ pet_id: id, name }) => {
      const habits = this.#habits.habits.get(id);
      return habits === undefined || habits.unusual.length === 0
        ? nothing
        : html`<petlog-habits .name=${name} .habits=${habits} .zones=${this.zones} .words=${this.words} .onlyUnusual=${true}></petlog-habits>`;
    });
  }
}

customElements.define('petlog-unusual-today', UnusualToday);

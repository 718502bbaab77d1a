import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Rule } from '../../../shared/alerts-rules.ts';
import { zoneName } from '../../state/activity/event-title.ts';
import { ruleName } from '../../state/alerts/rule-name.ts';
import { type RuleNames, ruleChannels, ruleSummary } from '../../state/alerts/rule-summary.ts';
import { formatClock } from '../../state/format.ts';
import { icon } from '../../icons.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale } from '../../text/text.ts';
import '../action-button.ts';
import '../switch-field.ts';
import { channelName } from './channel-name.ts';
import type { RuleSubjects } from './rule-dialog.ts';

/** What is told, rule by rule. Fires `edit` with a rule, or null for a new one; `remove` and `toggle` with a rule. */
export class RuleList extends LitElement {
  static override properties: PropertyDeclarations = {
    rules: { attribute: false },
    subjects: { attribute: false },
    snoozedUntil: { attribute: false },
    words: { attribute: false },
    eventWords: { attribute: false },
  };

  static override styles = [baseStyles, alertListStyles];

  declare rules: readonly Rule[];
  declare subjects: RuleSubjects;
  /** Until when all of them are, which is said elsewhere. */
  declare snoozedUntil: string | null;
  declare words: AlertWords;
  declare eventWords: EventWords;

  override render(): TemplateResult {
    const { rules: words } = this.words;
    return html`<header>
        <div><h2 id="title">${words.title}</h2><p>${words.hint}</p></div>
        <petlog-button icon="add" label=${words.add} @click=${() => this.#tell('edit', null)}></petlog-button>
      </header>
      ${
        this.rules.length === 0
          ? html`<p class="hint">${words.empty}</p>`
          : html`<ul aria-labelledby="title">${repeat(
              this.rules,
              ({ rule_id: id }) => id,
              (rule) => this.#row(rule),
            )}</ul>`
      }`;
  }

  #row(rule: Rule): TemplateResult {
    const { rules: words } = this.words;
    const { enabled, snoozed_until: quiet } = rule;
    const name = ruleName(rule.name, this.words);
    const channels = ruleChannels(rule, this.subjects.channels, (channel) => channelName(channel, this.words));
    const summary = ruleSummary(rule, { words: this.words, names: this.#names, locale: locale() });
    const isQuiet = quiet !== null && quiet !== this.snoozedUntil;
    return html`<li data-rule=${rule.rule_id}>
      <petlog-switch-field
        label=${name}
        hint=${isQuiet ? `${summary} · ${words.snoozedUntil(formatClock(new Date(quiet), locale()))}` : summary}
        .checked=${live(enabled)}
        @change-value=${() => this.#tell('toggle', rule)}
      ></petlog-switch-field>
      <div class="row below">
        ${
          channels === ''
            ? html`<span class=${enabled ? 'none' : 'hint'}>${icon('bellOff')}<span>${words.nowhere}</span></span>`
            : html`<span class="hint">${words.goesTo(channels)}</span>`
        }
        <span class="tools">
          <button type="button" title=${words.edit(name)} aria-label=${words.edit(name)} @click=${() => this.#tell('edit', rule)}>${icon('edit')}</button>
          <button type="button" title=${words.remove(name)} aria-label=${words.remove(name)} @click=${() => this.#tell('remove', rule)}>${icon('trash')}</button>
        </span>
      </div>
    </li>`;
  }

  get #names(): RuleNames {
    const { pets, zones, cameras } = this.subjects;
    return {
      pet: (id) => pets.find(({ pet_id }) => pet_id === id)?.name,
      zone: (id) => {
        const zone = zones.find(({ zone_id }) => zone_id === id);
        return zone === undefined ? undefined : zoneName(zone, this.eventWords);
      },
      camera: (id) => cameras.find(({ camera_id }) => camera_id === id)?.name,
    };
  }

  #tell(name: 'edit' | 'remove' | 'toggle', detail: Rule | null): void {
    this.dispatchEvent(new CustomEvent<Rule | null>(name, { detail }));
  }
}

customElements.define('petlog-rule-list', RuleList);

import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SnoozeInput, SnoozeState } from '../../../shared/alerts.ts';
import type { Rule } from '../../../shared/alerts-rules.ts';
import { zoneName } from '../../state/activity/event-title.ts';
import { ruleName } from '../../state/alerts/rule-name.ts';
import { type RuleNames, ruleChannels, ruleSummary } from '../../state/alerts/rule-summary.ts';
import { icon } from '../../icons.ts';
import { alertFormStyles } from '../../styles/alert-form.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale } from '../../text/text.ts';
import '../action-button.ts';
import '../switch-field.ts';
import { channelName } from './channel-name.ts';
import type { RuleSubjects } from './rule-dialog.ts';
import { snoozeChoices, snoozeEnd } from './snooze-choices.ts';

/**
 * What is told, rule by rule. Fires `edit` with a rule, or null for a new one;
 * `remove` and `toggle` with a rule; and `snooze` with one rule and for how long it tells nothing.
 */
export class RuleList extends LitElement {
  static override properties: PropertyDeclarations = {
    rules: { attribute: false },
    subjects: { attribute: false },
    snoozes: { attribute: false },
    words: { attribute: false },
    eventWords: { attribute: false },
    choosing: { state: true },
  };

  static override styles = [
    baseStyles,
    alertListStyles,
    alertFormStyles,
    css`
      fieldset {
        padding: 4px 0 8px;
      }

      .quiet {
        display: flex;
        gap: 8px;
        align-items: center;
        margin: 0;
        font-size: var(--text-small);
        font-weight: 600;
      }
    `,
  ];

  declare rules: readonly Rule[];
  declare subjects: RuleSubjects;
  /** Of rules that are snoozed on their own; that all of them are is said elsewhere. */
  declare snoozes: SnoozeState['rules'];
  declare words: AlertWords;
  declare eventWords: EventWords;
  /** Id of the rule for which it is chosen how long it is to tell nothing; null for none. */
  declare choosing: string | null;

  constructor() {
    super();
    this.snoozes = [];
    this.choosing = null;
  }

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
    const { enabled, rule_id: id } = rule;
    const name = ruleName(rule.name, this.words);
    const isChoosing = this.choosing === id;
    const channels = ruleChannels(rule, this.subjects.channels, (channel) => channelName(channel, this.words));
    const summary = ruleSummary(rule, { words: this.words, names: this.#names, locale: locale() });
    return html`<li data-rule=${id}>
      <petlog-switch-field
        label=${name}
        hint=${summary}
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
          ${enabled ? this.#snoozeButton(rule, isChoosing) : nothing}
          <button type="button" title=${words.edit(name)} aria-label=${words.edit(name)} @click=${() => this.#tell('edit', rule)}>${icon('edit')}</button>
          <button type="button" title=${words.remove(name)} aria-label=${words.remove(name)} @click=${() => this.#tell('remove', rule)}>${icon('trash')}</button>
        </span>
      </div>
      ${this.#quiet(rule)}
      ${
        enabled && isChoosing
          ? html`<fieldset>
              <legend class="hint">${words.snooze(name)}</legend>
              ${snoozeChoices(this.words, (snooze) => this.#snooze(rule, snooze))}
            </fieldset>`
          : nothing
      }
    </li>`;
  }

  #snoozeButton({ rule_id: id, name }: Rule, isChoosing: boolean): TemplateResult {
    const label = this.words.rules.snooze(ruleName(name, this.words));
    const toggle = (): void => void (this.choosing = isChoosing ? null : id);
    return html`<button type="button" title=${label} aria-label=${label} aria-expanded=${isChoosing} @click=${toggle}>${icon('bellOff')}</button>`;
  }

  /** That a rule tells nothing for a while, and how to end that. */
  #quiet(rule: Rule): TemplateResult | typeof nothing {
    const until = this.snoozes.find(({ rule_id: id }) => id === rule.rule_id)?.snoozed_until;
    const { rules: words, quiet } = this.words;
    return until === undefined
      ? nothing
      : html`<div class="row">
          <p class="quiet" role="status">${icon('bellOff')}<span>${words.snoozedUntil(snoozeEnd(new Date(until)))}</span></p>
          <span class="tools">
            <petlog-button icon="bell" label=${quiet.resume} .hint=${words.resume(ruleName(rule.name, this.words))} @click=${() => this.#snooze(rule, { minutes: 0 })}></petlog-button>
          </span>
        </div>`;
  }

  /** What was pressed is gone in a moment: who uses the keyboard goes on where it was asked for. */
  #snooze({ rule_id: id }: Rule, snooze: SnoozeInput): void {
    this.choosing = null;
    this.renderRoot.querySelector<HTMLElement>(`[data-rule="${CSS.escape(id)}"] [aria-expanded]`)?.focus();
    this.dispatchEvent(new CustomEvent<SnoozeInput>('snooze', { detail: { ...snooze, rule_id: id } }));
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

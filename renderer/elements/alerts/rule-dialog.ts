import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { AlertEventType } from '../../../shared/alerts.ts';
import type { Channel } from '../../../shared/alerts-channels.ts';
import type { Rule } from '../../../shared/alerts-rules.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone } from '../../../shared/zones.ts';
import { zoneName } from '../../state/activity/event-title.ts';
import { keptRuleName, ruleName } from '../../state/alerts/rule-name.ts';
import { type RuleDraft, draftOf, isAboutSomebody, newRule, ruleInput, withTypes } from '../../state/alerts/rule-draft.ts';
import { spanOf } from '../../state/alerts/rule-summary.ts';
import { alertFormStyles } from '../../styles/alert-form.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import type { EventWords } from '../../text/en/events.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import '../switch-field.ts';
import { channelName } from './channel-name.ts';
import { ruleTimesFields } from './rule-times-fields.ts';
import { severalChips } from './several-chips.ts';

/** What a rule can be about. */
export interface RuleSubjects {
  readonly pets: readonly Pet[];
  readonly zones: readonly Zone[];
  readonly cameras: readonly CameraInfo[];
  readonly channels: readonly Channel[];
}

const offeredTypes: readonly AlertEventType[] = [
  'visit',
  'motion',
  'no_activity',
  'camera_lost',
  'camera_tampered',
  'disk_problem',
  'recording_failed',
];
const offeredLabels: readonly string[] = ['cat', 'dog', 'person'];
const minimumSeconds: readonly number[] = [0, 10, 30, 60, 300];
const noActivityMinutes: readonly number[] = [60, 180, 360, 720, 1440, 2880];
const oftenMinutes: readonly number[] = [0, 5, 15, 30, 60, 180, 720];

/** Makes or changes a rule. Fires `saved`. */
export class RuleDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    rule: { state: true },
    draft: { state: true },
    subjects: { attribute: false },
    words: { attribute: false },
    eventWords: { attribute: false },
  };

  static override styles = [FormDialog.styles, alertFormStyles];

  /** null for a new one. */
  declare rule: Rule | null;
  declare draft: RuleDraft;
  declare subjects: RuleSubjects;
  declare words: AlertWords;
  declare eventWords: EventWords;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.rule = null;
    this.draft = newRule([]);
  }

  show(rule: Rule | null): void {
    this.rule = rule;
    this.draft =
      rule === null
        ? newRule(this.subjects.channels.map(({ channel_id: id }) => id))
        : { ...draftOf(rule), name: ruleName(rule.name, this.words) };
    this.open();
  }

  protected override get heading(): string {
    const { rules: words } = this.words;
    return this.rule === null ? words.addTitle : words.editTitle;
  }

  protected override content(): TemplateResult {
    const { rules: words, save } = this.words;
    const { draft } = this;
    return this.form(
      html`<label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" required .value=${draft.name} @input=${this.#onName} /></label>
      ${severalChips<AlertEventType>({
        label: words.what,
        all: words.everything,
        options: offered(offeredTypes, draft.event_types).map((value) => ({ value, name: words.types[value] })),
        chosen: draft.event_types,
        choose: (types) => (this.draft = withTypes(draft, types)),
      })}
      ${draft.no_activity_minutes === null ? nothing : this.#minutes(words.noActivity, noActivityMinutes, draft.no_activity_minutes, (no_activity_minutes) => this.#change({ no_activity_minutes }))}
      ${isAboutSomebody(draft) ? this.#somebody() : nothing} ${this.#cameras()}
      ${ruleTimesFields({ draft, words, change: (change) => this.#change(change) })}
      ${this.#minutes(words.often, oftenMinutes, draft.at_most_every_minutes, (at_most_every_minutes) => this.#change({ at_most_every_minutes }))}
      ${this.#channels()}
      <petlog-switch-field label=${words.picture} .checked=${draft.picture} @change-value=${({ detail: picture }: CustomEvent<boolean>) => this.#change({ picture })}></petlog-switch-field>
      <petlog-switch-field
        label=${words.watched}
        .checked=${draft.muted_while_watched}
        @change-value=${({ detail: muted_while_watched }: CustomEvent<boolean>) => this.#change({ muted_while_watched })}
      ></petlog-switch-field>`,
      { label: save },
    );
  }

  protected override submit(): void {
    const input = ruleInput(this.draft);
    if (input.name === '') {
      this.point('name', this.words.rules.nameMissing);
      return;
    }
    const { rule } = this;
    void this.save(async () => {
      await (rule === null
        ? this.#client.call('alert_rules.create', input)
        : this.#client.call('alert_rules.change', { id: rule.rule_id, ...input, name: keptRuleName(input.name, rule.name, this.words) }));
      this.close();
    });
  }

  /** Who, where and how long. */
  #somebody(): TemplateResult {
    const { rules: words } = this.words;
    const { draft } = this;
    const { pets, zones } = this.subjects;
    const places = zones.filter(({ kind, zone_id: id }) => kind === 'place' || draft.zone_ids.includes(id));
    const who = [
      ...pets.map(({ pet_id: id, name }) => ({ value: id, name })),
      ...offered(offeredLabels, draft.labels).map((label) => ({ value: label, name: words.labels[label] ?? label })),
    ];
    return html`${severalChips<number | string>({
      label: words.who,
      all: words.everyone,
      options: who,
      chosen: [...draft.pet_ids, ...draft.labels],
      choose: (chosen) =>
        this.#change({
          pet_ids: chosen.filter((one): one is number => typeof one === 'number'),
          labels: chosen.filter((one): one is string => typeof one === 'string'),
        }),
    })}
    ${
      places.length === 0
        ? nothing
        : severalChips({
            label: words.where,
            all: words.everywhere,
            options: places.map((zone) => ({ value: zone.zone_id, name: zoneName(zone, this.eventWords) })),
            chosen: draft.zone_ids,
            choose: (zone_ids) => this.#change({ zone_ids }),
          })
    }
    <label class="field"><span>${words.minimum}</span>
      <select @change=${({ target }: Event) => this.#change({ min_duration_seconds: Number((target as HTMLSelectElement).value) })}>
        ${offered(minimumSeconds, [draft.min_duration_seconds]).map((seconds) => html`<option value=${seconds} ?selected=${seconds === draft.min_duration_seconds}>${seconds === 0 ? words.atOnce : words.seconds(seconds)}</option>`)}
      </select></label>`;
  }

  #cameras(): TemplateResult | typeof nothing {
    const { rules: words } = this.words;
    const { cameras } = this.subjects;
    const { camera_ids: chosen } = this.draft;
    return cameras.length < 2 && chosen.length === 0
      ? nothing
      : severalChips({
          label: words.cameras,
          all: words.allCameras,
          options: cameras.map(({ camera_id: value, name }) => ({ value, name })),
          chosen,
          choose: (camera_ids) => this.#change({ camera_ids }),
        });
  }

  #channels(): TemplateResult {
    const { rules: words } = this.words;
    const { channels } = this.draft;
    const toggle = (id: string): void =>
      this.#change({ channels: channels.includes(id) ? channels.filter((one) => one !== id) : [...channels, id] });
    return html`<fieldset>
      <legend>${words.channels}</legend>
      ${this.subjects.channels.map(
        (channel) =>
          html`<label class="check"><input type="checkbox" .checked=${channels.includes(channel.channel_id)} @change=${() => toggle(channel.channel_id)} /><span>${channelName(channel, this.words)}</span></label>`,
      )}
      ${channels.length === 0 ? html`<span class="hint" role="status">${words.nowhereHint}</span>` : nothing}
    </fieldset>`;
  }

  #minutes(label: string, usual: readonly number[], value: number, choose: (minutes: number) => void): TemplateResult {
    const { rules: words } = this.words;
    return html`<label class="field"><span>${label}</span>
      <select @change=${({ target }: Event) => choose(Number((target as HTMLSelectElement).value))}>
        ${offered(usual, [value]).map((minutes) => html`<option value=${minutes} ?selected=${minutes === value}>${minutes === 0 ? words.eachTime : label === words.often ? words.oncePer(spanOf(minutes, words)) : spanOf(minutes, words)}</option>`)}
      </select></label>`;
  }

  readonly #onName = ({ target }: Event): void => this.#change({ name: (target as HTMLInputElement).value });

  #change(change: Partial<RuleDraft>): void {
    this.draft = { ...this.draft, ...change };
  }
}

/** What is offered, and what was chosen elsewhere; numbers by their size. */
function offered<T extends number | string>(usual: readonly T[], chosen: readonly T[]): T[] {
  const all = [...new Set([...usual, ...chosen])];
  return all.every((one) => typeof one === 'number') ? all.toSorted((a, b) => a - b) : all;
}

customElements.define('petlog-rule-dialog', RuleDialog);

import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { pageLinkOf } from '../../shell/route.ts';
import type { EventText } from '../../text/event-words.ts';
import '../action-button.ts';

interface NobodySeenOptions {
  readonly words: EventText['words'];
  readonly isToday: boolean;
  /** Nothing is noticed at all. */
  readonly isOff: boolean;
  /** On the kiosk nothing leads to another page. */
  readonly leadsOn: boolean;
  readonly switchOn: () => void;
}

/** A day on which nobody was seen; of today also what to do about it. */
export function nobodySeen({ words, isToday, isOff, leadsOn, switchOn }: NobodySeenOptions): TemplateResult {
  const whatToDo = isOff
    ? html`<p>${words.offHint}</p>
        <petlog-button icon="pet" tone="primary" label=${words.switchOn} @click=${switchOn}></petlog-button>`
    : leadsOn
      ? html`<p>${words.emptyHint}</p>
          <a class="link" href=${pageLinkOf('pets')}>${icon('pet')}${words.toPets}</a>`
      : nothing;
  return html`<div class="nobody">
    <p><b>${isToday ? words.emptyToday : words.empty}</b></p>
    ${isToday ? whatToDo : nothing}
  </div>`;
}

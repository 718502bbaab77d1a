import { html, type TemplateResult } from 'lit';
import type { EventText } from '../../text/event-words.ts';
import '../action-button.ts';

/** Whether visits are to be recorded by themselves: asked until somebody answers, of a PetLog that is older than that. */
export function automaticQuestion(words: EventText['words'], answer: (isWanted: boolean) => void): TemplateResult {
  const { title, text: explanation, yes, no } = words.automatic.question;
  return html`<section class="question" aria-labelledby="question">
    <h2 id="question">${title}</h2>
    <p>${explanation}</p>
    <div class="answers">
      <petlog-button icon="check" tone="primary" label=${yes} @click=${() => answer(true)}></petlog-button>
      <petlog-button icon="close" label=${no} @click=${() => answer(false)}></petlog-button>
    </div>
  </section>`;
}

import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon, type IconName } from '../../icons.ts';
import '../action-button.ts';

interface AccessCard {
  readonly title: string;
  readonly hint: string;
  readonly add: { readonly label: string; readonly tone?: 'primary'; readonly act: () => void };
  readonly empty: { readonly sign: IconName; readonly title: string; readonly hint: string };
  readonly rows: readonly AccessRow[];
}

interface AccessRow {
  readonly id: string;
  readonly sign: IconName;
  readonly name: string;
  readonly role: string;
  /** Marks the device that is looking. */
  readonly current?: string | undefined;
  readonly detail: string;
  readonly tools: readonly { readonly sign: IconName; readonly label: string; readonly act: () => void }[];
}

/** A card that lists who may come in, and adds to them. The styles are `cardStyles` and `accessStyles`. */
export function accessCard({ title, hint, add, empty, rows }: AccessCard): TemplateResult {
  return html`<section class="card" aria-labelledby="title">
    <header>
      <div>
        <h2 id="title">${title}</h2>
        <p>${hint}</p>
      </div>
      <petlog-button icon="add" tone=${add.tone ?? 'plain'} label=${add.label} @click=${add.act}></petlog-button>
    </header>
    ${
      rows.length === 0
        ? html`<div class="empty">${icon(empty.sign)}<strong>${empty.title}</strong><p>${empty.hint}</p></div>`
        : html`<ul>
          ${repeat(rows, ({ id }) => id, accessRow)}
        </ul>`
    }
  </section>`;
}

function accessRow({ sign, name, role, current, detail, tools }: AccessRow): TemplateResult {
  return html`<li>
    <span class="sign">${icon(sign)}</span>
    <span class="what">
      <span class="name">${name} <span class="tag">${role}</span> ${current === undefined ? '' : html`<span class="tag current">${current}</span>`}</span>
      <span class="detail">${detail}</span>
    </span>
    <span class="tools">
      ${tools.map((tool) => html`<button class="round" type="button" aria-label=${tool.label} @click=${tool.act}>${icon(tool.sign)}</button>`)}
    </span>
  </li>`;
}

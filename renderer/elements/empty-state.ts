import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.ts';
import './action-button.ts';

interface EmptyState {
  readonly sign: IconName;
  readonly title: string;
  readonly hint?: string;
  /** What can be done about it. */
  readonly action?: { readonly label: string; readonly sign?: IconName; readonly act: () => unknown };
}

/** In the place of content. The styles are `emptyStateStyles`. */
export function emptyState({ sign, title, hint, action }: EmptyState): TemplateResult {
  return html`<div class="state" role="status">
    ${icon(sign)}<strong>${title}</strong>
    ${hint === undefined ? nothing : html`<p>${hint}</p>`}
    ${action === undefined ? nothing : html`<petlog-button icon=${action.sign ?? 'refresh'} label=${action.label} @click=${action.act}></petlog-button>`}
  </div>`;
}

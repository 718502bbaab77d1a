import { css, html, type TemplateResult } from 'lit';
import { text } from '../text/text.ts';

export const certificateFingerprintStyles = css`
  .fingerprint h3 {
    margin: 0 0 4px;
    font-size: var(--text-small);
  }

  .fingerprint .groups {
    display: grid;
    grid-template-columns: repeat(4, max-content);
    gap: 2px 14px;
    margin: 0 0 6px;
    font-family: ui-monospace, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
    font-size: 1rem;
    font-weight: 600;
    color: var(--groups-colour, var(--text));
  }

  .fingerprint p {
    font-size: var(--text-small);
  }
`;

/** Groups that the eye can compare: two bytes each, four groups a row. */
export function certificateFingerprint(value: string, hint = text().kiosk.fingerprintHint): TemplateResult {
  const groups = value.replaceAll(':', '').match(/.{1,4}/g) ?? [];
  return html`<div class="fingerprint">
    <h3>${text().kiosk.fingerprint}</h3>
    <p class="groups">${groups.map((group) => html`<span>${group}</span> `)}</p>
    <p>${hint}</p>
  </div>`;
}

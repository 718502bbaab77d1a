import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { describeIndicators } from '../state/descriptions.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { Connection } from '../transport/petlog-client.ts';

/** Connection, camera and recording: icon, word and colour each. Changes are read out. */
export class Indicators extends LitElement {
  static override properties: PropertyDeclarations = {
    connection: {},
    status: { attribute: false },
    compact: { type: Boolean, reflect: true },
    quiet: { type: Boolean, reflect: true },
    withRecording: { attribute: 'with-recording', type: Boolean, reflect: true },
  };

  declare connection: Connection;
  declare status: LiveStatus | null;
  declare compact: boolean;
  /** Only what is not as it should be is seen; the rest is there for screen readers, and of a recording the picture tells. */
  declare quiet: boolean;
  /** Of a recording too, while nothing else on the screen tells of it. */
  declare withRecording: boolean;

  static override styles = [
    baseStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
        padding: 4px 13px 4px 10px;
        font-size: var(--text-small);
        font-weight: 600;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: 999px;
        white-space: nowrap;
      }

      .label {
        font-weight: 450;
        color: var(--text-muted);
      }

      li svg {
        color: var(--text-muted);
      }

      .good svg {
        color: var(--good);
      }

      .busy svg {
        color: var(--warning);
      }

      .bad {
        color: var(--danger);
        background: var(--danger-surface);
        border-color: currentColor;
      }

      .bad svg,
      .bad .label {
        color: inherit;
      }

      .recording svg {
        color: var(--danger);
      }

      :host([quiet]:not([with-recording])) li:not(.bad),
      :host([quiet]) li:not(.bad, .recording) {
        position: absolute;
        width: 1px;
        height: 1px;
        min-height: 0;
        padding: 0;
        border: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }

      :host([quiet]:not([with-recording])) li:not(.bad) .value,
      :host([quiet]) li:not(.bad, .recording) .value {
        clip-path: inset(50%);
      }

      [data-indicator='recording'] .label,
      :host([compact]) .label {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  constructor() {
    super();
    this.connection = 'connecting';
    this.status = null;
    this.compact = false;
    this.quiet = false;
    this.withRecording = false;
  }

  override render(): TemplateResult {
    const indicators = describeIndicators(this.connection, this.status, text());
    return html`<ul aria-live="polite" aria-label=${text().indicators.region}>
      ${indicators.map(
        ({ name, label, value, tone, icon: sign }) =>
          html`<li class=${tone} data-indicator=${name}>${icon(sign)}<span><span class="label">${label}</span> <span class="value">${value}</span></span></li>`,
      )}
    </ul>`;
  }
}

customElements.define('petlog-indicators', Indicators);

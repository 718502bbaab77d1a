import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../shared/api.ts';
import { formatNumber } from '../state/format.ts';
import { baseStyles, cardStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

/** Measured rate, size, viewers and source of the picture. */
export class PictureFacts extends LitElement {
  static override properties: PropertyDeclarations = { status: { attribute: false } };

  declare status: LiveStatus | null;

  static override styles = [
    baseStyles,
    cardStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 14px 16px;
        margin: 0;
      }

      dt {
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      dd {
        margin: 0;
        font-size: var(--text-body);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.status = null;
  }

  override render(): TemplateResult {
    const { facts } = text();
    const { status } = this;
    const number = (value: number, digits = 0) => formatNumber(value, locale(), digits);
    const rows: readonly (readonly [string, string, string])[] = [
      ['fps', facts.frameRate, status === null ? '–' : facts.framesPerSecond(number(status.fps, 1))],
      ['resolution', facts.resolution, status === null ? '–' : status.resolution.join(' × ')],
      ['viewers', facts.viewers, status === null ? '–' : number(status.active_streams)],
      ['source', facts.source, status === null ? '–' : facts.sources[status.source]],
    ];
    return html`<section class="card" aria-label=${facts.region}>
      <dl>
        ${rows.map(([name, label, value]) => html`<div data-fact=${name}><dt>${label}</dt><dd>${value}</dd></div>`)}
      </dl>
    </section>`;
  }
}

customElements.define('petlog-picture-facts', PictureFacts);

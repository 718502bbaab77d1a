import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { StorageOutlook, StorageUsage } from '../../shared/storage.ts';
import { icon } from '../icons.ts';
import { formatDayAndTime, formatPercent, formatSize } from '../state/format.ts';
import { daysFitInWords } from '../state/library/days-fit.ts';
import { type DiskPart, diskParts } from '../state/library/disk-parts.ts';
import { baseStyles } from '../styles/shared.ts';
import type { DiskWords } from '../text/en/disk.ts';
import { locale } from '../text/text.ts';

/** Fewer are soon over. */
const fewDays = 3;

/** How full the disk is, with what, and of how many days recordings fit. */
export class DiskPicture extends LitElement {
  static override properties: PropertyDeclarations = {
    usage: { attribute: false },
    outlook: { attribute: false },
    words: { attribute: false },
  };

  declare usage: StorageUsage;
  /** null where it cannot be had. */
  declare outlook: StorageOutlook | null;
  declare words: DiskWords;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: var(--text-body);
        --part-own: var(--accent);
        --part-automatic: color-mix(in srgb, var(--accent) 55%, var(--surface));
        --part-kept: #b8860b;
        --part-events: #6d7fb3;
        --part-rewind: #a8664f;
        --part-other: var(--line-strong);
        --part-free: var(--surface-raised);
      }

      .full {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
        margin: 0 0 10px;
      }

      .full b {
        font-size: 1.6rem;
        line-height: 1.2;
      }

      .disk {
        display: flex;
        gap: 2px;
        height: 40px;
        overflow: hidden;
        border-radius: var(--radius-small);
      }

      .disk span,
      i {
        background: var(--part);
      }

      .own {
        --part: var(--part-own);
      }

      .automatic {
        --part: var(--part-automatic);
      }

      .kept {
        --part: var(--part-kept);
      }

      .events {
        --part: var(--part-events);
      }

      .rewind {
        --part: var(--part-rewind);
      }

      .other {
        --part: var(--part-other);
      }

      .free {
        --part: var(--part-free);
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
        gap: 0 32px;
        margin: 12px 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 7px 0;
        border-bottom: 1px solid var(--line);
      }

      i {
        flex: none;
        width: 14px;
        height: 14px;
        border-radius: 4px;
      }

      i.free {
        border: 1px solid var(--line-strong);
      }

      li span {
        flex: 1;
        min-width: 0;
      }

      .numbers,
      li .numbers {
        flex: none;
        color: var(--text-muted);
        white-space: nowrap;
      }

      p {
        margin: 6px 0 0;
      }

      .few {
        display: flex;
        gap: 8px;
        padding: 10px 12px;
        color: var(--warning);
        background: var(--warning-surface);
        border-radius: var(--radius-small);
      }

      .few svg {
        flex: none;
        margin-top: 3px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { usage, outlook, words } = this;
    const parts = diskParts(usage, outlook);
    const free = parts.find(({ name }) => name === 'free');
    const size = (bytes: number): string => formatSize(bytes, locale());
    return html`<p class="full">
        <b>${words.full(formatPercent(1 - (free?.fraction ?? 0), locale()))}</b>
        <span class="numbers">${words.free(size(free?.sizeBytes ?? 0), size(usage.total_bytes))}</span>
      </p>
      <div class="disk" aria-hidden="true">
        ${parts.map(({ name, fraction }) => (fraction === 0 ? nothing : html`<span class=${name} .style=${`flex: ${fraction} 1 ${name === 'free' ? 0 : 4}px`}></span>`))}
      </div>
      <ul>
        ${parts.filter(isListed).map(({ name, sizeBytes }) => html`<li data-part=${name}><i class=${name}></i><span>${words.parts[name]}</span><span class="numbers">${size(sizeBytes)}</span></li>`)}
      </ul>
      ${this.#outlook(usage, outlook, words)}`;
  }

  #outlook({ oldest }: StorageUsage, outlook: StorageOutlook | null, words: DiskWords) {
    if (outlook === null) {
      return nothing;
    }
    const { days_fit: fit } = outlook;
    const isFew = fit !== null && fit < fewDays;
    return html`<p>
        ${daysFitInWords(fit, oldest === null ? null : new Date(oldest), new Date(), words, locale())}
        ${oldest === null ? nothing : words.oldest(formatDayAndTime(new Date(oldest), new Date(), locale()))}
      </p>
      ${isFew ? html`<p class="few">${icon('warning')}<span>${words.few}</span></p>` : nothing}`;
  }
}

/** What there is none of needs no line, but for what everybody looks for. */
const isListed = ({ name, sizeBytes }: DiskPart): boolean => sizeBytes > 0 || name === 'own' || name === 'free';

customElements.define('petlog-disk-picture', DiskPicture);

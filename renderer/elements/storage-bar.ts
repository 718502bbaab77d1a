import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { StorageUsage } from '../../shared/storage.ts';
import { formatNumber, formatSize } from '../state/format.ts';
import { storageShares } from '../state/library/storage-shares.ts';
import { describeFailure } from '../state/descriptions.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

/** What the disk is full of, as a bar and in words. */
export class StorageBar extends LitElement {
  static override properties: PropertyDeclarations = { usage: { attribute: false }, failure: { attribute: false } };

  declare usage: StorageUsage | null;
  declare failure: unknown;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
        color: var(--text-muted);
        --share-recordings: var(--accent);
        --share-kept: #b8860b;
        --share-other: var(--line-strong);
        --share-free: transparent;
      }

      p {
        margin: 0;
      }

      .bar {
        display: flex;
        gap: 2px;
        height: 12px;
        margin-bottom: 6px;
        overflow: hidden;
        background: var(--surface-raised);
        border-radius: 6px;
      }

      .share {
        min-width: 0;
      }

      .recordings {
        background: var(--share-recordings);
      }

      .kept {
        background: var(--share-kept);
      }

      .other {
        background: var(--share-other);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }

      li i {
        width: 10px;
        height: 10px;
        border-radius: 3px;
      }

      li i.free {
        border: 1px solid var(--line-strong);
      }
    `,
  ];

  constructor() {
    super();
    this.usage = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { usage } = this;
    if (usage === null) {
      return this.failure === undefined
        ? nothing
        : html`<p role="status">${text().library.failed.storage(describeFailure(this.failure, text()))}</p>`;
    }
    const words = text().storage;
    const shares = storageShares(usage);
    return html`<section aria-label=${words.region}>
      <div class="bar" aria-hidden="true">
        ${shares.map(({ name, fraction }) => (fraction === 0 ? nothing : html`<span class="share ${name}" .style=${`flex: ${fraction} 1 ${name === 'free' ? 0 : 3}px`}></span>`))}
      </div>
      <ul>
        ${shares.map(({ name, sizeBytes }) => html`<li data-share=${name}><i class=${name}></i>${words.shares[name]} ${formatSize(sizeBytes, locale())}</li>`)}
      </ul>
      <p>${this.#outlook(usage)}</p>
    </section>`;
  }

  #outlook({ limit_bytes: limit, hours_left: hours }: StorageUsage): string {
    const words = text().storage;
    const sentences = [
      ...(hours === null
        ? []
        : [words.hoursLeft(hours < 1 ? words.lessThanAnHour : words.hours(Math.floor(hours), formatNumber(Math.floor(hours), locale())))]),
      ...(limit === null ? [] : [words.limit(formatSize(limit, locale()))]),
    ];
    return sentences.join(' ');
  }
}

customElements.define('petlog-storage-bar', StorageBar);

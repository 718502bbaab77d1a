import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { formatClock, formatDate, formatDayAndTime, formatDuration, formatSize } from '../state/format.ts';
import type { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { onPress } from '../state/on-press.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import { recordingAddress } from '../transport/page-address.ts';
import './thumbnail.ts';

/** A recording in the library. Fires `open` (play, or select while selecting) and `keep`. */
export class RecordingTile extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = {
    recording: { attribute: false },
    selecting: { type: Boolean },
    selected: { type: Boolean, reflect: true },
    readOnly: { type: Boolean },
    dated: { type: Boolean },
    pictureLimit: { attribute: false },
  };

  declare recording: RecordingInfo;
  declare selecting: boolean;
  declare selected: boolean;
  declare readOnly: boolean;
  /** Where no heading says of which day it is. */
  declare dated: boolean;
  /** Of the pictures of all tiles. */
  declare pictureLimit: ConcurrencyLimit;

  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: block;
      }

      .open {
        display: block;
        width: 100%;
        padding: 0;
        font: inherit;
        color: inherit;
        text-align: start;
        background: none;
        border: 0;
        border-radius: var(--radius);
        cursor: pointer;
        touch-action: manipulation;
        -webkit-tap-highlight-color: transparent;
      }

      .picture {
        position: relative;
        display: grid;
        place-items: center;
        aspect-ratio: 16 / 9;
        overflow: hidden;
        color: var(--text-muted);
        background: var(--surface-raised);
        border-radius: var(--radius);
        font-size: 1.6rem;
      }

      petlog-thumbnail {
        transition: transform 200ms;
      }

      .open:hover petlog-thumbnail {
        transform: scale(1.03);
      }

      :host([selected]) .picture {
        outline: 4px solid var(--accent);
        outline-offset: -4px;
      }

      :host([selected]) petlog-thumbnail {
        opacity: 0.7;
      }

      .over {
        position: absolute;
        padding: 1px 6px;
        border-radius: 7px;
        font-size: var(--text-small);
        font-weight: 600;
        color: #f2f4f3;
        background: rgb(9 12 11 / 78%);
      }

      .duration {
        right: 8px;
        bottom: 8px;
      }

      .reason {
        left: 8px;
        bottom: 8px;
        max-width: calc(100% - 74px);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .check {
        left: 8px;
        top: 8px;
        padding: 4px;
        display: grid;
        font-size: 1.3rem;
      }

      .caption {
        display: block;
        min-height: 48px;
        padding: 5px 52px 0 2px;
        line-height: 1.3;
      }

      .time {
        display: block;
        font-size: var(--text-body);
        font-weight: 600;
      }

      .name {
        font-weight: 400;
        overflow-wrap: anywhere;
      }

      .detail {
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      .star {
        position: absolute;
        right: 0;
        bottom: 0;
        display: grid;
        place-items: center;
        width: 48px;
        height: 48px;
        padding: 0;
        font-size: 1.1rem;
        color: var(--text-muted);
        background: none;
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      .star[aria-pressed='true'] {
        color: var(--accent);
      }

      .star:hover {
        background: var(--surface-raised);
      }

      @media (prefers-reduced-motion: reduce) {
        petlog-thumbnail {
          transition: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.selecting = false;
    this.selected = false;
    this.dated = false;
  }

  override render(): TemplateResult {
    const { recording, selecting, selected } = this;
    const words = text().library;
    const time = new Date(recording.timestamp);
    const [clock, duration, size] = [
      this.dated ? formatDayAndTime(time, new Date(), locale()) : formatClock(time, locale()),
      formatDuration(Math.round(recording.duration)),
      formatSize(recording.file_size, locale()),
    ];
    // The day, and what is written on it in that order, so that whoever steers by voice can say what they see.
    const spoken = [formatDate(time, locale()), words.reasons[recording.reason], duration, clock, recording.name, size]
      .filter((part) => part !== '')
      .join(', ');
    return html`<button
        class="open"
        type="button"
        role=${selecting ? 'checkbox' : nothing}
        aria-checked=${selecting ? selected : nothing}
        aria-label=${selecting ? words.selectOne(spoken) : text().recordings.play(spoken)}
        @click=${onPress(() => this.dispatchEvent(new CustomEvent('open')))}
      >
        <span class="picture">
          ${icon('film')}
          ${recording.thumbnail_url === null ? nothing : html`<petlog-thumbnail .address=${recordingAddress(recording.recording_id, 'thumbnail').href} .pictureLimit=${this.pictureLimit}></petlog-thumbnail>`}
          ${selecting ? html`<span class="over check">${icon(selected ? 'select' : 'unselected')}</span>` : nothing}
          <span class="over reason">${words.reasons[recording.reason]}</span>
          <span class="over duration numbers">${duration}</span>
        </span>
        <span class="caption">
          <span class="time numbers">${clock}${recording.name === '' ? nothing : html` <span class="name">${recording.name}</span>`}</span>
          <span class="detail">${size}</span>
        </span>
      </button>
      <button
        class="star"
        type="button"
        aria-label=${words.keep}
        aria-pressed=${recording.kept}
        title=${words.keepHint}
        ?hidden=${(selecting || this.readOnly) && !recording.kept}
        ?disabled=${selecting || this.readOnly}
        @click=${() => this.dispatchEvent(new CustomEvent('keep'))}
      >
        ${icon(recording.kept ? 'starFilled' : 'star')}
      </button>`;
  }
}

customElements.define('petlog-recording-tile', RecordingTile);

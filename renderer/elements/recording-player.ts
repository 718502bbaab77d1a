import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { formatDayAndTime, formatDuration, formatSize } from '../state/format.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import { pageAddress } from '../transport/page-address.ts';

/** A recording in a dialog of its own. Fires `close`. */
export class RecordingPlayer extends LitElement {
  static override properties: PropertyDeclarations = {
    recording: { attribute: false },
    unplayable: { state: true },
  };

  declare recording: RecordingInfo | null;
  declare unplayable: boolean;

  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(960px, calc(100vw - 24px));
        max-height: calc(100vh - 24px);
        padding: 0;
        overflow: hidden;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 65%);
      }

      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 8px 16px;
      }

      h2 {
        flex: 1;
        margin: 0;
        font-size: var(--text-body);
        font-weight: 650;
      }

      h2 small {
        display: block;
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--text-muted);
      }

      header a,
      header button {
        display: grid;
        place-items: center;
        width: 48px;
        height: 48px;
        color: var(--text);
        background: none;
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      header a:hover,
      header button:hover {
        background: var(--surface-raised);
      }

      video {
        display: block;
        width: 100%;
        max-height: calc(100vh - 100px);
        aspect-ratio: 16 / 9;
        background: #000;
      }

      p {
        margin: 0;
        padding: 40px 16px;
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.recording = null;
    this.unplayable = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('recording')) this.unplayable = false;
  }

  protected override updated(changed: PropertyValues): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (changed.has('recording') && this.recording !== null && dialog?.open === false) dialog.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { recording } = this;
    if (recording === null) return nothing;
    const words = text().recordings;
    const when = formatDayAndTime(new Date(recording.timestamp), new Date(), locale());
    const address = pageAddress(recording.url);
    const download = new URL(address);
    download.searchParams.set('download', '1');
    return html`<dialog aria-labelledby="title" @close=${this.#onClose} @click=${this.#onClick}>
      <header>
        <h2 id="title">${when}<small>${recording.filename} · ${formatDuration(recording.duration)} · ${formatSize(recording.file_size, locale())}</small></h2>
        <a href=${download.href} download=${recording.filename} aria-label=${words.download(when)}>${icon('download')}</a>
        <button type="button" aria-label=${words.close} @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${icon('close')}</button>
      </header>
      ${this.unplayable
        ? html`<p role="alert">${words.unplayable}</p>`
        : html`<video src=${address.href} controls autoplay playsinline @error=${() => (this.unplayable = true)}></video>`}
    </dialog>`;
  }

  /** A video that merely leaves the page may go on loading. */
  #onClose(): void {
    const video = this.renderRoot.querySelector('video');
    video?.pause();
    video?.removeAttribute('src');
    video?.load();
    this.dispatchEvent(new CustomEvent('close'));
  }

  #onClick(event: Event): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (event.target === dialog) dialog?.close();
  }
}

customElements.define('petlog-recording-player', RecordingPlayer);

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RecordingInfo } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { formatDuration, formatMoment, formatNumber, formatSize } from '../state/format.ts';
import { describeFailure } from '../state/descriptions.ts';
import { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { pageLinkOf } from '../shell/route.ts';
import { baseStyles, cardStyles } from '../styles/shared.ts';
import { recentRecordingsStyles } from '../styles/recent-recordings.ts';
import { locale, text } from '../text/text.ts';
import { recordingAddress } from '../transport/page-address.ts';

/** The live picture and its events have connections too. */
const picturesAtOnce = 2;

/** The newest recordings: play and download. Fires `reload`, and `unreachable` where the player cannot be loaded. */
export class RecentRecordings extends LitElement {
  static override properties: PropertyDeclarations = {
    recordings: { attribute: false },
    totalCount: { type: Number },
    failure: { attribute: false },
    storageEnabled: { type: Boolean },
    readOnly: { type: Boolean },
    withPictures: { type: Boolean },
    playing: { state: true },
  };

  /** Newest first; null before the first answer. */
  declare recordings: readonly RecordingInfo[] | null;
  declare totalCount: number;
  declare failure: unknown;
  declare storageEnabled: boolean;
  declare readOnly: boolean;
  /** Whether what shows them is there, and the live picture waits for them no longer. */
  declare withPictures: boolean;
  declare playing: RecordingInfo | null;

  readonly #pictureLimit = new ConcurrencyLimit(picturesAtOnce);

  static override styles = [baseStyles, cardStyles, recentRecordingsStyles];

  constructor() {
    super();
    this.recordings = null;
    this.totalCount = 0;
    this.storageEnabled = true;
    this.readOnly = false;
    this.withPictures = false;
    this.playing = null;
  }

  override render(): TemplateResult {
    const words = text().recordings;
    const { totalCount } = this;
    return html`<section class="card" aria-labelledby="title">
      <header>
        <h2 id="title">${words.region}</h2>
        ${totalCount > 0 ? html`<span>${words.total(formatNumber(totalCount, locale()))}</span>` : nothing}
      </header>
      ${this.#body()}
      <a class="all" href=${pageLinkOf('recordings')}>${words.all}${icon('back')}</a>
      <petlog-recording-player .recording=${this.playing} @close=${() => (this.playing = null)}></petlog-recording-player>
    </section>`;
  }

  #body() {
    const words = text().recordings;
    const { recordings, failure } = this;
    if (recordings === null && failure === undefined) {
      return html`<div class="empty" role="status"><p>${words.loading}</p></div>`;
    }
    if (recordings === null) {
      return html`<div class="empty" role="status">
        ${icon('warning')}
        <p>${words.failed(describeFailure(failure, text()))}</p>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('reload'))}>${words.again}</button>
      </div>`;
    }
    if (recordings.length === 0) {
      return html`<div class="empty">
        ${icon('film')}<strong>${words.empty}</strong>
        ${this.readOnly ? nothing : html`<p>${this.storageEnabled ? words.emptyHint : words.emptyHintStorageOff}</p>`}
      </div>`;
    }
    return html`<ul>
      ${repeat(
        recordings,
        ({ recording_id }) => recording_id,
        (recording) => this.#row(recording),
      )}
    </ul>`;
  }

  /** The player comes when it is wanted. */
  async #play(recording: RecordingInfo): Promise<void> {
    try {
      await import('./recording-player.ts');
      this.playing = recording;
    } catch {
      this.dispatchEvent(new CustomEvent('unreachable'));
    }
  }

  #row(recording: RecordingInfo) {
    const words = text().recordings;
    const when = formatMoment(new Date(recording.timestamp), new Date(), locale());
    const address = recordingAddress(recording.recording_id);
    address.searchParams.set('download', '1');
    const duration = formatDuration(Math.round(recording.duration));
    const [title, detail] =
      recording.name === ''
        ? [when, `${duration} · ${formatSize(recording.file_size, locale())}`]
        : [recording.name, `${when} · ${duration}`];
    return html`<li>
      <button class="play" type="button" aria-label=${words.play(`${title}, ${detail}`)} @click=${() => this.#play(recording)}>
        <span class="picture">
          ${this.withPictures && recording.thumbnail_url !== null ? html`<petlog-thumbnail .address=${recordingAddress(recording.recording_id, 'thumbnail').href} .pictureLimit=${this.#pictureLimit}></petlog-thumbnail>` : nothing}
          <span class="sign">${icon('play')}</span>
        </span>
        <span class="words">
          <span class="title">${title}</span>
          <span class="detail">${detail}</span>
        </span>
      </button>
      <a class="download" href=${address.href} download=${recording.filename} aria-label=${words.download(when)}>${icon('download')}</a>
    </li>`;
  }
}

customElements.define('petlog-recent-recordings', RecentRecordings);

import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { formatDayAndTime, formatDuration, formatSize } from '../state/format.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import { recordingAddress } from '../transport/page-address.ts';
import { HiddenVideo } from './hidden-video.ts';
import { lacksPicture } from '../state/lacks-picture.ts';
import { onPress } from '../state/on-press.ts';
import { LateControls } from '../state/late-controls.ts';
import { playingFailureOf, type PlayingFailure } from '../state/library/playing-failure.ts';
import { reportMediaFailure } from './media-failure.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './preview-strip.ts';
import './recording-moments.ts';
import './recording-words.ts';
import type { RecordingWordsChange } from './recording-words.ts';
import { isOwnScreen, omittedControls } from './own-screen.ts';
import { takeAway } from './take-away.ts';

/** A part of a video that was there in part fails long after its loading began. */
const requestMilliseconds = 5_000;

/** A recording in a dialog of its own. Fires `close`; where it is `manageable` also `keep`, `remove`, `share` and `describe`. */
export class RecordingPlayer extends LitElement {
  static override properties: PropertyDeclarations = {
    recording: { attribute: false },
    manageable: { type: Boolean },
    failure: { state: true },
    position: { state: true },
  };

  declare recording: RecordingInfo | null;
  declare manageable: boolean;
  /** Why it is not played; null while it is. */
  declare failure: PlayingFailure | null;
  /** Seconds. */
  declare position: number;
  #startedAt = 0;
  readonly #client: PetLogClient;
  readonly #controls = new LateControls(this);
  readonly #hiddenVideo = new HiddenVideo(this, () => this.renderRoot.querySelector('video'));

  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      dialog {
        --dialog-width: 960px;
        overflow: hidden auto;
      }

      h2 small {
        display: block;
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--text-muted);
      }

      .kept {
        color: var(--accent);
      }

      video {
        display: block;
        width: 100%;
        max-height: calc(100dvh - 100px);
        aspect-ratio: 16 / 9;
        background: #000;
      }

      .with-preview video {
        max-height: calc(100dvh - 172px);
      }

      /* Five buttons leave no room for a name beside them. */
      @media (max-width: 560px) {
        dialog > header {
          flex-wrap: wrap;
          justify-content: flex-end;
        }

        dialog > header h2 {
          flex-basis: 100%;
        }
      }

      .note {
        padding: 12px 16px 16px;
        text-align: start;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .again {
        min-height: var(--target);
        padding: 8px 20px;
        font: inherit;
        color: var(--on-accent);
        background: var(--accent);
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      p {
        margin: 0;
        padding: 40px 16px;
        text-align: center;
      }
    `,
  ];

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.recording = null;
    this.manageable = false;
    this.failure = null;
    this.position = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('recording') || changed.get('recording')?.recording_id === this.recording?.recording_id) {
      return;
    }
    this.failure = null;
    this.position = 0;
    if (this.recording !== null) {
      this.#controls.begin();
    }
  }

  protected override updated(changed: PropertyValues): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (changed.has('recording') && this.recording !== null && dialog?.open === false) {
      dialog.showModal();
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { recording } = this;
    if (recording === null) {
      return nothing;
    }
    const words = text().recordings;
    const when = formatDayAndTime(new Date(recording.timestamp), new Date(), locale());
    const address = recordingAddress(recording.recording_id);
    const preview =
      recording.preview_url !== null && this.failure === null ? recordingAddress(recording.recording_id, 'preview').href : null;
    return html`<dialog class=${preview === null ? '' : 'with-preview'} aria-labelledby="title" @close=${this.#onClose} @click=${this.#onClick}>
      <header>
        <h2 id="title">${recording.name === '' ? when : recording.name}<small>${this.#details(recording, when)}</small></h2>
        ${this.manageable ? this.#management(recording) : nothing}
        ${takeAway({ recordingId: recording.recording_id, when, filename: recording.filename, style: 'round' })}
        <button class="round" type="button" aria-label=${words.close} @click=${onPress(() => this.#close())}>${icon('close')}</button>
      </header>
      ${
        this.failure !== null
          ? this.#failed(this.failure)
          : html`<video src=${address.href} ?controls=${this.#controls.areShown} controlslist=${omittedControls()} ?disablepictureinpicture=${isOwnScreen()} autoplay playsinline @timeupdate=${this.#onTime} @seeked=${this.#onTime} @loadstart=${() => (this.#startedAt = performance.now())} @loadeddata=${this.#onData} @error=${this.#onError}></video>`
      }
      ${
        preview === null
          ? nothing
          : html`<petlog-preview-strip
            .address=${preview}
            .frames=${recording.preview_frames}
            .duration=${recording.duration}
            .position=${this.position}
            @seek=${(event: CustomEvent<number>) => this.#seek(event.detail)}
          ></petlog-preview-strip>`
      }
      <petlog-recording-moments
        .client=${this.#client}
        .recording=${recording}
        @seek=${(event: CustomEvent<number>) => this.#seek(event.detail)}
      ></petlog-recording-moments>
      ${
        this.manageable
          ? html`<petlog-recording-words
            .recording=${recording}
            @describe=${(event: CustomEvent<RecordingWordsChange>) => this.dispatchEvent(new CustomEvent('describe', { detail: event.detail }))}
          ></petlog-recording-words>`
          : recording.note === ''
            ? nothing
            : html`<p class="note">${recording.note}</p>`
      }
    </dialog>`;
  }

  /** In what people know of it: files have names for machines. */
  #details({ name, reason, duration, file_size }: RecordingInfo, when: string): string {
    return [
      ...(name === '' ? [] : [when]),
      text().library.reasons[reason],
      formatDuration(Math.round(duration)),
      formatSize(file_size, locale()),
    ].join(' · ');
  }

  #management({ kept }: RecordingInfo) {
    const words = text().library;
    return html`<button
        class="round ${kept ? 'kept' : ''}"
        type="button"
        aria-label=${words.keep}
        aria-pressed=${kept}
        title=${words.keepHint}
        @click=${() => this.dispatchEvent(new CustomEvent('keep'))}
      >
        ${icon(kept ? 'starFilled' : 'star')}
      </button>
      <button class="round" type="button" aria-label=${text().sharing.share} @click=${() => this.dispatchEvent(new CustomEvent('share'))}>${icon('share')}</button>
      <button class="round" type="button" aria-label=${words.remove} @click=${this.#remove}>${icon('trash')}</button>`;
  }

  async #onData(event: Event): Promise<void> {
    const { recording } = this;
    this.#controls.show();
    const isLacking = await lacksPicture(event.currentTarget as HTMLVideoElement);
    if (isLacking && this.recording?.recording_id === recording?.recording_id) {
      this.failure = 'unplayable';
    }
  }

  #onError(event: Event): void {
    const video = event.currentTarget as HTMLVideoElement;
    const { position } = this;
    reportMediaFailure(this, {
      startedAt: video.error?.code === MediaError.MEDIA_ERR_NETWORK ? performance.now() - requestMilliseconds : this.#startedAt,
      retry: () => {
        video.load();
        video.currentTime = position;
        video.play().catch(() => undefined);
      },
      giveUp: () => void this.#findCause(video.currentSrc || video.src),
    });
  }

  #failed(failure: PlayingFailure) {
    const words = text();
    const sentences: Readonly<Record<PlayingFailure, string>> = {
      unreachable: words.playing.unreachable,
      gone: words.playing.gone,
      unplayable: isOwnScreen() ? words.recordings.unplayableHere : words.recordings.unplayable,
    };
    return html`<p role="alert">${sentences[failure]}</p>
      ${failure === 'unreachable' ? html`<p><button class="again" type="button" @click=${() => (this.failure = null)}>${words.playing.again}</button></p>` : nothing}`;
  }

  /** The browser gives one reason for a video that it cannot decode and for one that it could not fetch. */
  async #findCause(address: string): Promise<void> {
    const { recording } = this;
    const cause = await playingFailureOf(address);
    if (this.recording?.recording_id === recording?.recording_id) {
      this.failure = cause;
    }
  }

  #onTime(event: Event): void {
    if (!this.#hiddenVideo.isReleased) {
      this.position = (event.currentTarget as HTMLVideoElement).currentTime;
    }
  }

  #seek(seconds: number): void {
    const video = this.renderRoot.querySelector('video');
    if (video === null) {
      return;
    }
    video.currentTime = seconds;
    this.position = seconds;
  }

  #remove(): void {
    this.dispatchEvent(new CustomEvent('remove'));
    this.#close();
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
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
    if (event.target === this.renderRoot.querySelector('dialog')) {
      this.#close();
    }
  }
}

customElements.define('petlog-recording-player', RecordingPlayer);

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RecordingInfo } from '../../../shared/api.ts';
import { icon } from '../../icons.ts';
import { formatLength } from '../../state/activity/length-words.ts';
import { CamerasController } from '../../state/cameras/cameras-controller.ts';
import { DayRecordings } from '../../state/day-recordings.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { formatClock } from '../../state/format.ts';
import { ConcurrencyLimit } from '../../state/library/concurrency-limit.ts';
import { onPress } from '../../state/on-press.ts';
import { dayListStyles } from '../../styles/day-list.ts';
import { emptyStateStyles } from '../../styles/empty-state.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { recordingAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { emptyState } from '../empty-state.ts';
import '../recording-player.ts';
import { SettledSignal } from '../settled-signal.ts';
import '../thumbnail.ts';

const picturesAtOnce = 3;

/** The recordings of one day, as pictures by time. Fires `record` where somebody wants to record, and `settled-change` when it has its height, and when it has not. */
export class DayRecordingsList extends LitElement {
  static override properties: PropertyDeclarations = {
    date: {},
    heading: {},
    mayRecord: { attribute: false },
    playing: { state: true },
  };

  static override styles = [baseStyles, emptyStateStyles, dayListStyles];

  /** For example 2026-05-01. */
  declare date: string;
  /** Stands above where there are any; without one, an empty day says so. */
  declare heading: string | null;
  declare mayRecord: boolean;
  declare playing: RecordingInfo | null;
  readonly #day: DayRecordings;
  readonly #cameras: CamerasController;
  readonly #pictureLimit = new ConcurrencyLimit(picturesAtOnce);

  constructor(client: PetLogClient) {
    super();
    this.date = '';
    this.heading = null;
    this.mayRecord = false;
    this.playing = null;
    this.#day = new DayRecordings(this, client);
    this.#cameras = new CamerasController(this, client);
    new SettledSignal(this, () => this.isSettled);
  }

  /** Whether the recordings of its day have come, or cannot be had. */
  get isSettled(): boolean {
    const { date, recordings, pages } = this.#day;
    return date === this.date && (recordings !== null || pages.failure !== undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.playing = null;
  }

  protected override willUpdate(): void {
    if (this.date !== '' && this.date !== this.#day.date) {
      this.#day.show(this.date);
    }
  }

  override render(): TemplateResult {
    return html`${this.#list(this.#day.recordings)}
      <petlog-recording-player .recording=${this.playing} @close=${() => (this.playing = null)}></petlog-recording-player>`;
  }

  #list(recordings: readonly RecordingInfo[] | null) {
    const { activity: words, library, places } = text();
    const { pages, isToday } = this.#day;
    if (recordings === null && pages.failure !== undefined) {
      return emptyState({
        sign: 'warning',
        title: words.failed(describeFailure(pages.failure, text())),
        action: { label: library.again, act: () => pages.again() },
      });
    }
    if (recordings === null) {
      return html`<p class="visually-hidden" role="status">${places.loading}</p>`;
    }
    if (recordings.length === 0 && pages.isComplete) {
      return this.heading === null ? this.#empty(isToday) : nothing;
    }
    return html`${this.heading === null ? nothing : html`<h2>${this.heading}</h2>`}
      <ul>
        ${repeat(
          recordings,
          ({ recording_id }) => recording_id,
          (recording) => this.#entry(recording),
        )}
      </ul>
      ${pages.isComplete ? nothing : html`<button class="more" type="button" @click=${() => pages.more()}>${library.more}</button>`}`;
  }

  #empty(isToday: boolean): TemplateResult {
    const { activity: words } = text();
    return emptyState({
      sign: 'film',
      title: isToday ? words.emptyToday : words.empty,
      ...(isToday && this.mayRecord
        ? { action: { label: words.record, sign: 'record', act: () => this.dispatchEvent(new CustomEvent('record')) } }
        : {}),
    });
  }

  /** When, where, how long. */
  #entry(recording: RecordingInfo) {
    const time = formatClock(new Date(recording.timestamp), locale());
    const duration = formatLength(recording.duration, text().activity.length);
    const where = this.#cameras.areMany ? this.#cameras.nameOf(recording.camera_id) : '';
    const { recordings, library } = text();
    const detail = `${library.reasons[recording.reason]} · ${duration}`;
    return html`<li>
      <button type="button" aria-label=${recordings.play([time, where, detail].filter((part) => part !== '').join(', '))} @click=${onPress(() => (this.playing = recording))}>
        <span class="picture">${icon('film')}
          ${recording.thumbnail_url === null ? nothing : html`<petlog-thumbnail .address=${recordingAddress(recording.recording_id, 'thumbnail').href} .pictureLimit=${this.#pictureLimit}></petlog-thumbnail>`}
        </span>
        <span class="what">
          <b class="numbers">${time}</b>
          ${where === '' ? nothing : html`<span>${where}</span>`}
          <span class="numbers">${detail}</span>
        </span>
      </button>
    </li>`;
  }
}

customElements.define('petlog-day-recordings', DayRecordingsList);

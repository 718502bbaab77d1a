import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RecordingInfo } from '../../shared/api.ts';
import type { LibraryController } from '../state/library/library-controller.ts';
import { groupByDay, type RecordingDay } from '../state/library/recording-days.ts';
import type { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { locale, text } from '../text/text.ts';
import './recording-tile.ts';

interface RecordingDaysOptions {
  /** Who may load its pictures next. */
  readonly pictureLimit: ConcurrencyLimit;
  readonly readOnly: boolean;
  open(recording: RecordingInfo): void;
}

/** Tiles under the days on which they were recorded. */
export function recordingDays(
  library: LibraryController,
  recordings: readonly RecordingInfo[],
  options: RecordingDaysOptions,
): TemplateResult {
  return html`${repeat(
    groupByDay(recordings, new Date(), text().library, locale()),
    ({ date }) => date,
    (day) => recordingDay(library, day, options),
  )}`;
}

function recordingDay(
  library: LibraryController,
  { date, title, recordings }: RecordingDay,
  { pictureLimit, readOnly, open }: RecordingDaysOptions,
) {
  const words = text().library;
  return html`<section aria-labelledby=${`day-${date}`}>
    <div class="day-heading">
      <h2 id=${`day-${date}`}>${title}</h2>
      ${
        library.isSelecting
          ? html`<button
            class="link"
            type="button"
            aria-label=${words.selectDay(title)}
            aria-pressed=${library.selection.hasAll(recordings)}
            @click=${() => library.toggleAll(recordings)}
          >
            ${words.selectDayShort}
          </button>`
          : nothing
      }
    </div>
    <ul class="grid">
      ${repeat(
        recordings,
        ({ recording_id }) => recording_id,
        (recording) =>
          html`<li>
            <petlog-recording-tile
              .recording=${recording}
              .pictureLimit=${pictureLimit}
              .readOnly=${readOnly}
              .selecting=${library.isSelecting}
              .selected=${library.selection.has(recording)}
              @open=${() => (library.isSelecting ? library.toggle(recording) : open(recording))}
              @keep=${() => library.keep([recording], !recording.kept)}
            ></petlog-recording-tile>
          </li>`,
      )}
    </ul>
  </section>`;
}

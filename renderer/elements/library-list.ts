import { html, nothing, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { describeFailure } from '../state/descriptions.ts';
import type { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import type { LibraryController } from '../state/library/library-controller.ts';
import { everyRecording, isFiltering } from '../state/library/recording-filter.ts';
import { text } from '../text/text.ts';
import { emptyState } from './empty-state.ts';
import { recordingDays } from './recording-days.ts';

const skeletons = Array.from({ length: 8 }, (_, index) => index);

interface LibraryListOptions {
  /** Who may load its pictures next. */
  readonly pictureLimit: ConcurrencyLimit;
  readonly readOnly: boolean;
  /** More of the recordings come with the next frames. */
  readonly isGrowing: boolean;
  open(recording: RecordingInfo): void;
  /** Begins again at the newest. */
  newest(): void;
}

/** For those who hear the page. */
export function libraryLoading(): TemplateResult {
  return html`<p class="visually-hidden" role="status">${text().library.loading}</p>`;
}

/** The recordings of the chosen filter, or why none are shown. @param recordings null while they are not known */
export function libraryList(
  library: LibraryController,
  recordings: readonly RecordingInfo[] | null,
  options: LibraryListOptions,
): TemplateResult {
  const words = text().library;
  const { pages } = library;
  if (recordings === null && pages.failure !== undefined) {
    return emptyState({
      sign: 'warning',
      title: words.failed.list(describeFailure(pages.failure, text())),
      action: { label: words.again, act: () => pages.again() },
    });
  }
  if (recordings === null) {
    return html`${libraryLoading()}<ul class="grid" aria-hidden="true">${skeletons.map(() => html`<li><div class="skeleton"></div></li>`)}</ul>`;
  }
  if (recordings.length === 0 && pages.isComplete) {
    if (isFiltering(pages.filter)) {
      return emptyState({
        sign: 'film',
        title: words.emptyFilter,
        hint: words.emptyFilterHint,
        action: { label: words.clearFilters, act: () => library.show(everyRecording) },
      });
    }
    return emptyState({ sign: 'film', title: words.empty, ...(options.readOnly ? {} : { hint: words.emptyHint }) });
  }
  return html`${pages.hasNewer ? html`<div class="start"><button class="link" type="button" @click=${options.newest}>${words.newest}</button></div>` : nothing}
      ${recordingDays(library, recordings, options)}
      ${options.isGrowing ? nothing : html`<div class="end">${endOf(library)}</div>`}`;
}

/** Where the next page comes, or that there is none. */
function endOf({ pages }: LibraryController) {
  const words = text().library;
  if (pages.failure !== undefined) {
    return html`<p role="alert">${words.failed.list(describeFailure(pages.failure, text()))}</p><button class="link" type="button" @click=${() => pages.again()}>${words.again}</button>`;
  }
  if (pages.isComplete) {
    return words.end;
  }
  return pages.isLoading
    ? html`<p role="status">${words.loadingMore}</p>`
    : html`<button class="link" type="button" @click=${() => void pages.more()}>${words.more}</button>`;
}

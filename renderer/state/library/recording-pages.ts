import type { RecordingInfo, RecordingsPage, RecordingsQuery } from '../../../shared/api.ts';
import { everyRecording, filterQuery, type RecordingFilter } from './recording-filter.ts';

export const pageSize = 60;
/** The most that the contract gives at once. */
const largestPage = 1000;

/**
 * The recordings of a filter, newest first, fetched a page at a time. The next
 * page begins at the last recording that is there, not at a number, so that
 * nothing is left out or shown twice when recordings come and go in between.
 */
export class RecordingPages {
  readonly #list: (query: RecordingsQuery) => Promise<RecordingsPage>;
  readonly #changed: () => void;
  #filter = everyRecording;
  #request = 0;
  #recordings: readonly RecordingInfo[] | null = null;
  totalCount = 0;
  isLoading = false;
  isComplete = false;
  failure: unknown;

  constructor(list: (query: RecordingsQuery) => Promise<RecordingsPage>, changed: () => void) {
    this.#list = list;
    this.#changed = changed;
  }

  /** Null before the first answer. */
  get recordings(): readonly RecordingInfo[] | null {
    return this.#recordings;
  }

  get filter(): RecordingFilter {
    return this.#filter;
  }

  /** Begins anew with another filter. */
  show(filter: RecordingFilter): Promise<void> {
    this.#filter = filter;
    this.#recordings = null;
    this.totalCount = 0;
    this.isComplete = false;
    this.failure = undefined;
    return this.refresh();
  }

  /** Fetches again what is there already, up to the largest page; older ones stay as they are. */
  refresh(): Promise<void> {
    const size = Math.min(largestPage, Math.max(pageSize, this.#recordings?.length ?? 0));
    return this.#fetch({ ...filterQuery(this.#filter), page_size: size }, (page) => {
      const last = page.recordings.at(-1);
      const fetchedAll = page.recordings.length >= page.total_count;
      const older = fetchedAll || last === undefined ? [] : withoutThose(this.#recordings ?? [], page.recordings).filter(({ timestamp }) => Date.parse(timestamp) <= Date.parse(last.timestamp));
      this.#recordings = [...page.recordings, ...older];
      this.totalCount = page.total_count;
      this.isComplete = this.#recordings.length >= page.total_count;
    });
  }

  /** Fetches the next page; nothing while one is on its way, or when there is none. */
  async more(): Promise<void> {
    const last = this.#recordings?.at(-1);
    if (this.isLoading || this.isComplete || last === undefined) return;
    // Of recordings with one and the same time, more than a page, the number of the page has to tell.
    for (let page = 1, added = 0; added === 0 && !this.isComplete && this.failure === undefined; page += 1) {
      const request = this.#request + 1;
      await this.#fetch({ ...filterQuery(this.#filter), end_date: last.timestamp, page, page_size: pageSize }, (answer) => {
        const fresh = withoutThose(answer.recordings, this.#recordings ?? []);
        added = fresh.length;
        this.#recordings = [...(this.#recordings ?? []), ...fresh];
        this.isComplete = answer.recordings.length < pageSize;
      });
      if (request !== this.#request) return;
    }
  }

  /** Tries again what failed. */
  again(): Promise<void> {
    this.failure = undefined;
    return this.#recordings === null ? this.refresh() : this.more();
  }

  replace(recording: RecordingInfo): void {
    this.#recordings = this.#recordings?.map((other) => (other.recording_id === recording.recording_id ? recording : other)) ?? null;
    this.#changed();
  }

  drop(recordingId: string): void {
    const left = this.#recordings?.filter((other) => other.recording_id !== recordingId) ?? null;
    if (left?.length !== this.#recordings?.length) this.totalCount = Math.max(0, this.totalCount - 1);
    this.#recordings = left;
    this.#changed();
  }

  async #fetch(query: RecordingsQuery, accept: (page: RecordingsPage) => void): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    this.isLoading = true;
    this.#changed();
    try {
      const page = await this.#list(query);
      if (request !== this.#request) return;
      this.failure = undefined;
      accept(page);
    } catch (error) {
      if (request !== this.#request) return;
      this.failure = error;
    }
    this.isLoading = false;
    this.#changed();
  }
}

function withoutThose(recordings: readonly RecordingInfo[], those: readonly RecordingInfo[]): readonly RecordingInfo[] {
  const ids = new Set(those.map(({ recording_id }) => recording_id));
  return recordings.filter(({ recording_id }) => !ids.has(recording_id));
}

import type { RecordingInfo, RecordingsPage, RecordingsQuery } from '../../../shared/api.ts';
import { everyRecording, filterQuery, type RecordingFilter } from './recording-filter.ts';

export const pageSize = 60;
/** More than this and a page are not kept: a library of a hundred thousand would fill the memory of the screen that shows it. */
export const mostRecordings = 6 * pageSize;

/**
 * A part of the recordings of a filter, newest first, that moves over them a
 * page at a time, in both directions. The next page begins at the last
 * recording that is there, not at a number, so that nothing is left out or
 * shown twice when recordings come and go in between.
 */
export class RecordingPages {
  readonly #list: (query: RecordingsQuery) => Promise<RecordingsPage>;
  readonly #changed: () => void;
  #filter = everyRecording;
  #request = 0;
  #recordings: readonly RecordingInfo[] | null = null;
  /** Where each page begins that was left behind at the newer end, as a time. */
  #left: readonly string[] = [];
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

  /** Whether there are newer ones than those that are here. */
  get hasNewer(): boolean {
    return this.#left.length > 0;
  }

  /** Whether a recording of the filter would be here. */
  covers({ timestamp }: RecordingInfo): boolean {
    const at = Date.parse(timestamp);
    const first = this.#recordings?.[0];
    const last = this.#recordings?.at(-1);
    return (
      (!this.hasNewer || first === undefined || at <= Date.parse(first.timestamp)) &&
      (this.isComplete || last === undefined || at >= Date.parse(last.timestamp))
    );
  }

  /** Begins anew with another filter. */
  show(filter: RecordingFilter): Promise<void> {
    this.#filter = filter;
    this.#recordings = null;
    this.#left = [];
    this.totalCount = 0;
    this.isComplete = false;
    this.failure = undefined;
    return this.refresh();
  }

  /** Goes back to the newest. */
  newest(): Promise<void> {
    return this.show(this.#filter);
  }

  /** Fetches again what is here. */
  refresh(): Promise<void> {
    const before = this.#recordings ?? [];
    const filter = filterQuery(this.#filter);
    const [first] = before;
    const until = this.hasNewer && first !== undefined ? { end_date: first.timestamp } : {};
    const load = (): Promise<readonly [RecordingsPage, RecordingsPage]> => {
      const here = this.#list({ ...filter, ...until, page_size: Math.max(pageSize, before.length) });
      return Promise.all([here, this.hasNewer ? this.#list({ ...filter, page_size: 1 }) : here]);
    };
    return this.#fetch(load, ([page, all]) => {
      const last = page.recordings.at(-1);
      const fetchedAll = page.recordings.length >= page.total_count;
      const older =
        fetchedAll || last === undefined
          ? []
          : withoutThose(before, page.recordings).filter(({ timestamp }) => Date.parse(timestamp) <= Date.parse(last.timestamp));
      this.#recordings = [...page.recordings, ...older];
      this.totalCount = all.total_count;
      this.isComplete = this.#recordings.length >= page.total_count;
      this.#leaveOlder();
    });
  }

  /** Fetches the next page; nothing while one is on its way, or when there is none. */
  async more(): Promise<void> {
    const last = this.#recordings?.at(-1);
    if (this.isLoading || this.isComplete || last === undefined) {
      return;
    }
    let hasPassed = false;
    // Of recordings with one and the same time, more than a page, the number of the page has to tell.
    for (let page = 1, added = 0; added === 0 && !this.isComplete && this.failure === undefined; page += 1) {
      const request = this.#request + 1;
      await this.#fetch(
        () => this.#list({ ...filterQuery(this.#filter), end_date: last.timestamp, page, page_size: pageSize }),
        (answer) => {
          const place = answer.recordings.findIndex(({ recording_id }) => recording_id === last.recording_id);
          const later = answer.recordings.filter(
            ({ timestamp }, index) => hasPassed || Date.parse(timestamp) < Date.parse(last.timestamp) || (place !== -1 && index > place),
          );
          hasPassed ||= place !== -1;
          const fresh = withoutThose(this.hasNewer ? later : answer.recordings, this.#recordings ?? []);
          added = fresh.length;
          this.#recordings = [...(this.#recordings ?? []), ...fresh];
          this.isComplete = answer.recordings.length < pageSize;
          this.#leaveNewer();
        },
      );
      if (request !== this.#request) {
        return;
      }
    }
  }

  /** Fetches again the page before those that are here. */
  async newer(): Promise<void> {
    const begin = this.#left.at(-1);
    const first = this.#recordings?.[0];
    if (this.isLoading || begin === undefined || first === undefined) {
      return;
    }
    const fresh: RecordingInfo[] = [];
    for (let page = 1, hasArrived = false; !hasArrived && this.failure === undefined; page += 1) {
      const request = this.#request + 1;
      await this.#fetch(
        () => this.#list({ ...filterQuery(this.#filter), end_date: begin, page, page_size: pageSize }),
        ({ recordings }) => {
          const place = recordings.findIndex(
            ({ recording_id, timestamp }) => recording_id === first.recording_id || Date.parse(timestamp) < Date.parse(first.timestamp),
          );
          fresh.push(...withoutThose(place === -1 ? recordings : recordings.slice(0, place), this.#recordings ?? []));
          hasArrived = place !== -1 || recordings.length < pageSize;
          if (hasArrived) {
            this.#left = this.#left.slice(0, -1);
            this.#recordings = [...fresh, ...(this.#recordings ?? [])];
            this.#leaveOlder();
          }
        },
      );
      if (request !== this.#request) {
        return;
      }
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
    if (left?.length !== this.#recordings?.length) {
      this.totalCount = Math.max(0, this.totalCount - 1);
    }
    this.#recordings = left;
    if (left?.length === 0 && this.totalCount > 0) {
      void this.newest();
    }
    this.#changed();
  }

  #leaveNewer(): void {
    while (this.#recordings !== null && this.#recordings.length > mostRecordings + pageSize) {
      const [first] = this.#recordings;
      if (first !== undefined) {
        this.#left = [...this.#left, first.timestamp];
      }
      this.#recordings = this.#recordings.slice(pageSize);
    }
  }

  #leaveOlder(): void {
    if (this.#recordings !== null && this.#recordings.length > mostRecordings + pageSize) {
      this.#recordings = this.#recordings.slice(0, mostRecordings);
      this.isComplete = false;
    }
  }

  async #fetch<Answer>(load: () => Promise<Answer>, accept: (answer: Answer) => void): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    this.isLoading = true;
    this.#changed();
    try {
      const answer = await load();
      if (request !== this.#request) {
        return;
      }
      this.failure = undefined;
      accept(answer);
    } catch (error) {
      if (request !== this.#request) {
        return;
      }
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

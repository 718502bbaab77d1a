import type { AuditEntry, AuditPage } from '../../../shared/access.ts';

export type OutcomeFilter = AuditEntry['outcome'] | 'all';

interface PageQuery {
  readonly page: number;
  readonly page_size: number;
  readonly outcome?: AuditEntry['outcome'];
}

export const auditPageSize = 100;

/** Who did what, newest first, fetched a page at a time. New entries push older ones to later pages, so that a page may repeat what is there already; nothing is left out. */
export class AuditPages {
  readonly #list: (query: PageQuery) => Promise<AuditPage>;
  readonly #changed: () => void;
  #request = 0;
  #pages = 0;
  filter: OutcomeFilter = 'all';
  /** Null before the first answer. */
  entries: readonly AuditEntry[] | null = null;
  totalCount = 0;
  isLoading = false;
  isComplete = false;
  failure: unknown;

  constructor(list: (query: PageQuery) => Promise<AuditPage>, changed: () => void) {
    this.#list = list;
    this.#changed = changed;
  }

  /** Begins anew with another filter. */
  show(filter: OutcomeFilter): Promise<void> {
    this.filter = filter;
    this.entries = null;
    this.#pages = 0;
    this.isComplete = false;
    return this.#fetch(1);
  }

  /** Fetches the newest page again; older entries stay as they are. */
  refresh(): Promise<void> {
    return this.#fetch(1);
  }

  /** Fetches the next page; nothing while one is on its way, or when there is none. */
  async more(): Promise<void> {
    if (!this.isLoading && !this.isComplete && this.entries !== null) {
      await this.#fetch(this.#pages + 1);
    }
  }

  /** Tries again what failed. */
  again(): Promise<void> {
    this.failure = undefined;
    return this.entries === null ? this.#fetch(1) : this.more();
  }

  async #fetch(page: number): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    this.isLoading = true;
    this.#changed();
    try {
      const answer = await this.#list({ page, page_size: auditPageSize, ...(this.filter === 'all' ? {} : { outcome: this.filter }) });
      if (request !== this.#request) {
        return;
      }
      this.#accept(answer);
    } catch (error) {
      if (request !== this.#request) {
        return;
      }
      this.failure = error;
    }
    this.isLoading = false;
    this.#changed();
  }

  #accept(answer: AuditPage): void {
    const fresh = new Set(answer.entries.map(({ entry_id }) => entry_id));
    const known = (this.entries ?? []).filter(({ entry_id }) => !fresh.has(entry_id));
    this.entries = [...known, ...answer.entries].sort((one, other) => other.entry_id - one.entry_id);
    this.totalCount = answer.total_count;
    this.#pages = Math.max(this.#pages, answer.page);
    this.isComplete = this.#pages * auditPageSize >= answer.total_count;
    this.failure = undefined;
  }
}

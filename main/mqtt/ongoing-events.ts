import type { LogEvent } from '../../shared/log-events.ts';
import { unseenEventTypes } from '../../shared/unseen-event-types.ts';
import type { EventBus } from '../events/event-bus.ts';

/** Of an event that just began, changed or ended. */
export interface EventNews {
  readonly type: 'new' | 'update' | 'end';
  /** As it was told before; null for a new one. */
  readonly before: LogEvent | null;
  readonly after: LogEvent;
}

interface OngoingEventsOptions {
  readonly bus: EventBus;
  /** As the log knows it; null where it was removed. */
  event(eventId: number): LogEvent | null;
  onNews(news: EventNews): void;
  /** Somebody removed it, or said that it was nothing. */
  onGone(eventId: number): void;
}

/** Who is before the cameras now, as far as the log of events was told. */
export class OngoingEvents {
  readonly #options: OngoingEventsOptions;
  readonly #ongoing = new Map<number, LogEvent>();
  readonly #unsubscribes: readonly (() => void)[];

  constructor(options: OngoingEventsOptions) {
    this.#options = options;
    const { bus } = options;
    this.#unsubscribes = [
      bus.on('event.started', ({ event_id: id }) => this.#look(id, 'new')),
      bus.on('event.changed', ({ event_id: id }) => this.#look(id, 'update')),
      bus.on('event.ended', ({ event_id: id }) => this.#look(id, 'end')),
      bus.on('event.removed', ({ event_id: id }) => {
        this.#ongoing.delete(id);
        options.onGone(id);
      }),
    ];
  }

  /** Those that last: of somebody who is seen, or of what moves. */
  get all(): readonly LogEvent[] {
    return [...this.#ongoing.values()];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
  }

  #look(eventId: number, type: EventNews['type']): void {
    const after = this.#options.event(eventId);
    const before = this.#ongoing.get(eventId) ?? null;
    if (after === null || after.is_wrong) {
      this.#ongoing.delete(eventId);
      this.#options.onGone(eventId);
      return;
    }
    if (after.ended_at !== null || unseenEventTypes.some((unseen) => unseen === after.event_type)) {
      this.#ongoing.delete(eventId);
    } else {
      this.#ongoing.set(eventId, after);
    }
    this.#options.onNews({ type, before, after });
  }
}

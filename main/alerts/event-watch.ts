import type { BusEvent } from '../../shared/events.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Occurrence } from './delivery.ts';
import type { StoredRule } from './rule-store.ts';

interface EventWatchOptions {
  readonly bus: EventBus;
  /** As the log knows it; null where it was removed. */
  event(eventId: number): LogEvent | null;
  rules(): readonly StoredRule[];
  consider(occurrence: Occurrence): void;
  /** Somebody removed an event: nobody is to hear of it who has not yet. */
  onRemoved(subject: string): void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const subjectOf = (eventId: number): string => `event:${eventId}`;

/** Hears of what is logged and what fails, and looks again at what has to last for a while first. */
export class EventWatch {
  readonly #options: EventWatchOptions;
  readonly #unsubscribes: readonly (() => void)[];
  /** Of events that last: what ends waiting for them to last long enough. */
  readonly #waiting = new Map<number, () => void>();

  constructor(options: EventWatchOptions) {
    const { bus } = options;
    this.#options = options;
    this.#unsubscribes = [
      bus.on('event.started', ({ event_id: id }) => this.#look(id)),
      bus.on('event.changed', ({ event_id: id }) => this.#look(id)),
      bus.on('event.ended', ({ event_id: id }) => this.#look(id)),
      bus.on('event.removed', ({ event_id: id, reason }) => {
        this.#stopWaiting(id);
        if (reason === 'asked') {
          this.#safely(() => options.onRemoved(subjectOf(id)));
        }
      }),
      bus.on('recording.failed', ({ recording_id: id, reason }, event) => this.#recordingFailed(id, reason, event)),
    ];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    [...this.#waiting.keys()].forEach((id) => this.#stopWaiting(id));
  }

  #look(eventId: number): void {
    this.#safely(() => {
      this.#stopWaiting(eventId);
      const event = this.#options.event(eventId);
      if (event === null || event.is_wrong) {
        return;
      }
      this.#options.consider(occurrenceOf(event));
      if (event.ended_at === null) {
        this.#waitFor(event);
      }
    });
  }

  /** Until it has lasted as long as the next rule wants it to. */
  #waitFor({ event_id: id, duration }: LogEvent): void {
    const { rules, clock } = this.#options;
    const next = rules()
      .filter(({ enabled }) => enabled)
      .map((rule) => rule.min_duration_seconds)
      .filter((seconds) => seconds > duration);
    if (next.length > 0) {
      const seconds = Math.max(1, Math.min(...next) - duration);
      this.#waiting.set(
        id,
        clock.after(seconds * 1000, () => this.#look(id)),
      );
    }
  }

  #stopWaiting(eventId: number): void {
    this.#waiting.get(eventId)?.();
    this.#waiting.delete(eventId);
  }

  #recordingFailed(recordingId: string, reason: string, { camera_id: cameraId, at }: BusEvent<'recording.failed'>): void {
    this.#safely(() =>
      this.#options.consider({
        subject: `recording:${recordingId}`,
        eventType: 'recording_failed',
        cameraId,
        eventId: null,
        label: null,
        petId: null,
        zoneIds: [],
        startedAtMilliseconds: Date.parse(at),
        durationSeconds: 0,
        isOver: false,
        ruleId: null,
        reason,
      }),
    );
  }

  /** Whoever tells must not suffer. */
  #safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.logger.error({ err: error }, 'an alert could not be considered');
    }
  }
}

export const occurrenceOf = (event: LogEvent): Occurrence => ({
  subject: subjectOf(event.event_id),
  eventType: event.event_type,
  cameraId: event.camera_id,
  eventId: event.event_id,
  label: event.label,
  petId: event.pet_id,
  zoneIds: event.zones,
  startedAtMilliseconds: Date.parse(event.timestamp),
  durationSeconds: event.duration,
  isOver: event.ended_at !== null,
  ruleId: event.event_type === 'no_activity' && typeof event.metadata['rule_id'] === 'string' ? event.metadata['rule_id'] : null,
  reason: null,
});

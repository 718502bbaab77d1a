import type { LogEvent, LogEventChange } from '../../../shared/log-events.ts';
import type { ZoneInput } from '../../../shared/zones.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { undoMilliseconds, UndoQueue } from '../library/undo-queue.ts';

interface EventCorrectionsOptions {
  /** It is like this now. */
  onChanged(event: LogEvent): void;
  onFailed(error: unknown): void;
  /** What can be taken back is another. */
  onUpdate(): void;
}

/** What can be taken back: a change, by the change back. */
interface DoneChange {
  readonly event: LogEvent;
  readonly back: LogEventChange;
  readonly sentence: string;
  /** Made with the change, and removed with the change back. */
  readonly zoneId?: string;
}

/** What people correct and remove of events; each can be taken back for a while. Removing begins only after that. */
export class EventCorrections {
  readonly #client: PetLogClient;
  readonly #options: EventCorrectionsOptions;
  readonly #removals: UndoQueue<LogEvent>;
  #sentence = '';
  #done: DoneChange | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Taken off the list at once, whatever answers are still on their way. */
  readonly #hidden = new Set<number>();

  constructor(client: PetLogClient, options: EventCorrectionsOptions) {
    this.#client = client;
    this.#options = options;
    this.#removals = new UndoQueue<LogEvent>(
      (events) => void this.#removeAll(events),
      () => options.onUpdate(),
    );
  }

  /** How much can be taken back. */
  get count(): number {
    return this.#removals.items.length + (this.#done === null ? 0 : 1);
  }

  get sentence(): string {
    return this.#done?.sentence ?? this.#sentence;
  }

  isLeaving(eventId: number): boolean {
    return this.#hidden.has(eventId) || this.#removals.items.some(({ event_id }) => event_id === eventId);
  }

  /** @param sentence what was done; null where it needs no way back */
  async change(event: LogEvent, change: LogEventChange, sentence: (after: LogEvent) => string | null): Promise<void> {
    if (change.is_wrong === true) {
      this.#hidden.add(event.event_id);
      this.#options.onUpdate();
    }
    try {
      const after = await this.#client.call('events.change', { id: String(event.event_id), ...change });
      const said = sentence(after);
      if (said !== null) {
        const back = { pet_id: event.pet_id, label: event.label, is_wrong: event.is_wrong };
        this.#remember({ event, back, sentence: said });
      }
      this.#options.onChanged(after);
    } catch (error) {
      this.#hidden.delete(event.event_id);
      this.#options.onFailed(error);
    }
  }

  /** The event was nothing, and what looks like it is nothing from now on. */
  async ignore(event: LogEvent, zone: ZoneInput, sentence: string): Promise<void> {
    this.#hidden.add(event.event_id);
    this.#options.onUpdate();
    let zoneId: string | null = null;
    try {
      zoneId = (await this.#client.call('zones.create', zone)).zone_id;
      const after = await this.#client.call('events.change', { id: String(event.event_id), is_wrong: true });
      this.#remember({ event, back: { is_wrong: event.is_wrong }, sentence, zoneId });
      this.#options.onChanged(after);
    } catch (error) {
      this.#hidden.delete(event.event_id);
      this.#options.onFailed(error);
      if (zoneId !== null) {
        await this.#client.call('zones.remove', { id: zoneId }).catch((reason: unknown) => this.#options.onFailed(reason));
      }
    }
  }

  remove(event: LogEvent, sentence: string): void {
    this.#forget();
    this.#sentence = sentence;
    this.#removals.add([event]);
  }

  async undo(): Promise<void> {
    const done = this.#done;
    this.#forget();
    if (done === null) {
      this.#removals.undo();
      return;
    }
    try {
      if (done.zoneId !== undefined) {
        await this.#client.call('zones.remove', { id: done.zoneId });
      }
      const after = await this.#client.call('events.change', { id: String(done.event.event_id), ...done.back });
      this.#hidden.delete(done.event.event_id);
      this.#options.onChanged(after);
    } catch (error) {
      this.#options.onFailed(error);
    }
  }

  /** Nobody can take anything back any more. */
  flush(): void {
    this.#forget();
    this.#removals.flush();
  }

  #remember(done: DoneChange): void {
    this.#removals.flush();
    clearTimeout(this.#timer);
    this.#done = done;
    this.#timer = setTimeout(() => this.#forget(), undoMilliseconds);
    this.#options.onUpdate();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#done = null;
    this.#options.onUpdate();
  }

  async #removeAll(events: readonly LogEvent[]): Promise<void> {
    for (const { event_id: id } of events) {
      this.#hidden.add(id);
      try {
        await this.#client.call('events.remove', { id: String(id) });
      } catch (error) {
        this.#hidden.delete(id);
        this.#options.onFailed(error);
      }
    }
    this.#options.onUpdate();
  }
}

import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { describeFailure } from '../descriptions.ts';
import { formatDuration } from '../format.ts';
import type { Messages } from '../messages.ts';
import { clipPart, partAround, type LastMinutes } from './last-minutes.ts';
import type { Span } from './time-window.ts';

const offeredMilliseconds = 30_000;

/** A part of the last minutes that is chosen, and kept as a recording. */
export class KeptPart {
  readonly #client: PetLogClient;
  readonly #messages: Messages;
  readonly #onChange: () => void;
  span: Span | null = null;
  isSaving = false;

  constructor(client: PetLogClient, messages: Messages, onChange: () => void) {
    this.#client = client;
    this.#messages = messages;
    this.#onChange = onChange;
  }

  offer(lastMinutes: LastMinutes, around: number): Span {
    this.span = partAround(lastMinutes, around, offeredMilliseconds);
    this.#onChange();
    return this.span;
  }

  set(span: Span | null): void {
    this.span = span;
    this.#onChange();
  }

  /** What is too old is gone. */
  follow(lastMinutes: LastMinutes | null): void {
    if (this.span !== null) {
      this.span = lastMinutes === null ? null : clipPart(lastMinutes, this.span);
    }
  }

  async save(): Promise<void> {
    const { span } = this;
    if (span === null || this.isSaving) {
      return;
    }
    this.isSaving = true;
    this.#onChange();
    try {
      const saved = await this.#client.call('rewind.save', {
        start: new Date(span.start).toISOString(),
        end: new Date(span.end).toISOString(),
      });
      this.span = null;
      this.#messages.add('information', text().rewind.saved(formatDuration(Math.round(saved.duration))), saved.recording_id);
    } catch (error) {
      this.#messages.add('error', `${text().rewind.saveFailed} ${describeFailure(error, text())}`);
    } finally {
      this.isSaving = false;
      this.#onChange();
    }
  }
}

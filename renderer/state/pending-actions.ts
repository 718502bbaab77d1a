import { text } from '../text/text.ts';
import { describeFailure } from './descriptions.ts';
import type { Messages } from './messages.ts';

/** What buttons do: pending until it ends, told in words when it fails, and never twice at once. */
export class PendingActions<Name extends string> {
  readonly #messages: Messages;
  readonly #changed: () => void;
  readonly #pending = new Set<Name>();

  constructor(messages: Messages, changed: () => void) {
    this.#messages = messages;
    this.#changed = changed;
  }

  has(name: Name): boolean {
    return this.#pending.has(name);
  }

  /** @param failure the sentence that the reason follows */
  async run(name: Name, failure: string, work: () => Promise<unknown>): Promise<void> {
    if (this.#pending.has(name)) {
      return;
    }
    this.#pending.add(name);
    this.#changed();
    try {
      await work();
    } catch (error) {
      this.#messages.add('error', `${failure} ${describeFailure(error, text())}`);
    } finally {
      this.#pending.delete(name);
      this.#changed();
    }
  }
}

export interface Message {
  readonly id: number;
  readonly tone: 'error' | 'information';
  readonly text: string;
  /** Address of a small picture beside the words. */
  readonly picture?: string;
  /** What can be watched; null for nothing. */
  readonly recordingId: string | null;
}

const errorMilliseconds = 15_000;
const informationMilliseconds = 6_000;
const mostAtOnce = 3;

/** Short-lived messages, newest last. The same words are not shown twice at once. */
export class Messages {
  readonly #changed: () => void;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #list: readonly Message[] = [];
  #lastId = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get list(): readonly Message[] {
    return this.#list;
  }

  add(tone: Message['tone'], text: string, recordingId: string | null = null, picture?: string): void {
    for (const message of this.#list) {
      if (message.text === text) {
        this.#remove(message.id);
      }
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#list = [...this.#list, { id, tone, text, recordingId, ...(picture === undefined ? {} : { picture }) }];
    for (const message of this.#list.slice(0, -mostAtOnce)) {
      this.#remove(message.id);
    }
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), tone === 'error' ? errorMilliseconds : informationMilliseconds),
    );
    this.#changed();
  }

  dismiss(id: number): void {
    this.#remove(id);
    this.#changed();
  }

  close(): void {
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter((message) => message.id !== id);
  }
}

/** What a topic holds; null where something is there of which it is not known what. */
type Held = string | Buffer | null;

interface RetainedMirrorOptions {
  /** Rejects where the broker does not take it; then nothing else is sent either. */
  publish(topic: string, payload: string | Buffer): Promise<void>;
  /** What has to be said before one thing takes the place of another; null for nothing. */
  between(topic: string, before: string, after: string): string | null;
}

/** Has the broker retain what it is to retain, and nothing else: only what changed is sent, and what is gone is cleared. */
export class RetainedMirror {
  readonly #options: RetainedMirrorOptions;
  readonly #held = new Map<string, Held>();
  #isAllToBeSent = false;

  constructor(options: RetainedMirrorOptions) {
    this.#options = options;
  }

  /** There is something of an earlier time. */
  found(topic: string, payload: Held): void {
    this.#held.set(topic, payload);
  }

  /** Everything is sent again the next time, as somebody did not hear it. */
  sendAllAgain(): void {
    this.#isAllToBeSent = true;
  }

  /** @throws what `publish` rejects with; what was sent until then is known, and the rest follows the next time */
  async show(wanted: ReadonlyMap<string, string | Buffer>): Promise<void> {
    const isAll = this.#isAllToBeSent;
    for (const topic of [...this.#held.keys()].filter((held) => !wanted.has(held))) {
      await this.#options.publish(topic, '');
      this.#held.delete(topic);
    }
    for (const [topic, payload] of wanted) {
      const held = this.#held.get(topic) ?? null;
      if (isAll || !isSame(held, payload)) {
        const between = typeof held === 'string' && typeof payload === 'string' ? this.#options.between(topic, held, payload) : null;
        if (between !== null) {
          await this.#options.publish(topic, between);
        }
        await this.#options.publish(topic, payload);
        this.#held.set(topic, payload);
      }
    }
    this.#isAllToBeSent &&= !isAll;
  }
}

const isSame = (held: Held, payload: string | Buffer): boolean =>
  held === payload || (Buffer.isBuffer(held) && Buffer.isBuffer(payload) && held.equals(payload));

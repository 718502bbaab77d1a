import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Habits } from '../../../shared/habits.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { NewestWins } from '../newest-wins.ts';

const changes: ReadonlySet<string> = new Set(['event.ended', 'event.removed', 'zones.changed']);

/** What is usual for these pets, and what is not today, as it is now. What cannot be learned is left out. */
export class HabitsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #work = new NewestWins<readonly number[]>((petIds) => this.#load(petIds));
  #petIds: readonly number[] = [];
  #unsubscribe: (() => void) | undefined;
  #habits: ReadonlyMap<number, Habits> = new Map();
  /** Of whom an answer came, or none can be had. */
  readonly #settled = new Set<number>();

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  get habits(): ReadonlyMap<number, Habits> {
    return this.#habits;
  }

  isSettled(petIds: readonly number[]): boolean {
    return petIds.every((id) => this.#settled.has(id));
  }

  hostConnected(): void {
    this.#unsubscribe = this.#client.onNotice(({ name }) => {
      if (changes.has(name)) {
        this.#ask();
      }
    });
    this.#ask();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#work.cancel();
  }

  /** Asks only when they are others than before. */
  show(petIds: readonly number[]): void {
    if (petIds.join() !== this.#petIds.join()) {
      this.#petIds = petIds;
      this.#ask();
    }
  }

  #ask(): void {
    if (this.#petIds.length > 0) {
      this.#work.request(this.#petIds);
    }
  }

  async #load(petIds: readonly number[]): Promise<void> {
    const answers = await Promise.all(petIds.map((id) => this.#client.call('pets.habits', { id: String(id) }).catch(() => null)));
    const habits = new Map(this.#habits);
    for (const [index, id] of petIds.entries()) {
      const answer = answers[index] ?? null;
      this.#settled.add(id);
      if (answer === null) {
        habits.delete(id);
      } else {
        habits.set(id, answer);
      }
    }
    this.#habits = habits;
    this.#host.requestUpdate();
  }
}

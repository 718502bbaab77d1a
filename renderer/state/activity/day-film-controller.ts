import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DayFilm } from '../../../shared/day-films.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { describeFailure } from '../descriptions.ts';
import { NewestWins } from '../newest-wins.ts';

interface Day {
  /** Such as 2026-05-01. */
  readonly date: string;
  readonly cameraId: string;
}

/** The film of a day of one camera, as it is now, wherever it was asked for. */
export class DayFilmController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #work = new NewestWins<Day>((day) => this.#load(day));
  #day: Day | null = null;
  #unsubscribe: readonly (() => void)[] = [];
  film: DayFilm | null = null;
  /** Whether it is known whether there is one. */
  isKnown = false;
  #isSettled = false;
  isAsking = false;
  /** Why what was asked for was not done, in a sentence. */
  failure: string | null = null;

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => {
        if (name === 'day_film.changed' || name === 'recording.removed') {
          this.#again();
        }
      }),
      this.#client.onConnection((connection) => {
        if (connection === 'connected') {
          this.#again();
        }
      }),
    ];
    this.#again();
  }

  hostDisconnected(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#work.cancel();
  }

  /** Whether it is known of this day, or cannot be. */
  isSettled(date: string, cameraId: string): boolean {
    return this.#isSettled && this.#isOf(date, cameraId);
  }

  show(date: string, cameraId: string): void {
    if (!this.#isOf(date, cameraId)) {
      this.#day = { date, cameraId };
      this.film = null;
      this.isKnown = false;
      this.#isSettled = false;
      this.failure = null;
      this.#again();
    }
  }

  async make(): Promise<void> {
    const day = this.#day;
    if (day !== null) {
      await this.#ask(async () => {
        this.film = await this.#client.call('day_films.make', { camera: day.cameraId, date: day.date });
      });
    }
  }

  /** Gives it up while it is being made; else removes it. */
  async remove(): Promise<void> {
    const id = this.film?.day_film_id;
    if (id !== undefined) {
      await this.#ask(async () => {
        await this.#client.call('day_films.remove', { id });
        this.#again();
      });
    }
  }

  async #ask(work: () => Promise<void>): Promise<void> {
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isAsking = false;
      this.#host.requestUpdate();
    }
  }

  #again(): void {
    if (this.#day !== null) {
      this.#work.request(this.#day);
    }
  }

  async #load(day: Day): Promise<void> {
    const answer = await this.#client.call('day_films.list', { camera: day.cameraId, date: day.date }).catch(() => null);
    if (day !== this.#day) {
      return;
    }
    if (answer !== null) {
      this.film = answer.day_films.find(({ state }) => state === 'running') ?? answer.day_films[0] ?? null;
      this.isKnown = true;
    }
    this.#isSettled = true;
    this.#host.requestUpdate();
  }

  #isOf(date: string, cameraId: string): boolean {
    return date === this.#day?.date && cameraId === this.#day.cameraId;
  }
}

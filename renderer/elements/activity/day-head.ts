import { html, nothing, type TemplateResult } from 'lit';
import type { DayEvents } from '../../state/activity/day-events.ts';
import { filmedCamera } from '../../state/activity/filmed-camera.ts';
import type { CamerasController } from '../../state/cameras/cameras-controller.ts';
import type { EventText } from '../../text/event-words.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { DayFilmCard } from './day-film-card.ts';
import { UnusualToday } from './unusual-today.ts';

interface DayHeadOptions {
  readonly day: DayEvents;
  readonly cameras: CamerasController;
  /** A part of it has its height, or has it no more. */
  readonly onSettled: () => void;
}

/** What stands above the list of a day's events: how today differs from other days, and the film of the day. */
export class DayHead {
  readonly #options: DayHeadOptions;
  readonly #unusual: UnusualToday;
  readonly #film: DayFilmCard;

  constructor(client: PetLogClient, options: DayHeadOptions) {
    this.#options = options;
    this.#unusual = new UnusualToday(client);
    this.#film = new DayFilmCard(client);
    for (const part of [this.#unusual, this.#film]) {
      part.addEventListener('settled-change', options.onSettled);
    }
  }

  /** Whether it has its height. */
  get isSettled(): boolean {
    const isFilmSettled = filmedCamera(this.#options.day.events ?? []) === null || this.#film.isSettled;
    return this.#unusual.isSettled && isFilmSettled;
  }

  /** @param isManageable whether whoever looks may have a film made */
  content(words: EventText['words'], isManageable: boolean): TemplateResult {
    return html`${this.#unusualToday(words)} ${this.#filmOfDay(words, isManageable)}`;
  }

  /** Of who is chosen. */
  #unusualToday(words: EventText['words']) {
    const { isToday, pets, zones, filter } = this.#options.day;
    this.#unusual.pets = isToday && filter.label === null ? pets.filter(({ pet_id }) => (filter.petId ?? pet_id) === pet_id) : [];
    this.#unusual.zones = zones;
    this.#unusual.words = words;
    return this.#unusual;
  }

  /** Of the camera that is chosen, or before which most of what is listed happened. */
  #filmOfDay(words: EventText['words'], isManageable: boolean) {
    const { day, cameras } = this.#options;
    const cameraId = filmedCamera(day.events ?? []);
    if (cameraId === null) {
      return nothing;
    }
    this.#film.date = day.date;
    this.#film.cameraId = day.filter.cameraId ?? cameraId;
    this.#film.cameraName = cameras.areMany ? cameras.nameOf(this.#film.cameraId) : '';
    this.#film.manageable = isManageable;
    this.#film.words = words;
    return this.#film;
  }
}

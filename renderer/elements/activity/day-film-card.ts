import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DayFilm } from '../../../shared/day-films.ts';
import { DayFilmController } from '../../state/activity/day-film-controller.ts';
import { NightlyFilmsSetting } from '../../state/activity/nightly-films.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { describeError } from '../../state/error-words.ts';
import { dayFilmStyles } from '../../styles/day-film.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale, text } from '../../text/text.ts';
import { recordingAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { isOwnScreen, omittedControls } from '../own-screen.ts';
import { SettledSignal } from '../settled-signal.ts';
import '../switch-field.ts';

/** "A day in a minute": the film of a day, or what makes it. Shows nothing to those who may not make one where there is none. Fires `settled-change` when it has its height, and when it has not. */
export class DayFilmCard extends LitElement {
  static override properties: PropertyDeclarations = {
    date: {},
    cameraId: {},
    cameraName: {},
    manageable: { type: Boolean },
    words: { attribute: false },
    problem: { state: true },
  };

  static override styles = [baseStyles, dayFilmStyles];

  /** For example 2026-05-01. */
  declare date: string;
  declare cameraId: string;
  /** Said where there are several; else empty. */
  declare cameraName: string;
  declare manageable: boolean;
  declare words: EventWords;
  declare problem: string | null;
  readonly #films: DayFilmController;
  readonly #nightly: NightlyFilmsSetting;

  constructor(client: PetLogClient) {
    super();
    this.date = '';
    this.cameraId = '';
    this.cameraName = '';
    this.manageable = false;
    this.problem = null;
    this.#films = new DayFilmController(this, client);
    this.#nightly = new NightlyFilmsSetting(this, client);
    new SettledSignal(this, () => this.isSettled);
  }

  /** Whether all that it shows has come, or cannot be had. */
  get isSettled(): boolean {
    return this.#films.isSettled(this.date, this.cameraId) && (!this.#mayChangeNights || this.#nightly.isSettled);
  }

  get #mayChangeNights(): boolean {
    return this.manageable && !isOwnScreen();
  }

  protected override willUpdate(): void {
    this.#films.show(this.date, this.cameraId);
    if (this.#mayChangeNights) {
      this.#nightly.want();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { film, isKnown } = this.#films;
    const words = this.words.film;
    if (!isKnown || (!this.manageable && (film === null || film.state === 'failed' || film.state === 'cancelled'))) {
      return nothing;
    }
    const failure = this.#films.failure ?? this.problem;
    const problem = failure === null ? nothing : html`<p class="problem" role="alert">${failure}</p>`;
    if (film === null) {
      return html`${this.#button(this.cameraName === '' ? words.title : words.titleOf(this.cameraName), words.hint)} ${problem}`;
    }
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${this.cameraName === '' ? words.title : words.titleOf(this.cameraName)}</h2>
      ${this.#of(film)} ${problem} ${this.#setting()}
    </section>`;
  }

  #of(film: DayFilm): TemplateResult {
    const words = this.words.film;
    switch (film.state) {
      case 'running':
        return this.#progress(film);
      case 'finished':
        return this.#film(film);
      case 'cancelled':
        return this.#offer(words.cancelled);
      case 'failed':
        return this.#offer(words.failed(film.message === null ? '' : describeError(film.code ?? '', film.message, text())));
    }
  }

  #offer(sentence: string): TemplateResult {
    return html`<p role="status">${sentence}</p>
      <div class="actions">${this.#button(this.words.film.make, '')}</div>`;
  }

  #button(label: string, hint: string): TemplateResult {
    return html`<petlog-button icon="film" label=${label} hint=${hint} .busy=${this.#films.isAsking} @click=${() => void this.#films.make()}></petlog-button>`;
  }

  #progress({ progress }: DayFilm): TemplateResult {
    const words = this.words.film;
    const percent = new Intl.NumberFormat(locale(), { style: 'percent' }).format(progress);
    return html`<p role="status">${words.running(percent)}</p>
      <progress max="1" .value=${progress} aria-label=${words.title}></progress>
      ${
        this.manageable
          ? html`<div class="actions"><petlog-button icon="close" label=${words.cancel} .busy=${this.#films.isAsking} @click=${() => void this.#films.remove()}></petlog-button></div>`
          : nothing
      }`;
  }

  #film({ recording_id: id }: DayFilm): TemplateResult {
    const words = this.words.film;
    return html`<video
        controls
        muted
        playsinline
        preload="none"
        controlslist=${omittedControls()}
        ?disablepictureinpicture=${isOwnScreen()}
        aria-label=${words.title}
        poster=${recordingAddress(id ?? '', 'thumbnail').href}
        src=${recordingAddress(id ?? '').href}
      ></video>
      ${
        this.manageable
          ? html`<div class="actions">
              ${this.#button(words.again, '')}
              <petlog-button icon="trash" label=${words.remove} .busy=${this.#films.isAsking} @click=${() => void this.#films.remove()}></petlog-button>
            </div>`
          : nothing
      }`;
  }

  #setting(): TemplateResult | typeof nothing {
    const { isOn } = this.#nightly;
    const words = this.words.film;
    return isOn === null
      ? nothing
      : html`<petlog-switch-field .label=${words.nightly} .hint=${words.nightlyHint} .checked=${isOn} @change-value=${this.#change}></petlog-switch-field>`;
  }

  readonly #change = async ({ detail }: CustomEvent<boolean>): Promise<void> => {
    this.problem = null;
    try {
      await this.#nightly.change(detail);
    } catch (error) {
      this.problem = describeFailure(error, text());
    }
  };
}

customElements.define('petlog-day-film', DayFilmCard);

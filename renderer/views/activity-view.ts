import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogEvent } from '../../shared/log-events.ts';
import { automaticQuestion } from '../elements/activity/automatic-question.ts';
import { dayFilters } from '../elements/activity/day-filters.ts';
import { DayHead } from '../elements/activity/day-head.ts';
import { DayRecordingsList } from '../elements/activity/day-recordings-list.ts';
import { daySummary } from '../elements/activity/day-summary.ts';
import { eventEntry } from '../elements/activity/event-entry.ts';
import { EndWatch } from '../elements/activity/end-watch.ts';
import { EventDialog, type EventCorrection, type EventToIgnore } from '../elements/activity/event-dialog.ts';
import { nobodySeen } from '../elements/activity/nobody-seen.ts';
import { emptyState } from '../elements/empty-state.ts';
import '../elements/message-list.ts';
import '../elements/undo-bar.ts';
import { icon } from '../icons.ts';
import { DayEvents, everything } from '../state/activity/day-events.ts';
import { whoOf } from '../state/activity/event-title.ts';
import { EventCorrections } from '../state/activity/event-corrections.ts';
import { OpenedEvent } from '../state/activity/opened-event.ts';
import { Noticing } from '../state/activity/noticing.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { describeFailure } from '../state/descriptions.ts';
import { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { GivenTime } from '../state/given-time.ts';
import { Instalments } from '../state/instalments.ts';
import { dayTitle, localDate } from '../state/library/recording-days.ts';
import { Messages } from '../state/messages.ts';
import { onPress } from '../state/on-press.ts';
import { activityStyles } from '../styles/activity.ts';
import { chipStyles } from '../styles/chips.ts';
import { dayListStyles } from '../styles/day-list.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { EventText } from '../text/event-words.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { PageView } from './page-view.ts';

const picturesAtOnce = 4;
/** A phone's screen of them. */
const rowsPerFrame = 8;

/** For the camera's own screen, where the day is a page over the picture and the PIN may stand before something. */
export interface ActivityOnKiosk {
  /** Asks for no PIN, but is refused. */
  readonly quietClient: PetLogClient;
  /** Asked before anything is removed, which happens only when the time to undo it is over. */
  readonly mayRemove: () => Promise<boolean>;
}

/** What happened on a day: who was where, when and how long, as pictures. The slot `back` is the way out. */
export class ActivityView extends PageView {
  static override properties: PropertyDeclarations = {};

  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, chipStyles, activityStyles, dayListStyles];

  readonly #client: PetLogClient;
  readonly #kiosk: ActivityOnKiosk | null;
  readonly #text = new EventText(this);
  readonly #day: DayEvents;
  readonly #cameras: CamerasController;
  readonly #messages: Messages;
  readonly #corrections: EventCorrections;
  readonly #noticing: Noticing;
  readonly #dialog = new EventDialog();
  readonly #recordings: DayRecordingsList;
  readonly #head: DayHead;
  readonly #pictureLimit = new ConcurrencyLimit(picturesAtOnce);
  readonly #instalments: Instalments<LogEvent>;
  /** What is asked above the list, how today differs and the film of the day push the list down: it waits for them. */
  readonly #givenTime: GivenTime;
  #isListShown = false;
  #hasShownList = false;
  #isStarting = false;

  /** @param eventId the one that is opened at once */
  constructor(client: PetLogClient, source: SessionSource, kiosk: ActivityOnKiosk | null = null, eventId: string | null = null) {
    super(client, source);
    this.#client = client;
    this.#kiosk = kiosk;
    this.#day = new DayEvents(this, client);
    this.#cameras = new CamerasController(this, client);
    this.#messages = new Messages(() => this.requestUpdate());
    this.#corrections = new EventCorrections(client, {
      onChanged: (event) => this.#onChanged(event),
      onFailed: (error) => this.#fail(error),
      onUpdate: () => this.requestUpdate(),
    });
    this.#noticing = new Noticing(this, {
      client,
      readClient: kiosk?.quietClient ?? client,
      mayChange: () => this.session.mayChange,
      onFailed: (error) => this.#fail(error),
    });
    this.#recordings = new DayRecordingsList(client);
    this.#head = new DayHead(client, { day: this.#day, cameras: this.#cameras, onSettled: () => this.requestUpdate() });
    this.#givenTime = new GivenTime(this);
    this.#instalments = new Instalments(this, { idOf: ({ event_id }) => String(event_id), size: rowsPerFrame });
    new EndWatch(this, {
      end: () => (this.#instalments.isGrowing ? null : this.renderRoot.querySelector('.end')),
      count: () => this.#day.events?.length ?? 0,
      onEnd: () => void this.#day.more(),
    });
    this.#recordings.addEventListener('settled-change', () => this.requestUpdate());
    this.#recordings.addEventListener('record', () => void this.#record());
    this.#dialog.addEventListener('correct', (event) => void this.#correct((event as CustomEvent<EventCorrection>).detail));
    this.#dialog.addEventListener('ignore', (event) => {
      const { event: ignored, zone } = (event as CustomEvent<EventToIgnore>).detail;
      void this.#corrections.ignore(ignored, zone, this.#text.words.ignored);
    });
    this.#dialog.client = kiosk === null ? client : null;
    this.#dialog.sharing = client;
    this.#dialog.addEventListener('back', (event) => this.#onChanged((event as CustomEvent<LogEvent>).detail));
    this.#dialog.addEventListener('remove', (event) => void this.#remove((event as CustomEvent<LogEvent>).detail));
    if (eventId !== null) {
      new OpenedEvent(this, { client, eventId, onFound: (event) => this.#open(event), onFailed: (error) => this.#fail(error) });
    }
    this.#dialog.addEventListener('failed', (event) => this.#fail((event as CustomEvent<unknown>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
    this.#messages.close();
    this.#dialog.close();
  }

  protected override willUpdate(): void {
    if (this.#day.events === null) {
      this.#isListShown = false;
      this.#givenTime.begin();
      this.#instalments.of(null);
    }
  }

  /** Over the picture of the kiosk, what is below it is the main thing already. */
  override render(): TemplateResult {
    return this.#kiosk === null ? super.render() : this.content();
  }

  protected override content(): TemplateResult {
    const { activity: words, library } = text();
    const day = this.#day;
    this.#dialog.words = this.#text.words;
    this.#dialog.zones = day.zones;
    this.#dialog.pets = day.pets;
    this.#dialog.manageable = this.session.mayChange;
    const head = this.#head.content(this.#text.words, this.session.mayChange);
    const list = this.#list(); // it knows whether all of them are shown
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading"><h1>${text().places.activity}</h1></div>
        <div class="day">
          <button type="button" aria-label=${words.earlier} @click=${onPress(() => day.earlier())}>${icon('back')}</button>
          <label><span aria-hidden="true">${dayTitle(day.date, new Date(), library, locale())}</span>
            <input type="date" aria-label=${library.date} .value=${day.date} max=${localDate(new Date())} @change=${this.#choose} /></label>
          <button type="button" aria-label=${words.later} ?disabled=${day.isToday} @click=${onPress(() => day.later())}>${icon('forward')}</button>
        </div>
      </div>
      ${dayFilters(day, this.#cameras, this.#text.words)} ${this.#hasShownList ? this.#question() : nothing}
      <div ?hidden=${!this.#isListShown}>${daySummary(day, this.#text.words)} ${head}</div>
      ${list} ${this.#dialog}
      <petlog-undo-bar .count=${this.#corrections.count} .sentence=${this.#corrections.sentence} @undo=${() => void this.#corrections.undo()}></petlog-undo-bar>
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>`;
  }

  protected override hasSettled(): boolean {
    const { events, failure, isFiltered } = this.#day;
    const isListWhole = this.#isListShown && (events?.length === 0 || this.#instalments.hasBeenWhole);
    return events === null ? failure !== undefined : isListWhole && (isFiltered || this.#recordings.isSettled);
  }

  #question() {
    return this.session.mayChange && this.#noticing.isUndecided
      ? automaticQuestion(this.#text.words, (isWanted) => void this.#noticing.record(isWanted))
      : nothing;
  }

  #list() {
    const { places, library, activity } = text();
    const [{ words }, day] = [this.#text, this.#day];
    if (day.events === null && day.failure !== undefined) {
      return emptyState({
        sign: 'warning',
        title: activity.failed(describeFailure(day.failure, text())),
        action: { label: library.again, act: () => day.again() },
      });
    }
    this.#isListShown ||= day.events !== null && (this.#isHeadSettled || this.#givenTime.isOver);
    this.#hasShownList ||= this.#isListShown;
    if (day.events === null || !this.#isListShown) {
      return html`<p class="visually-hidden" role="status">${places.loading}</p>`;
    }
    const events = day.events.filter(({ event_id }) => !this.#corrections.isLeaving(event_id));
    if (events.length === 0 && day.isComplete) {
      return this.#empty();
    }
    return html`<ul aria-label=${words.list}>
        ${repeat(
          this.#instalments.of(events),
          ({ event_id }) => event_id,
          (event) => eventEntry(event, this.#entryOptions(event)),
        )}
      </ul>
      ${day.isComplete ? nothing : html`<p class="end" role="status">${day.isLoadingMore ? words.loadingMore : nothing}</p>`}
      ${day.isFiltered || !this.#instalments.hasBeenWhole ? nothing : this.#ofDay(words.recordings)}`;
  }

  get #isHeadSettled(): boolean {
    const areCamerasKnown = this.#cameras.cameras !== null || this.#cameras.failure !== undefined;
    return areCamerasKnown && this.#noticing.isSettled && this.#head.isSettled;
  }

  #empty() {
    const { words } = this.#text;
    const day = this.#day;
    if (day.isFiltered) {
      return emptyState({
        sign: 'pet',
        title: words.emptyFiltered,
        action: { label: words.showAll, sign: 'undo', act: () => day.choose(everything) },
      });
    }
    const options = { words, isToday: day.isToday, isOff: this.#noticing.isOff, leadsOn: this.#kiosk === null };
    return html`${nobodySeen({ ...options, switchOn: () => void this.#noticing.switchOn() })} ${this.#ofDay(null)}`;
  }

  #ofDay(heading: string | null): DayRecordingsList {
    return Object.assign(this.#recordings, { date: this.#day.date, heading, mayRecord: this.session.mayChange });
  }

  #entryOptions(event: LogEvent): Parameters<typeof eventEntry>[1] {
    return {
      words: this.#text.words,
      zones: this.#day.zones,
      where: this.#cameras.areMany ? this.#cameras.nameOf(event.camera_id) : '',
      pictureLimit: this.#pictureLimit,
      open: () => this.#dialog.show(event),
    };
  }

  readonly #choose = ({ currentTarget }: Event): void => {
    const { value } = currentTarget as HTMLInputElement;
    this.#day.show(value === '' ? null : value);
  };

  async #correct({ event, change }: EventCorrection): Promise<void> {
    const { words } = this.#text;
    const sentence = (after: LogEvent): string | null =>
      change.is_wrong === true ? words.wasNothing : change.kept === undefined ? words.changed(whoOf(after, words)) : null;
    await this.#corrections.change(event, change, sentence);
  }

  #open(event: LogEvent): void {
    this.#day.show(localDate(new Date(event.timestamp)));
    this.#dialog.show(event);
  }

  async #remove(event: LogEvent): Promise<void> {
    if (this.#kiosk === null || (await this.#kiosk.mayRemove())) {
      this.#corrections.remove(event, this.#text.words.removed);
    }
  }

  #onChanged(event: LogEvent): void {
    this.#day.put(event);
    if (this.#dialog.event?.event_id === event.event_id) {
      this.#dialog.event = event;
    }
  }

  #fail(error: unknown): void {
    this.#messages.add('error', this.#text.words.failed(describeFailure(error, text())));
  }

  readonly #onLeave = (): void => this.#corrections.flush();

  async #record(): Promise<void> {
    if (this.#isStarting) {
      return;
    }
    this.#isStarting = true;
    try {
      await this.#client.call('record.start', {});
      this.#messages.add('information', text().indicators.recordingOn);
    } catch (error) {
      this.#messages.add('error', `${text().messages.failed.record} ${describeFailure(error, text())}`);
    } finally {
      this.#isStarting = false;
    }
  }
}

customElements.define('petlog-activity-view', ActivityView);

import { css, html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { BackupEventPlaces, BackupRestore } from '../../../shared/backup.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
import { describeBackupFailure } from '../../backup/describe-failure.ts';
import { loadBackupWords, loadCopyWords } from '../../backup/words.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { BackupErrors } from '../../backup/words/en.ts';
import { icon } from '../../icons.ts';
import { backupStyles } from '../../styles/backup.ts';
import { problemStyles } from '../../styles/problem.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { restoreProgress } from './restore-progress.ts';

const lookMilliseconds = 1000;
/** In a dialog whose own parts have the same. */
const besideOthers = css`
  :host {
    display: block;
    padding-inline: 1rem;
  }
`;

/** Brings the video of an event back, where it was copied to a place and is not here any more. Fires `back` with the event. */
export class EventCopy extends LitElement {
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    event: { attribute: false },
    places: { state: true },
    words: { state: true },
    restore: { state: true },
    failure: { state: true },
  };

  static override styles: CSSResultGroup = [baseStyles, problemStyles, backupStyles, besideOthers];

  declare client: PetLogClient;
  declare event: LogEvent;
  declare places: BackupEventPlaces['places'];
  declare words: CopyWords | null;
  /** Of this event; null until somebody begins it. */
  declare restore: BackupRestore | null;
  declare failure: string | null;
  #errors: BackupErrors | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.places = [];
    this.words = null;
    this.restore = null;
    this.failure = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const before = changed.get('event') as LogEvent | undefined;
    if (changed.has('event') && before?.event_id !== this.event.event_id) {
      clearTimeout(this.#timer);
      this.places = [];
      this.restore = null;
      this.failure = null;
      void this.#find(this.event.event_id);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { words, restore } = this;
    if (words === null || this.places.length === 0) {
      return nothing;
    }
    return html`${
      restore === null
        ? this.places.map(
            (place) =>
              html`<p>${words.eventThere(place.name)}</p>
                <div class="actions">
                  <petlog-button icon="undo" label=${words.bringVideo} @click=${() => void this.#bring(place.target_id)}></petlog-button>
                </div>`,
          )
        : restoreProgress(restore, words, () => void this.#stop())
    }
    ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}`;
  }

  async #find(eventId: number): Promise<void> {
    try {
      const { places } = await this.client.call('backup.event_places', { id: eventId });
      if (places.length > 0) {
        const [words, { errors }] = await Promise.all([loadCopyWords(), loadBackupWords()]);
        this.#errors = errors;
        this.words = words;
      }
      if (this.event.event_id === eventId) {
        this.places = places;
      }
    } catch {
      // Nothing is offered then; the page itself says what is wrong with the camera.
    }
  }

  async #bring(targetId: string): Promise<void> {
    this.failure = null;
    await this.#try(async () => {
      this.restore = await this.client.call('backup.restore', { target_id: targetId, event_id: this.event.event_id });
      this.#follow();
    });
  }

  #follow(): void {
    this.#timer = setTimeout(() => void this.#try(() => this.#look()), lookMilliseconds);
  }

  async #look(): Promise<void> {
    const eventId = this.event.event_id;
    this.restore = (await this.client.call('backup.status', {})).restore;
    if (this.restore?.state === 'running') {
      this.#follow();
    } else if (this.restore?.state === 'done') {
      const event = await this.client.call('events.get', { id: String(eventId) });
      this.dispatchEvent(new CustomEvent<LogEvent>('back', { detail: event, bubbles: true, composed: true }));
    }
  }

  async #stop(): Promise<void> {
    await this.#try(async () => {
      this.restore = (await this.client.call('backup.cancel_restore', {})).restore;
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failure = describeBackupFailure(error, this.#errors, this.words?.faults ?? null);
    }
  }
}

customElements.define('petlog-event-copy', EventCopy);

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LogEvent, LogEventChange } from '../../../shared/log-events.ts';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone, ZoneInput } from '../../../shared/zones.ts';
import { icon } from '../../icons.ts';
import { eventTitle, hasWho, labelName, whoOf } from '../../state/activity/event-title.ts';
import { zoneToIgnore } from '../../state/activity/ignored-zone.ts';
import { formatLength } from '../../state/activity/length-words.ts';
import { formatDayAndTime } from '../../state/format.ts';
import { canSendFile, fetchClip, sendFile } from '../../state/library/send-file.ts';
import { sharedEvent } from '../../state/library/shared-clip.ts';
import { lacksPicture } from '../../state/lacks-picture.ts';
import { LateControls } from '../../state/late-controls.ts';
import { onPress } from '../../state/on-press.ts';
import { dialogStyles } from '../../styles/dialog.ts';
import { eventDialogStyles } from '../../styles/event-dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale, text } from '../../text/text.ts';
import { pageAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { HiddenVideo } from '../hidden-video.ts';
import { isOwnScreen, omittedControls } from '../own-screen.ts';
import type { ShareDialog } from '../sharing/share-dialog.ts';

/** What a person says of an event. */
export interface EventCorrection {
  readonly event: LogEvent;
  readonly change: LogEventChange;
}

/** What a person does not want to hear of again. */
export interface EventToIgnore {
  readonly event: LogEvent;
  readonly zone: ZoneInput;
}

const clipAddress = ({ event_id }: LogEvent): string => pageAddress(`/events/${event_id}/clip`).href;

/** An event with its video. Fires `correct` with an `EventCorrection`, `ignore` with an `EventToIgnore`, `remove` with the event, `back` with one whose video was brought back, and `failed` with the reason. */
export class EventDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    event: { attribute: false },
    zones: { attribute: false },
    pets: { attribute: false },
    words: { attribute: false },
    manageable: { type: Boolean },
    client: { attribute: false },
    isChoosing: { state: true },
    lack: { state: true },
    isSending: { state: true },
    shareDialog: { state: true },
  };

  static override styles = [baseStyles, dialogStyles, eventDialogStyles];

  declare event: LogEvent | null;
  declare zones: readonly Zone[];
  declare pets: readonly Pet[];
  declare words: EventWords;
  declare manageable: boolean;
  /** For copies elsewhere; null where they are not offered. */
  declare client: PetLogClient | null;
  /** Who it was. */
  declare isChoosing: boolean;
  /** Why no video is shown: there is none any more, or this browser does not play it. */
  declare lack: 'missing' | 'unplayable' | null;
  declare isSending: boolean;
  /** Loaded when somebody shares. */
  declare shareDialog: ShareDialog | null;
  /** Makes links; null where none are offered. */
  sharing: PetLogClient | null = null;
  readonly #controls = new LateControls(this);

  constructor() {
    super();
    this.event = null;
    this.client = null;
    this.isChoosing = false;
    this.lack = null;
    this.isSending = false;
    this.shareDialog = null;
    new HiddenVideo(this, () => this.renderRoot.querySelector('video'));
  }

  show(event: LogEvent): void {
    this.event = event;
    this.isChoosing = false;
    this.lack = null;
    this.#controls.begin();
    void this.#open();
  }

  async #open(): Promise<void> {
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const { event, words } = this;
    return html`<dialog aria-labelledby="title" @close=${() => (this.event = null)}>
        ${event === null ? nothing : this.#content(event, words)}
      </dialog>
      ${this.shareDialog}`;
  }

  #content(event: LogEvent, words: EventWords): TemplateResult {
    const when = formatDayAndTime(new Date(event.timestamp), new Date(), locale());
    const length = event.ended_at === null ? words.lasting : formatLength(event.duration, text().activity.length);
    return html`<header>
        <h2 id="title">${eventTitle(event, this.zones, words)}<small class="numbers">${when} · ${length}</small></h2>
        <button class="round" type="button" aria-label=${words.close} @click=${onPress(() => this.close())}>${icon('close')}</button>
      </header>
      ${this.#picture(event, words)}
      ${event.note === '' ? nothing : html`<p class="note">${event.note}</p>`}
      ${this.isChoosing ? this.#choice(event, words) : this.#actions(event, words)}`;
  }

  /** The video, or why there is none, over the best picture. */
  #picture(event: LogEvent, words: EventWords): TemplateResult {
    const poster = event.picture_url === null ? null : pageAddress(`/events/${event.event_id}/picture?v=${versionOf(event)}`).href;
    if (event.clip_url !== null && this.lack === null) {
      const clip = clipAddress(event);
      return html`<video
        ?controls=${this.#controls.areShown}
        autoplay
        muted
        loop
        playsinline
        controlslist=${omittedControls()}
        aria-label=${eventTitle(event, this.zones, words)}
        poster=${poster ?? nothing}
        src=${clip}
        @loadeddata=${(loaded: Event) => void this.#lookAtPicture(event, loaded.target as HTMLVideoElement)}
        @error=${() => void this.#lookWhy(event)}
      ></video>`;
    }
    const boxed = pageAddress(`/events/${event.event_id}/picture?box=1&v=${versionOf(event)}`).href;
    return html`<div class="still">${poster === null ? icon('pet') : html`<img src=${poster} alt="" />${event.box === null ? nothing : html`<img src=${boxed} alt="" />`}`}</div>
      <p class="why" role="status">${this.lack === 'unplayable' ? words.unplayable : words.noVideo}</p>
      ${this.#copy(event)}`;
  }

  async #lookAtPicture(event: LogEvent, video: HTMLVideoElement): Promise<void> {
    this.#controls.show();
    const isLacking = await lacksPicture(video);
    if (isLacking && this.event?.event_id === event.event_id) {
      this.lack = 'unplayable';
    }
  }

  /** To a player, a video that is not there and one that it cannot play are the same. */
  async #lookWhy(event: LogEvent): Promise<void> {
    const answer = await fetch(clipAddress(event), { headers: { Range: 'bytes=0-0' } }).catch(() => null);
    if (this.event?.event_id === event.event_id) {
      this.lack = answer?.ok === true ? 'unplayable' : 'missing';
    }
  }

  #copy(event: LogEvent): TemplateResult | typeof nothing {
    if (this.client === null || !this.manageable || event.clip_url !== null || event.ended_at === null) {
      return nothing;
    }
    void import('../backup/event-copy.ts');
    return html`<petlog-event-copy .client=${this.client} .event=${event}></petlog-event-copy>`;
  }

  #actions(event: LogEvent, words: EventWords): TemplateResult {
    const name = whoOf(event, words);
    return html`<div class="actions">
      ${
        this.manageable
          ? html`<petlog-button icon=${event.kept ? 'starFilled' : 'star'} label=${event.kept ? words.kept : words.keep} .pressed=${event.kept} @click=${() => this.#correct({ kept: !event.kept })}></petlog-button>`
          : nothing
      }
      ${this.#sharing(event, words)}
      ${
        this.manageable
          ? html`${hasWho(event) ? html`<petlog-button icon="edit" label=${event.pet_name === null ? words.whoWasIt : words.notThat(name)} @click=${() => (this.isChoosing = true)}></petlog-button>` : nothing}
            <petlog-button icon="refused" label=${words.wrong} @click=${() => this.#correct({ is_wrong: true })}></petlog-button>
            ${this.#ignoring(event, words)}
            <petlog-button icon="trash" label=${words.remove} @click=${() => this.#remove(event)}></petlog-button>`
          : nothing
      }
    </div>`;
  }

  #ignoring(event: LogEvent, words: EventWords): TemplateResult | typeof nothing {
    const zone = zoneToIgnore(event);
    return zone === null
      ? nothing
      : html`<petlog-button icon="privacy" label=${words.ignore} @click=${() => this.#ignore({ event, zone })}></petlog-button>`;
  }

  /** As a file where the browser can hand one over; else, as from the camera's own screen, by a link, for which there has to be a recording. */
  #sharing(event: LogEvent, words: EventWords): TemplateResult | typeof nothing {
    if (event.clip_url === null || this.lack === 'missing') {
      return nothing;
    }
    const isSent = canSendFile() && !isOwnScreen();
    if (isSent || (this.manageable && this.sharing !== null && event.recording_id !== null)) {
      return html`<petlog-button icon="share" label=${words.share} .busy=${this.isSending} @click=${() => void (isSent ? this.#send(event) : this.#share(event))}></petlog-button>
        ${isSent ? nothing : this.#download(event, words)}`;
    }
    return this.#download(event, words);
  }

  #download(event: LogEvent, words: EventWords): TemplateResult | typeof nothing {
    if (isOwnScreen()) {
      return nothing;
    }
    return html`<a class="link" href=${pageAddress(`/events/${event.event_id}/clip?download=1`).href} download>${icon('download')}${words.download}</a>`;
  }

  /** Whoever else it may have been. */
  #choice(event: LogEvent, words: EventWords): TemplateResult {
    const labels = Object.keys(words.labels).filter((label) => label !== event.label || event.pet_id !== null);
    return html`<div class="choice" role="group" aria-label=${words.whoWasIt}>
      <p>${words.whoWasIt}</p>
      <div class="chips">
        ${this.pets
          .filter(({ pet_id }) => pet_id !== event.pet_id)
          .map(({ pet_id, name }) => html`<button type="button" @click=${() => this.#correct({ pet_id })}>${name}</button>`)}
        ${labels.map((label) => html`<button type="button" @click=${() => this.#correct({ pet_id: null, label })}>${labelName(label, words)}</button>`)}
        <button type="button" @click=${() => this.#correct({ pet_id: null, label: null })}>${words.nobodyKnown}</button>
      </div>
    </div>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #correct(change: LogEventChange): void {
    const { event } = this;
    if (event !== null) {
      this.dispatchEvent(new CustomEvent<EventCorrection>('correct', { detail: { event, change } }));
      this.isChoosing = false;
      if (change.is_wrong === true) {
        this.close();
      }
    }
  }

  #ignore(detail: EventToIgnore): void {
    this.close();
    this.dispatchEvent(new CustomEvent<EventToIgnore>('ignore', { detail }));
  }

  #remove(event: LogEvent): void {
    this.close();
    this.dispatchEvent(new CustomEvent<LogEvent>('remove', { detail: event }));
  }

  async #share(event: LogEvent): Promise<void> {
    const { sharing } = this;
    if (sharing === null || this.isSending) {
      return;
    }
    this.isSending = true;
    try {
      this.shareDialog ??= new (await import('../sharing/share-dialog.ts')).ShareDialog(sharing);
      await this.updateComplete;
      const duration = this.renderRoot.querySelector('video')?.duration ?? 0;
      this.shareDialog.show(sharedEvent(event, Number.isFinite(duration) && duration > 0 ? duration : event.duration));
    } catch (error) {
      this.dispatchEvent(new CustomEvent<unknown>('failed', { detail: error }));
    } finally {
      this.isSending = false;
    }
  }

  async #send(event: LogEvent): Promise<void> {
    this.isSending = true;
    try {
      await sendFile(await fetchClip(pageAddress(`/events/${event.event_id}/clip`), `PetLog ${event.event_id}.mp4`));
    } catch (error) {
      this.dispatchEvent(new CustomEvent<unknown>('failed', { detail: error }));
    } finally {
      this.isSending = false;
    }
  }
}

/** Of its picture: another one has another address. */
export const versionOf = ({ picture_url: address }: Pick<LogEvent, 'picture_url'>): string =>
  /[?&]v=([^&]*)/.exec(address ?? '')?.[1] ?? '';

customElements.define('petlog-event-dialog', EventDialog);

import { pathOfAlert } from '../../shared/alerts.ts';
import type { Language } from '../../shared/languages.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { Zone } from '../../shared/zones.ts';
import type { Clock } from '../system/clock.ts';
import type { AlertMessage } from './channels/message.ts';
import type { Occurrence, StoredDelivery } from './delivery.ts';
import type { AlertWords } from './text/alert-words.ts';
import { alertWords } from './text/words.ts';

/** What messages are made of, as it is when they are sent. */
export interface AlertSurroundings {
  /** As the log of events knows it now; null where it was removed. */
  event(eventId: number): LogEvent | null;
  /** JPEG that is not on the disk yet, which may be slow; null where there is none. */
  unwrittenPictureOf(eventId: number): Buffer | null;
  /** JPEG; null where there is none. */
  pictureOf(eventId: number): Promise<Buffer | null>;
  zones(): readonly Zone[];
  petName(petId: number): string | null;
  /** What people call a camera; null where there is only one, or it is gone. */
  cameraName(cameraId: string): string | null;
  /** Where others find this PetLog; undefined without a network. */
  reachableUrl(): string | undefined;
}

const pictureSteps = 15;
const pictureStepMilliseconds = 100;

/** Makes what is sent of what is known when it is sent: who waited for long gets no old news. */
export class MessageMaker {
  readonly #surroundings: AlertSurroundings;
  readonly #clock: Pick<Clock, 'after'>;
  /** Each has some 40 kB outside of V8's heap, which V8 frees late. */
  readonly #timeFormats = new Map<Language, Intl.DateTimeFormat>();

  constructor(surroundings: AlertSurroundings, clock: Pick<Clock, 'after'>) {
    this.#surroundings = surroundings;
    this.#clock = clock;
  }

  /** Waits up to one and a half seconds for a picture that nobody has yet; for a disk that is slow to write one, not at all. */
  async make(delivery: StoredDelivery, language: Language, isStillWanted: () => boolean): Promise<AlertMessage> {
    const { occurrence, hasPicture } = delivery;
    const { eventId } = occurrence;
    const picture = hasPicture && eventId !== null ? await this.#picture(eventId, delivery.attempts === 0, isStillWanted) : null;
    const event = eventId === null ? null : this.#surroundings.event(eventId);
    const known = event === null ? occurrence : withEvent(occurrence, event);
    const path = pathOfAlert(occurrence.eventType, event === null ? null : eventId);
    const root = this.#surroundings.reachableUrl();
    return {
      deliveryId: delivery.deliveryId,
      alertId: delivery.alertId,
      isUpdate: delivery.isUpdate,
      ruleId: delivery.ruleId,
      ruleName: delivery.ruleName,
      ...this.text(known, language),
      language,
      atMilliseconds: known.startedAtMilliseconds,
      eventType: known.eventType,
      eventId,
      cameraId: known.cameraId,
      cameraName: known.cameraId === null ? null : this.#surroundings.cameraName(known.cameraId),
      label: known.label,
      petId: known.petId,
      petName: known.petId === null ? null : this.#surroundings.petName(known.petId),
      zoneIds: known.zoneIds,
      durationSeconds: known.durationSeconds,
      isOver: known.isOver,
      path,
      url: root === undefined ? null : `${root}/${path}`,
      snooze: root === undefined ? null : { label: alertWords[language].snoozeAlerts, url: `${root}/${pathOfAlert(null, null)}` },
      picture,
      picturePath: picture === null || eventId === null ? null : `events/${eventId}/picture`,
      remoteId: null,
    };
  }

  /** Title and text of something, in a language. */
  text(occurrence: Occurrence, language: Language): { readonly title: string; readonly body: string } {
    const words = alertWords[language];
    const camera = occurrence.cameraId === null ? null : this.#surroundings.cameraName(occurrence.cameraId);
    const time = this.#timeOfDay(occurrence.startedAtMilliseconds, language);
    const duration = occurrence.isOver && occurrence.durationSeconds >= 1 ? words.duration(occurrence.durationSeconds) : null;
    const facts = [camera, time, duration].filter((part) => part !== null).join(' · ');
    const isTrouble = occurrence.eventType === 'disk_problem' || occurrence.eventType === 'recording_failed';
    const reason = isTrouble ? (language === 'en' ? (occurrence.reason ?? words.seeApp) : words.seeApp) : null;
    return { title: this.#title(occurrence, words), body: reason === null ? facts : `${facts}\n${reason}` };
  }

  #timeOfDay(milliseconds: number, language: Language): string {
    const format =
      this.#timeFormats.get(language) ?? new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
    this.#timeFormats.set(language, format);
    // The time zone may change while PetLog runs; a format would keep the one that it was made in.
    return format.format(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  }

  #title({ eventType, petId, label, zoneIds, durationSeconds }: Occurrence, words: AlertWords): string {
    const petName = petId === null ? null : this.#surroundings.petName(petId);
    const labelled = label === null ? null : Object.hasOwn(words.labels, label) ? (words.labels[label] ?? label) : label;
    if (eventType === 'no_activity') {
      return durationSeconds === 0 ? words.types.no_activity : words.quiet(petName ?? labelled, words.duration(durationSeconds));
    }
    if (eventType !== 'visit' && !['entering_area', 'leaving_area', 'playing', 'motion'].includes(eventType)) {
      return words.types[eventType];
    }
    const who = petName ?? labelled ?? words.somebody;
    const did = eventType === 'visit' ? who : words.did(who, words.types[eventType]);
    const zone = this.#surroundings.zones().find(({ zone_id: id, kind }) => kind === 'place' && zoneIds.includes(id));
    const place = zone === undefined ? '' : zone.name !== '' ? `· ${zone.name}` : zone.place === 'other' ? '' : words.places[zone.place];
    return place === '' ? did : words.at(did, place);
  }

  async #picture(eventId: number, mayWait: boolean, isStillWanted: () => boolean): Promise<Buffer | null> {
    for (let step = 0; ; step += 1) {
      const event = this.#surroundings.event(eventId);
      if (event === null) {
        return null;
      }
      const unwritten = this.#surroundings.unwrittenPictureOf(eventId);
      if (unwritten !== null) {
        return unwritten;
      }
      if (event.picture_url !== null) {
        return this.#surroundings.pictureOf(eventId);
      }
      // What other programs log never gets one.
      const mayCome = mayWait && event.ended_at === null && step < pictureSteps && isStillWanted();
      if (!mayCome) {
        return null;
      }
      await new Promise<void>((resolve) => this.#clock.after(pictureStepMilliseconds, resolve));
    }
  }
}

const withEvent = (occurrence: Occurrence, event: LogEvent): Occurrence => ({
  ...occurrence,
  eventType: event.event_type,
  label: event.label,
  petId: event.pet_id,
  zoneIds: event.zones,
  durationSeconds: event.event_type === 'no_activity' ? occurrence.durationSeconds : event.duration,
  isOver: event.ended_at !== null,
});

import type { LogEvent } from '../../shared/log-events.ts';
import type { Clock } from '../system/clock.ts';
import { countedLabels, type Topics } from './topics.ts';

interface CameraPicturesOptions {
  readonly topics: Topics;
  /** Of a camera, newest first. */
  newestEvents(cameraId: string): Promise<readonly LogEvent[]>;
  /** JPEG on the disk; null where there is none. */
  pictureOf(eventId: number): Promise<Buffer | null>;
  /** JPEG that is on its way to the disk, which may be slow; null for none. */
  unwrittenPictureOf(eventId: number): Uint8Array | null;
  /** As the log knows it; null where it was removed. */
  event(eventId: number): LogEvent | null;
  onChanged(): void;
  readonly clock: Pick<Clock, 'after'>;
}

/** The picture of an event may come a moment after it began. */
const lookAgainMilliseconds = 200;
const mostLooks = 15;

interface EventPicture {
  readonly eventId: number;
  readonly cameraId: string;
  /** Another one for each picture: its address, or itself while it is on its way to the disk. */
  readonly version: string | Uint8Array;
  readonly jpeg: Buffer;
}

/** The pictures that a house sees: of the newest event of each camera and label, and what was taken when somebody asked. */
export class CameraPictures {
  readonly #options: CameraPicturesOptions;
  readonly #ofEvents = new Map<string, EventPicture>();
  readonly #taken = new Map<string, Buffer>();
  readonly #known = new Set<string>();
  /** Events whose picture is waited for. */
  readonly #waiting = new Map<number, () => void>();

  constructor(options: CameraPicturesOptions) {
    this.#options = options;
  }

  /** By topics. @param cameraIds those that there are @param privateIds those of which nothing may be shown that was taken live */
  messages(cameraIds: readonly string[], privateIds: readonly string[]): Map<string, Buffer> {
    const { topics } = this.#options;
    privateIds.forEach((cameraId) => this.#taken.delete(cameraId));
    const messages = new Map<string, Buffer>();
    for (const [topic, { cameraId, jpeg }] of this.#ofEvents) {
      if (cameraIds.includes(cameraId)) {
        messages.set(topic, jpeg);
      }
    }
    for (const [cameraId, jpeg] of this.#taken) {
      if (cameraIds.includes(cameraId)) {
        messages.set(topics.ofCamera(cameraId, 'picture'), jpeg);
      }
    }
    return messages;
  }

  /** Reads those of cameras of which nothing is known yet. */
  async learn(cameraIds: readonly string[]): Promise<void> {
    for (const cameraId of cameraIds.filter((id) => !this.#known.has(id))) {
      this.#known.add(cameraId);
      await this.#readNewest(cameraId);
    }
  }

  /** An event began or changed: there may be a new picture of it, now or in a moment. */
  async follow(event: LogEvent, looks = mostLooks): Promise<void> {
    const { event_id: eventId } = event;
    this.#waiting.get(eventId)?.();
    this.#waiting.delete(eventId);
    const unwritten = this.#options.unwrittenPictureOf(eventId);
    if (unwritten !== null) {
      // It may be a part of a larger piece of memory, which is not to be held for it.
      this.#show(event, this.#newerTopics(event, unwritten), unwritten, Buffer.from(unwritten));
    } else if (event.picture_url !== null) {
      await this.#look(event);
    } else if (event.ended_at === null && looks > 0) {
      const again = (): void => {
        const now = this.#options.event(eventId);
        if (now !== null) {
          void this.follow(now, looks - 1).catch(() => {}); // the next look at it may do
        }
      };
      this.#waiting.set(eventId, this.#options.clock.after(lookAgainMilliseconds, again));
    }
  }

  close(): void {
    this.#waiting.forEach((cancel) => cancel());
    this.#waiting.clear();
  }

  async #look(event: LogEvent): Promise<void> {
    const { event_id: eventId, picture_url: address } = event;
    const topics = address === null ? [] : this.#newerTopics(event, address);
    const before = new Map(topics.map((topic) => [topic, this.#ofEvents.get(topic)]));
    const jpeg = topics.length === 0 ? null : await this.#options.pictureOf(eventId);
    const isThere = this.#options.event(eventId)?.is_wrong === false;
    if (jpeg !== null && address !== null && isThere) {
      // Of the same event a newer one may have come meanwhile.
      const isOvertaken = (topic: string): boolean => {
        const shown = this.#ofEvents.get(topic);
        return shown?.eventId === eventId && shown !== before.get(topic);
      };
      const wanted = this.#newerTopics(event, address).filter((topic) => before.has(topic) && !isOvertaken(topic));
      this.#show(event, wanted, address, jpeg);
    }
  }

  #show({ event_id: eventId, camera_id: cameraId }: LogEvent, topics: readonly string[], version: string | Uint8Array, jpeg: Buffer): void {
    topics.forEach((topic) => this.#ofEvents.set(topic, { eventId, cameraId, version, jpeg }));
    if (topics.length > 0) {
      this.#options.onChanged();
    }
  }

  /** An event is no more: its pictures are those of nothing. */
  async forget(eventId: number): Promise<void> {
    const cameraIds = new Set<string>();
    for (const [topic, picture] of this.#ofEvents) {
      if (picture.eventId === eventId) {
        cameraIds.add(picture.cameraId);
        this.#ofEvents.delete(topic);
      }
    }
    for (const cameraId of cameraIds) {
      await this.#readNewest(cameraId);
    }
    if (cameraIds.size > 0) {
      this.#options.onChanged();
    }
  }

  take(cameraId: string, jpeg: Buffer): void {
    this.#taken.set(cameraId, jpeg);
    this.#options.onChanged();
  }

  async #readNewest(cameraId: string): Promise<void> {
    const events = await this.#options.newestEvents(cameraId);
    for (const event of events.filter(({ picture_url: address }) => address !== null)) {
      await this.#look(event);
    }
  }

  #topicsOf({ camera_id: cameraId, label }: LogEvent): string[] {
    const { topics } = this.#options;
    const counted = countedLabels.find((one) => one === label);
    return [topics.ofCamera(cameraId, 'snapshot'), ...(counted === undefined ? [] : [topics.labelSnapshot(cameraId, counted)])];
  }

  /** Those that show an older event, or another picture of this one. */
  #newerTopics(event: LogEvent, version: string | Uint8Array): string[] {
    return this.#topicsOf(event).filter((topic) => {
      const shown = this.#ofEvents.get(topic);
      return shown === undefined || event.event_id > shown.eventId || (event.event_id === shown.eventId && version !== shown.version);
    });
  }
}

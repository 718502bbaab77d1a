import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EventTimeline, EventTimelineInput } from '../../../shared/event-timeline.ts';
import type { RewindRange } from '../../../shared/rewind.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { delay, type Delay } from '../delay.ts';
import type { Messages } from '../messages.ts';
import type { EventMarks, EventSpan } from './event-marks.ts';
import { KeptPart } from './kept-part.ts';
import { lastMinutesOf, type LastMinutes } from './last-minutes.ts';
import { momentAt, nextMomentAfter, type Kept, type Moment } from './moment.ts';
import type { MomentPictures, MomentPicturesOptions } from './moment-pictures.ts';
import { Playback } from './playback.ts';
import { sourceOf } from './source-of.ts';
import { RecordingSpans } from './recording-spans.ts';
import { ServerClock } from './server-clock.ts';
import { eventChanges, recordingChanges } from './strip-changes.ts';
import { StripFollowers } from './strip-followers.ts';
import { StripWindow } from './strip-window.ts';
import { lengthOf } from './time-window.ts';

const pollMilliseconds = 3_000;
/** What a finger or a mouse may be beside what it means. */
const roughPixels = 8;
/** A mark is narrower than what points at it. */
const besidePixels = 3;

export interface TimelineOptions {
  /** Whether the strip is seen. */
  readonly isShown: () => boolean;
  readonly delay?: Delay;
  readonly now?: () => number;
}

/** What the strip is drawn with, and the live picture needs not: it comes with what draws. */
export interface StripParts {
  readonly events: (ask: (input: EventTimelineInput) => Promise<EventTimeline>, onChange: () => void) => EventMarks;
  readonly pictures: (cameraId: () => string | undefined, onChange: () => void, options: MomentPicturesOptions) => MomentPictures;
}

/** The strip of time of one camera: what was kept, what part of it one sees, and where one is. */
export class TimelineController implements ReactiveController {
  readonly #client: PetLogClient;
  readonly #messages: Messages;
  readonly #isShown: () => boolean;
  readonly #delay: Delay;
  readonly #changed: () => void;
  readonly #followers: StripFollowers;
  readonly #clock: ServerClock;
  readonly playback: Playback;
  readonly part: KeptPart;
  readonly recordings: RecordingSpans;
  /** Null before something draws it. */
  events: EventMarks | null = null;
  pictures: MomentPictures | null = null;
  readonly window: StripWindow;
  range: RewindRange | null = null;
  lastMinutes: LastMinutes | null = null;
  /** Where a mouse or a finger is; null where it is elsewhere. */
  pointed: number | null = null;
  #seenAt = 0;
  #widthPixels = 1;
  /** What was asked before the element went is answered after it. */
  #isConnected = false;
  #cancelPoll: () => void = () => undefined;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, messages: Messages, options: TimelineOptions) {
    this.#client = client;
    this.#messages = messages;
    this.#isShown = options.isShown;
    this.#delay = options.delay ?? delay;
    this.#clock = new ServerClock(options.now ?? Date.now);
    this.#followers = new StripFollowers(
      () => `${this.isEnabled} ${this.playback.mode === 'live'}`,
      () => host.requestUpdate(),
    );
    const changed = (): void => {
      this.pictures?.want(this.seen);
      this.#followers.tell();
    };
    this.#changed = changed;
    this.window = new StripWindow(() => this.now);
    this.part = new KeptPart(client, messages, changed);
    this.recordings = new RecordingSpans(
      (range) => client.call('recordings.timeline', range),
      () => {
        this.playback.reconsider();
        changed();
      },
      this.#delay,
    );
    this.playback = new Playback({
      momentAt: (time, isRough) => this.momentAt(time, isRough),
      sourceOf: (moment) => sourceOf(moment, this.lastMinutes, client.cameraId),
      nextAfter: (time) => nextMomentAfter(this.#kept, time),
      now: () => this.now,
      delay: this.#delay,
      onChange: () => {
        this.#followPlayback();
        changed();
      },
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe = [
      this.#client.onConnection((connection) => {
        if (connection === 'connected') {
          this.#clock.forget();
          this.recordings.forget();
          this.events?.forget();
          void this.load();
        }
      }),
      this.#client.onStatus(({ server_time }) => this.#clock.heard(Date.parse(server_time))),
      this.#client.onNotice(({ name }) => {
        if (name === 'privacy.changed') {
          this.goLive();
        } // what is looked at is gone
        if (name === 'settings.changed' || name === 'privacy.changed') {
          void this.load();
        }
        if (eventChanges.has(name)) {
          this.events?.forget();
        }
        if (recordingChanges.has(name)) {
          this.recordings.forget();
          this.#show();
          this.#changed();
        }
      }),
    ];
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#cancelPoll();
    this.recordings.cancel();
    this.events?.cancel();
    this.pictures?.cancel();
    this.playback.stop();
  }

  /** Told of every change; the host, of those alone that decide what the screen is made of. Returns the function that ends it. */
  follow(follower: () => void): () => void {
    return this.#followers.add(follower);
  }

  /** Left out for `main`. */
  get cameraId(): string | undefined {
    return this.#client.cameraId;
  }

  /** Whether it is known what there is. */
  get isEnabled(): boolean {
    return this.range !== null;
  }

  get now(): number {
    return this.#clock.now;
  }

  async load(): Promise<void> {
    this.#cancelPoll();
    try {
      this.range = await this.#client.call('rewind.range', {});
      this.lastMinutes = this.range.enabled ? lastMinutesOf(this.range) : null;
      this.#clock.heard(this.lastMinutes?.end ?? -Infinity);
      this.window.suggest(this.range.limit_seconds * 1000);
    } catch {
      // What was known is shown until the connection is back, which the screen says.
    }
    this.part.follow(this.lastMinutes);
    this.playback.reconsider();
    this.#show();
    this.#changed();
    if (this.#isConnected && this.#isSeen) {
      this.#cancelPoll = this.#delay(pollMilliseconds, () => void this.load());
    }
  }

  /** What was kept of a moment, or near it. */
  momentAt(time: number, isRough: boolean): Moment {
    const tolerance = isRough ? (roughPixels / this.#widthPixels) * lengthOf(this.window.value) : 0;
    return momentAt(this.#kept, time, tolerance);
  }

  /** Who was there at a moment, or near it. */
  eventAt(time: number): EventSpan | null {
    return this.events?.shown.nearest(time, (besidePixels / this.#widthPixels) * lengthOf(this.window.value)) ?? null;
  }

  /** Something draws it from now on. */
  equip({ events, pictures }: StripParts): void {
    this.events ??= events((input) => this.#client.call('events.timeline', input), this.#followers.tell);
    this.pictures ??= pictures(() => this.cameraId, this.#followers.tell, { delay: this.#delay });
    this.#show();
  }

  /** The strip has so many columns. */
  resized(widthPixels: number): void {
    this.#widthPixels = Math.max(1, widthPixels);
    this.#show();
  }

  /** Where a mouse or a finger is. */
  point(time: number | null): void {
    this.pointed = time;
    this.#changed();
  }

  /** The moment of which there should be a small picture. */
  get seen(): Moment | null {
    if (this.pointed !== null) {
      return this.playback.mode === 'looking' ? this.playback.moment : this.momentAt(this.pointed, true);
    }
    return this.playback.mode === 'live' ? null : this.playback.moment; // until a video shows it, and behind that
  }

  /** Somebody went to another moment, which the strip shows. */
  momentMoved(): void {
    if (this.playback.mode === 'live') {
      this.window.followNow();
    }
    this.#show();
  }

  /** Somebody moved the strip to see another time. */
  windowMoved(): void {
    this.#show();
    this.#changed();
  }

  goLive(): void {
    this.window.followNow();
    this.pointed = null;
    this.playback.goLive();
    if (this.#isShown()) {
      void this.load();
    }
  }

  /** The source is over. */
  async ended(): Promise<void> {
    await this.load();
    await this.playback.ended();
    this.momentMoved();
  }

  /** The moment is gone meanwhile, or the server cannot show it. */
  failed(): void {
    if (this.playback.source === null) {
      return;
    }
    this.#messages.add('error', text().rewind.clipFailed);
    this.recordings.forget();
    this.goLive();
  }

  /** How long ago the moment is that is seen. */
  get secondsAgo(): number {
    return Math.max(0, (this.now - this.playback.at) / 1000);
  }

  get #kept(): Kept {
    const { lastMinutes, recordings, now } = this;
    return { lastMinutes, recordings, now };
  }

  get #isSeen(): boolean {
    return this.#isShown() && !document.hidden;
  }

  /** The strip goes on with what plays, unless somebody moved it to see another time. */
  #followPlayback(): void {
    const { start, end } = this.window.value;
    const { at, mode } = this.playback;
    if (mode !== 'live' && this.pointed === null && this.#seenAt >= start && this.#seenAt <= end) {
      this.window.show(at);
    }
    this.#seenAt = at;
  }

  /** The recordings and events of what is seen are known. */
  #show(): void {
    if (this.#isConnected && this.isEnabled && this.#isSeen) {
      this.recordings.show(this.window.value, this.#widthPixels);
      this.events?.show(this.window.value, this.#widthPixels);
    }
  }

  readonly #onVisibility = (): void => void (!document.hidden && this.#isShown() && this.load());
}

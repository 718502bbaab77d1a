import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RewindRange } from '../../../shared/rewind.ts';
import { text } from '../../text/text.ts';
import { cameraAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { formatDuration } from '../format.ts';
import type { Messages } from '../messages.ts';
import { describeFailure } from '../descriptions.ts';
import { clipPart, isLive, nearestPicture, partAround, rewindTimeline, type RewindTimeline, type Span } from './rewind-timeline.ts';

const pollMilliseconds = 3_000;
const longestClipSeconds = 60;
const offeredPartMilliseconds = 30_000;

/** `looking`: a picture of a moment while it is sought; `playing`: a clip from a moment on. */
export type RewindMode = 'live' | 'looking' | 'playing';

/** What one can look back at, and where one is. */
export class RewindController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #messages: Messages;
  readonly #isShown: () => boolean;
  range: RewindRange | null = null;
  failure: unknown;
  mode: RewindMode = 'live';
  /** The moment that is seen, in milliseconds since 1970. */
  at = 0;
  /** The first moment of the clip that plays. */
  clipStart = 0;
  #clipSeconds = 0;
  /** The part that is about to be saved. */
  part: Span | null = null;
  isSaving = false;
  /** What was asked before the element went is answered after it. */
  #isConnected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, messages: Messages, isShown: () => boolean) {
    this.#host = host;
    this.#client = client;
    this.#messages = messages;
    this.#isShown = isShown;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe = [
      this.#client.onConnection((connection) => void (connection === 'connected' && this.load())),
      this.#client.onNotice(({ name }) => {
        if (name === 'privacy.changed') this.goLive(); // what is looked at is gone
        if (name === 'settings.changed' || name === 'privacy.changed') void this.load();
      }),
    ];
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
  }

  /** Left out for `main`. */
  get cameraId(): string | undefined {
    return this.#client.cameraId;
  }

  get isEnabled(): boolean {
    return this.range?.enabled === true;
  }

  /** Null while there is nothing to look back at. */
  get timeline(): RewindTimeline | null {
    return this.range === null ? null : rewindTimeline(this.range);
  }

  get clipAddress(): string {
    const address = cameraAddress('/live/rewind/clip', this.cameraId);
    address.searchParams.set('start', new Date(this.clipStart).toISOString());
    address.searchParams.set('duration', String(this.#clipSeconds));
    return address.href;
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.range = await this.#client.call('rewind.range', {});
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
    const { timeline } = this;
    if (this.part !== null) this.part = timeline === null ? null : clipPart(timeline, this.part);
    this.#host.requestUpdate();
    if (this.#isConnected && this.isEnabled && this.#isShown() && !document.hidden)
      this.#timer = setTimeout(() => void this.load(), pollMilliseconds);
  }

  /** A finger moves over the timeline. */
  look(time: number): void {
    const { timeline } = this;
    if (timeline === null) return;
    this.at = nearestPicture(timeline, time);
    this.mode = 'looking';
    this.#host.requestUpdate();
  }

  /** Plays from a moment on; close to the end that is the live picture. */
  play(time: number): void {
    const { timeline } = this;
    if (timeline === null || isLive(timeline, time)) return this.goLive();
    this.clipStart = nearestPicture(timeline, time);
    this.#clipSeconds = Math.min(longestClipSeconds, (timeline.end - this.clipStart) / 1000); // no more than there is: it stays the same while it is read
    this.at = this.clipStart;
    this.mode = 'playing';
    this.#host.requestUpdate();
  }

  /** The clip is this many seconds in. */
  played(seconds: number): void {
    if (this.mode !== 'playing') return;
    this.at = this.clipStart + seconds * 1000;
    this.#host.requestUpdate();
  }

  /** The clip is over: on with the next, as long as there is one. */
  async ended(): Promise<void> {
    await this.load();
    if (this.mode === 'playing') this.play(Math.max(this.at, this.clipStart + 1000));
  }

  /** The moment is gone meanwhile, or the server cannot show it. */
  clipFailed(): void {
    if (this.mode !== 'playing') return;
    this.#messages.add('error', text().rewind.clipFailed);
    this.goLive();
  }

  goLive(): void {
    this.mode = 'live';
    this.#host.requestUpdate();
    if (this.#isShown()) void this.load();
  }

  offerPart(): void {
    const { timeline } = this;
    if (timeline === null) return;
    this.part = partAround(timeline, this.mode === 'live' ? timeline.end : this.at, offeredPartMilliseconds);
    this.#host.requestUpdate();
  }

  setPart(part: Span | null): void {
    this.part = part;
    this.#host.requestUpdate();
  }

  async savePart(): Promise<void> {
    const { part } = this;
    if (part === null || this.isSaving) return;
    this.isSaving = true;
    this.#host.requestUpdate();
    try {
      const saved = await this.#client.call('rewind.save', {
        start: new Date(part.start).toISOString(),
        end: new Date(part.end).toISOString(),
      });
      this.part = null;
      this.#messages.add('information', text().rewind.saved(saved.filename, formatDuration(Math.round(saved.duration))));
    } catch (error) {
      this.#messages.add('error', `${text().rewind.saveFailed} ${describeFailure(error, text())}`);
    } finally {
      this.isSaving = false;
      this.#host.requestUpdate();
    }
  }

  /** How long ago the moment is that is seen. */
  get secondsAgo(): number {
    return this.timeline === null ? 0 : Math.max(0, (this.timeline.end - this.at) / 1000);
  }

  readonly #onVisibility = (): void => void (!document.hidden && this.#isShown() && this.load());
}

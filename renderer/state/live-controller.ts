import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveStatus, Problem, StopInput } from '../../shared/api.ts';
import type { Notice } from '../../shared/events.ts';
import { locale, text } from '../text/text.ts';
import type { Connection, PetLogClient } from '../transport/petlog-client.ts';
import { liveRefusal } from '../transport/live-refusal.ts';
import type { Delivery, StreamPlace, StreamPlaces } from '../transport/stream-place.ts';
import { delay } from '../transport/tab-channel.ts';
import { Messages } from './messages.ts';
import { describeNotice } from './notice-words.ts';
import { tabVisibility, type PageVisibility } from '../transport/page-visibility.ts';
import { isOvertaken } from './status-order.ts';
import { PictureWay } from './picture-way.ts';
import { PendingActions } from './pending-actions.ts';
import { SinglePictures } from './single-pictures.ts';
import { Stillness } from './stillness.ts';
import { initialStreamView, reduceStreamView, type StreamView, type StreamViewEvent } from './stream-view.ts';
import { describeFailure, pictureAgeSeconds, picturePhase, type PicturePhase } from './descriptions.ts';

export type ActionName = 'start' | 'stop' | 'record' | 'snapshot' | 'privacy' | 'lock';

const pictureRetryMilliseconds = [500, 1_000, 2_000, 4_000] as const;

/** What a screen knows about the camera, and what its buttons do. */
export class LiveController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #visibility: PageVisibility;
  readonly messages: Messages;
  connection: Connection = 'connecting';
  status: LiveStatus | null = null;
  view: StreamView = initialStreamView;
  /** The screen shows something else in its place. */
  isCovered = false;
  /** Failures of the picture since it last arrived. */
  pictureFailures = 0;
  /** Fewer pictures, which need less of the network. */
  isLight = false;
  readonly way = new PictureWay();
  /** Whether the picture is to stay with the one connection that it has. */
  readonly isCrowded = (): boolean => this.#place.isCrowded;
  /** Why the stream is refused, in one sentence. */
  refusal: string | null = null;
  /** Rises with each single picture that is asked for; 0 while none is. */
  pictureRequest = 0;
  readonly #place: StreamPlace;
  readonly #singles: SinglePictures;
  #failedOpening = 0;
  readonly #stillness = new Stillness();
  readonly #actions: PendingActions<ActionName>;
  /** The opening whose picture has arrived. */
  #arrived = 0;
  #receivedAt = 0;
  #isOpen = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Rises whenever the page is hidden or shown. */
  #visit = 0;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, places: StreamPlaces, visibility: PageVisibility = tabVisibility) {
    this.#host = host;
    this.#client = client;
    this.#visibility = visibility;
    this.messages = new Messages(() => host.requestUpdate());
    this.#actions = new PendingActions(this.messages, () => host.requestUpdate());
    this.#place = places.newPlace(() => host.requestUpdate());
    this.#singles = new SinglePictures({
      turns: this.#place.turns,
      delay,
      now: () => performance.now(),
      request: () => {
        this.pictureRequest += 1;
        host.requestUpdate();
      },
      onOverdue: () => this.pictureFailed(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#isOpen = true;
    this.#unsubscribe = [
      this.#client.onStatus((status) => this.#receive(status)),
      this.#client.onNotice((notice) => this.#announce(notice)),
      this.#client.onConnection((connection) => this.#connect(connection)),
      this.#visibility.onChange(() => this.#look()),
    ];
    this.#look();
    this.#client.open();
  }

  hostDisconnected(): void {
    this.#isOpen = false;
    this.#visit += 1;
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    clearTimeout(this.#retry);
    this.messages.close();
    this.#client.close();
    this.#place.want(false);
    this.#singles.stop();
  }

  /** Whatever changed, a page without a place for a stream asks for pictures only while the camera gives some, since each would start it. */
  hostUpdate(): void {
    const { watching, opening } = this.view;
    this.#place.want(watching && this.#isOpen && !this.isCovered);
    if (watching && !this.isCovered && this.delivery === 'pictures' && this.phase === 'live' && this.#failedOpening !== opening) {
      return this.#singles.start();
    }
    this.#singles.stop();
    this.pictureRequest = 0;
  }

  get delivery(): Delivery {
    return this.#place.delivery;
  }

  /** Left out for `main`. */
  get cameraId(): string | undefined {
    return this.#client.cameraId;
  }

  get phase(): PicturePhase {
    return picturePhase(this.connection, this.status, this.view);
  }

  /** The picture of the stream is on the screen. */
  get hasPicture(): boolean {
    return this.view.watching && this.#arrived === this.view.opening;
  }

  /** Length of the running recording, by this device's own clock since the last status; null without one, and while nothing is known. */
  get recordingSeconds(): number | null {
    const recording = this.status?.current_recording ?? null;
    return recording === null || this.connection !== 'connected' ? null : recording.elapsed_seconds + this.#sinceStatusSeconds();
  }

  /** What is wrong now; nothing while nothing is known. */
  get problems(): readonly Problem[] {
    return this.connection === 'connected' ? (this.status?.problems ?? []) : [];
  }

  /** Of the newest picture, as far as PetLog told; 0 where that says nothing. */
  get pictureAgeSeconds(): number {
    return this.phase === 'live' ? pictureAgeSeconds(this.status) : 0;
  }

  /** How long the camera has been in its present state. */
  get stateSeconds(): number {
    if (this.status === null) {
      return 0;
    }
    return (Date.parse(this.status.server_time) - Date.parse(this.status.state_since)) / 1000 + this.#sinceStatusSeconds();
  }

  isPending(action: ActionName): boolean {
    return this.#actions.has(action);
  }

  start(): Promise<void> {
    return this.run('start', text().messages.failed.start, async () => {
      await this.#client.call('live.start', {});
      this.#dispatch({ type: 'started', state: this.status?.state ?? 'stopped' });
    });
  }

  /** @param end when the stop ends by itself; not at all where it is left out */
  stop(end: Pick<StopInput, 'pause_seconds' | 'until'> = {}): Promise<void> {
    return this.run('stop', text().messages.failed.stop, async () => {
      this.#dispatch({ type: 'stop-requested' });
      try {
        await this.#client.call('live.stop', end);
        const status = await this.#client.call('live.status', {});
        this.#accept(status);
        this.#dispatch({ type: 'stop-answered', status });
      } catch (error) {
        this.#dispatch({ type: 'stop-failed' });
        throw error;
      }
    });
  }

  /** Switches the camera off for everyone, or releases it. */
  setPrivacy(on: boolean): Promise<void> {
    const { failedOn, failedOff } = text().privacy;
    return this.run('privacy', on ? failedOn : failedOff, async () => {
      await this.#client.call('privacy.set', { on });
      this.#receive(await this.#client.call('live.status', {}));
    });
  }

  /** Goes by what the screen shows: without a connection that is no recording, and a second one is refused in words. */
  toggleRecording(): Promise<void> {
    const { failed } = text().messages;
    if (this.recordingSeconds !== null) {
      return this.run('record', failed.recordStop, () => this.#client.call('record.stop', {}));
    }
    return this.run('record', failed.record, () => this.#client.call('record.start', {}));
  }

  /** Watching starts a camera that rests. */
  watch(): void {
    this.#dispatch({ type: 'started', state: this.status?.state ?? 'stopped' });
  }

  setLight(isLight: boolean): void {
    this.isLight = isLight;
    return this.view.watching ? this.refresh() : this.#host.requestUpdate();
  }

  refresh(): void {
    this.pictureFailures = 0;
    this.refusal = null;
    this.#dispatch({ type: 'refresh' });
  }

  pictureArrived(): void {
    this.#singles.ended();
    if (this.pictureFailures === 0 && this.hasPicture) {
      return;
    }
    this.#arrived = this.view.opening;
    this.pictureFailures = 0;
    this.refusal = null;
    this.#host.requestUpdate();
  }

  /** The stream broke off, or was refused. */
  pictureFailed(): void {
    const delay = pictureRetryMilliseconds[Math.min(this.pictureFailures, pictureRetryMilliseconds.length - 1)];
    this.pictureFailures += 1;
    this.#arrived = 0;
    this.#failedOpening = this.view.opening;
    this.#dispatch({ type: 'picture-failed' });
    clearTimeout(this.#retry);
    const { opening } = this.view;
    void this.#explain(opening).then(() => {
      if (this.#mayReopen(opening)) {
        this.#retry = setTimeout(() => void this.#reopen(opening), delay);
      }
    });
  }

  /** A look at the picture, or at none, every few seconds. */
  pictureSampled(fingerprint: number | undefined): void {
    const frameCounter = this.status?.frame_counter ?? 0;
    if (fingerprint === undefined || this.phase !== 'live') {
      return this.#stillness.restart(frameCounter, performance.now());
    }
    if (this.#stillness.isFrozen(fingerprint, frameCounter, performance.now())) {
      this.pictureFailed();
    }
  }

  /** Does something at a button's request: pending until it ends, told in words when it fails. */
  run(action: ActionName, failure: string, work: () => Promise<unknown>): Promise<void> {
    return this.#actions.run(action, failure, work);
  }

  /** Asking takes a place among the viewers for a moment: it must be free again when the picture is. */
  async #explain(opening: number): Promise<void> {
    if ((await this.#statusForReopening(opening)) === undefined) {
      return;
    }
    const refusal = await liveRefusal({ delivery: this.delivery, cameraId: this.cameraId, mayStart: this.view.pressed });
    if (!this.#mayReopen(opening)) {
      return;
    }
    this.refusal = refusal === undefined ? null : describeFailure(refusal, text());
    this.#host.requestUpdate();
  }

  async #reopen(opening: number): Promise<void> {
    if (this.connection !== 'connected') {
      return;
    }
    const status = await this.#statusForReopening(opening);
    if (!this.#mayReopen(opening)) {
      return;
    }
    if (status === undefined) {
      this.pictureFailed();
    } else {
      this.#dispatch({ type: 'retry' });
    }
  }

  /** Before the stream is requested PetLog is asked whether somebody stopped it; undefined when it did not answer. */
  async #statusForReopening(opening: number): Promise<LiveStatus | undefined> {
    const status = await this.#client.call('live.status', {}).catch(() => undefined);
    if (status !== undefined && this.#mayReopen(opening)) {
      this.#receive(status);
    }
    return this.#mayReopen(opening) ? status : undefined;
  }

  #mayReopen(opening: number): boolean {
    return this.#isOpen && this.view.watching && this.view.opening === opening;
  }

  #receive(status: LiveStatus): void {
    if (this.status !== null && isOvertaken(status, this.status)) {
      return;
    }
    this.#accept(status);
    this.#dispatch({ type: 'status', status });
  }

  #accept(status: LiveStatus): void {
    this.status = status;
    this.#receivedAt = performance.now();
    this.way.heard(status.server_time);
    this.#host.requestUpdate();
  }

  /** A hidden page lets go of the stream at once: browsers open six connections to a host, whatever the number of tabs. */
  #look(): void {
    this.#visit += 1;
    if (this.#visibility.isHidden) {
      this.#dispatch({ type: 'hidden' });
    } else if (this.view.hidden) {
      void this.#comeBack(this.#visit);
    }
  }

  /** Somebody may have stopped the camera meanwhile, and what was told to a page that sleeps comes late: it is asked first. */
  async #comeBack(visit: number): Promise<void> {
    const status = await this.#client.call('live.status', {}).catch(() => undefined);
    if (!this.#isOpen || visit !== this.#visit) {
      return;
    }
    if (status === undefined) {
      setTimeout(() => void (visit === this.#visit && this.#comeBack(visit)), pictureRetryMilliseconds[0]);
      return;
    }
    this.pictureFailures = 0;
    this.#accept(status);
    this.#dispatch({ type: 'shown', status });
  }

  #announce(notice: Notice): void {
    const message = describeNotice(notice, text(), locale());
    if (message !== undefined) {
      this.messages.add(message.tone, message.text, message.recordingId);
    }
  }

  #connect(connection: Connection): void {
    this.connection = connection;
    if (connection === 'disconnected') {
      this.#dispatch({ type: 'disconnected' });
    }
    this.#host.requestUpdate();
  }

  #dispatch(event: StreamViewEvent): void {
    this.view = reduceStreamView(this.view, event);
    this.#host.requestUpdate();
  }

  #sinceStatusSeconds(): number {
    return this.connection === 'connected' ? (performance.now() - this.#receivedAt) / 1000 : 0;
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveStatus, Problem } from '../../shared/api.ts';
import type { Notice } from '../../shared/events.ts';
import { locale, text } from '../text/text.ts';
import type { Connection, PetLogClient } from '../transport/petlog-client.ts';
import { liveRefusal } from '../transport/live-refusal.ts';
import type { Delivery, StreamPlace, StreamPlaces } from '../transport/stream-place.ts';
import { delay } from './delay.ts';
import { LiveActions } from './live-actions.ts';
import { Messages } from './messages.ts';
import { describeNotice } from './notice-words.ts';
import { tabVisibility, type PageVisibility } from '../transport/page-visibility.ts';
import { isOvertaken } from './status-order.ts';
import { PictureWay } from './picture-way.ts';
import { SinglePictures } from './single-pictures.ts';
import { StreamPicture } from './stream-picture.ts';
import { initialStreamView, reduceStreamView, type StreamView, type StreamViewEvent } from './stream-view.ts';
import { pictureAgeSeconds, picturePhase, type PicturePhase } from './descriptions.ts';

/** Until a page that came back asks again what the camera is. */
const comeBackMilliseconds = 500;

/** What a screen knows about the camera. */
export class LiveController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #visibility: PageVisibility;
  readonly messages: Messages;
  readonly actions: LiveActions;
  readonly picture: StreamPicture;
  connection: Connection = 'connecting';
  status: LiveStatus | null = null;
  view: StreamView = initialStreamView;
  /** The screen shows something else in its place. */
  isCovered = false;
  /** Fewer pictures, which need less of the network. */
  isLight = false;
  readonly way = new PictureWay();
  /** Whether the picture is to stay with the one connection that it has. */
  readonly isCrowded = (): boolean => this.#place.isCrowded;
  /** Rises with each single picture that is asked for; 0 while none is. */
  pictureRequest = 0;
  readonly #place: StreamPlace;
  readonly #singles: SinglePictures;
  #receivedAt = 0;
  #isOpen = false;
  /** Rises whenever the page is hidden or shown. */
  #visit = 0;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, places: StreamPlaces, visibility: PageVisibility = tabVisibility) {
    this.#host = host;
    this.#client = client;
    this.#visibility = visibility;
    const onChange = (): void => host.requestUpdate();
    const now = (): number => performance.now();
    const dispatch = (event: StreamViewEvent): void => this.#dispatch(event);
    this.messages = new Messages(onChange);
    this.actions = new LiveActions({
      client,
      messages: this.messages,
      watch: () => this.watch(),
      isRecording: () => this.recordingSeconds !== null,
      dispatch,
      receive: (status) => this.#receive(status),
      accept: (status) => this.#accept(status),
      onChange,
    });
    this.picture = new StreamPicture({
      view: () => this.view,
      isOpen: () => this.#isOpen,
      isConnected: () => this.connection === 'connected',
      askStatus: () => this.#askStatus(),
      onStatus: (status) => this.#receive(status),
      askRefusal: () => liveRefusal({ delivery: this.delivery, cameraId: this.cameraId, mayStart: this.view.pressed }),
      dispatch,
      delay,
      now,
      onChange,
    });
    this.#place = places.newPlace(onChange);
    this.#singles = new SinglePictures({
      turns: this.#place.turns,
      delay,
      now,
      request: () => {
        this.pictureRequest += 1;
        host.requestUpdate();
      },
      onOverdue: () => this.picture.failed(),
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
    this.picture.stop();
    this.messages.close();
    this.#client.close();
    this.#place.want(false);
    this.#singles.stop();
  }

  /** Whatever changed, a page without a place for a stream asks for pictures only while the camera gives some, since each would start it. */
  hostUpdate(): void {
    const { watching } = this.view;
    this.#place.want(watching && this.#isOpen && !this.isCovered);
    if (watching && !this.isCovered && this.delivery === 'pictures' && this.phase === 'live' && !this.picture.hasFailed) {
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

  /** Watching starts a camera that rests. */
  watch(): void {
    this.#dispatch({ type: 'started', state: this.status?.state ?? 'stopped' });
  }

  setLight(isLight: boolean): void {
    this.isLight = isLight;
    return this.view.watching ? this.refresh() : this.#host.requestUpdate();
  }

  refresh(): void {
    this.picture.forgive();
    this.#dispatch({ type: 'refresh' });
  }

  pictureArrived(): void {
    this.#singles.ended();
    this.picture.arrived();
  }

  /** A look at the picture, or at none, every few seconds. */
  pictureSampled(fingerprint: number | null): void {
    this.picture.sampled(this.phase === 'live' ? fingerprint : null, this.status?.frame_counter ?? 0);
  }

  /** Undefined when PetLog did not answer. */
  #askStatus(): Promise<LiveStatus | undefined> {
    return this.#client.call('live.status', {}).catch(() => undefined);
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
    const status = await this.#askStatus();
    if (!this.#isOpen || visit !== this.#visit) {
      return;
    }
    if (status === undefined) {
      setTimeout(() => void (visit === this.#visit && this.#comeBack(visit)), comeBackMilliseconds);
      return;
    }
    this.picture.failures = 0;
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

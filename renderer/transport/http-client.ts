import type { LiveStatus } from '../../shared/api.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Notice } from '../../shared/events.ts';
import type { IpcCallName, IpcInput, IpcOutput, KioskInfo, KioskRouteName } from '../../shared/ipc.ts';
import { routeAddresses } from '../../shared/route-addresses.ts';
import { answerError } from './answer-error.ts';
import type { EventSourceLike } from './event-link.ts';
import { Listeners } from './listeners.ts';
import {
  CallError,
  callTimeoutSeconds,
  type Connection,
  NoAnswerError,
  type PetLogClient,
  type Snapshot,
  type SnapshotSource,
  timeoutSecondsOf,
} from './petlog-client.ts';
import { tabVisibility, type PageVisibility } from './page-visibility.ts';
import type { SessionGuard } from './session-guard.ts';
import { SharedEventLink } from './shared-event-link.ts';
import { delay } from '../state/delay.ts';
import type { TabChannel } from './tab-channel.ts';

export interface HttpClientOptions {
  /** Where PetLog is; ends with a slash. */
  readonly base: URL;
  readonly fetch: typeof fetch;
  readonly openEvents: (address: URL) => EventSourceLike;
  readonly guard?: SessionGuard;
  /** To the other tabs of this browser, which share the events. */
  readonly channel?: TabChannel | undefined;
  /** Who this browser is to PetLog. */
  readonly audience?: () => string;
  readonly visibility?: PageVisibility;
}

/** PetLog over HTTP: calls by fetch, status and notices by server-sent events. */
export class HttpClient implements PetLogClient, SnapshotSource {
  readonly #base: URL;
  readonly #fetch: typeof fetch;
  readonly #guard: SessionGuard | undefined;
  readonly #link: SharedEventLink;
  readonly #status = new Listeners<LiveStatus>();
  readonly #ofCameras = new Listeners<LiveStatus>();
  readonly #notices = new Listeners<Notice>();
  readonly #connections = new Listeners<Connection>();
  #connection: Connection = 'connecting';
  #openings = 0;

  constructor(options: HttpClientOptions) {
    this.#base = options.base;
    this.#fetch = options.fetch;
    this.#guard = options.guard;
    this.#link = new SharedEventLink({
      channel: options.channel,
      openSource: () => options.openEvents(this.#address('/live/events?camera=all')),
      subjectOf: (data) => (JSON.parse(data) as Pick<LiveStatus, 'camera_id'>).camera_id,
      listener: {
        message: (data) => {
          this.#connect('connected');
          const status = JSON.parse(data) as LiveStatus;
          if (status.camera_id === mainCameraId) {
            this.#status.tell(status);
          }
          this.#ofCameras.tell(status);
        },
        notice: (data) => this.#notices.tell(JSON.parse(data) as Notice),
        disconnected: () => this.#connect('disconnected'),
        resting: () => this.#connect('connecting'),
      },
      prepare: async (isRetry) => {
        if (isRetry) {
          return (await this.#guard?.recover()) ?? true;
        }
        await this.#guard?.ready();
        return true;
      },
      audience: options.audience ?? (() => ''),
      visibility: options.visibility ?? tabVisibility,
      delay,
      now: Date.now,
    });
  }

  async call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>> {
    const answer: unknown = isOfKiosk(name) ? await this.#ofKiosk(name) : await this.#request(name, input);
    return answer as IpcOutput<N>;
  }

  async snapshot(cameraId?: string): Promise<Snapshot> {
    const address = this.#address('/live/snapshot');
    // A photograph is of what is watched: where somebody has just stopped the camera, it stays so.
    address.searchParams.set('start', 'false');
    if (cameraId !== undefined) {
      address.searchParams.set('camera', cameraId);
    }
    const response = await this.#exchange(address, { method: 'GET' });
    const seconds = Number(response.headers.get('X-Timestamp') ?? Number.NaN);
    return { jpeg: await response.blob(), capturedAt: Number.isFinite(seconds) ? new Date(seconds * 1000) : new Date() };
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#status.add(listener);
  }

  onCameraStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#ofCameras.add(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#notices.add(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    listener(this.#connection);
    return this.#connections.add(listener);
  }

  open(): void {
    this.#openings += 1;
    if (this.#openings === 1) {
      this.#link.open();
    }
  }

  /** The page goes, perhaps to be shown again from the browser's memory: another tab may take over. */
  leave(): void {
    this.#link.close();
  }

  comeBack(): void {
    if (this.#openings > 0) {
      this.#link.open();
    }
  }

  /** This device may do more or less than before: it is told other things as well. */
  reopen(): void {
    this.#link.reopen();
  }

  retryNow(): void {
    this.#link.retryNow();
  }

  close(): void {
    this.#openings = Math.max(0, this.#openings - 1);
    if (this.#openings === 0) {
      this.#link.close();
    }
  }

  #connect(connection: Connection): void {
    if (connection === this.#connection) {
      return;
    }
    this.#connection = connection;
    this.#connections.tell(connection);
  }

  #address(path: string): URL {
    return new URL(path.slice(1), this.#base);
  }

  /** What the kiosk's page asks for runs in a browser too, for a look: without the screen's lock, and without an end. */
  async #ofKiosk(name: KioskCallName): Promise<KioskInfo> {
    if (name !== 'kiosk.info') {
      throw new CallError('not_found', name);
    }
    const welcome = (await (await this.#exchange(this.#address('/api'), { method: 'GET' })).json()) as { version: string };
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const loopback = /^(localhost|127\..*|\[::1\])$/.test(this.#base.hostname);
    return {
      version: welcome.version,
      name: '',
      time_zone: timeZone,
      system_time_zone: timeZone,
      setup: { step: 'done', finished: true },
      proposes_always_on: false,
      recordings_directory: '',
      // A browser on another device is itself at the address that others can use.
      addresses: loopback ? [] : [this.#base.origin],
      certificate_fingerprint: null,
      authority_fingerprint: null,
      access: 'open',
      has_admin: true,
      lock: { has_pin: false, locked: false, locks_in_seconds: null },
      screen: { page_brightness_percent: 100, hide_cursor: false, on_screen_keyboard: false },
    };
  }

  async #request(name: KioskRouteName, input: unknown): Promise<unknown> {
    const { method, path } = routeAddresses[name];
    const values = new Map(Object.entries(input as object).filter(([, value]) => value !== undefined));
    const address = this.#address(path.replace(/:(\w+)/g, (_whole, key: string) => takeText(values, key)));
    const inBody = (method === 'POST' || method === 'PUT' || method === 'PATCH') && (values.size > 0 || !path.includes(':'));
    if (!inBody) {
      for (const [key, value] of values) {
        address.searchParams.set(key, String(value));
      }
    }
    const body = inBody ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(values)) } : {};
    // What is removed while the page is being left is removed all the same.
    const response = await this.#exchange(address, { method, keepalive: method === 'DELETE', ...body }, timeoutSecondsOf(name));
    return response.json().catch(() => {
      throw new CallError('unexpected_answer', `HTTP ${response.status}`);
    });
  }

  /** What is refused because this browser's session has just ended is asked once more when it goes on. */
  async #exchange(address: URL, request: RequestInit, timeoutSeconds = callTimeoutSeconds): Promise<Response> {
    await this.#guard?.ready();
    const response = await this.#send(address, request, timeoutSeconds);
    if (response.ok) {
      return response;
    }
    if (response.status !== 401 || (await this.#guard?.recover()) !== true) {
      throw await answerError(response);
    }
    const again = await this.#send(address, request, timeoutSeconds);
    if (again.ok) {
      return again;
    }
    throw await answerError(again);
  }

  #send(address: URL, request: RequestInit, timeoutSeconds: number): Promise<Response> {
    return this.#fetch(address, { ...request, cache: 'no-store', signal: AbortSignal.timeout(timeoutSeconds * 1000) }).catch(
      (cause: unknown) => {
        const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
        throw timedOut ? new NoAnswerError(String(cause), timeoutSeconds) : new CallError('unreachable', String(cause));
      },
    );
  }
}

type KioskCallName = Exclude<IpcCallName, KioskRouteName>;

const isOfKiosk = (name: IpcCallName): name is KioskCallName => name.startsWith('kiosk.');

/** A value that belongs into the path and nowhere else. */
function takeText(values: Map<string, unknown>, key: string): string {
  const value = String(values.get(key));
  values.delete(key);
  return encodeURIComponent(value);
}

import { randomUUID } from 'node:crypto';
import { PetLogError } from '../../shared/errors.ts';
import type { Relay as ShownRelay, RelayChange, RelayInput, RelayTested, RelayTestInput, StoredRelay } from '../../shared/relays.ts';
import { redacted } from '../../shared/secret.ts';
import type { EventBus } from '../events/event-bus.ts';
import { AddressRefusal, type EnteredAddresses, UnknownHost } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import type { RelayFault } from './protocol.ts';
import { Relay, type RelayedCamera, faultOf } from './relay.ts';
import { bearerTokenFor, readRelayUrl, shownRelayUrl, withKnownSecrets } from './relay-address.ts';
import type { RelayConnections, RelayServer } from './relay-connections.ts';
import type { RelayStore } from './relay-store.ts';

export interface RelayServiceOptions {
  readonly store: RelayStore;
  readonly connections: Pick<RelayConnections, 'open' | 'send' | 'sendSound' | 'closeRelay' | 'close'>;
  /** Null where there is none with that id. */
  camera(cameraId: string): RelayedCamera | null;
  /**
   * @throws PetLogError `camera_not_found`, `rendition_not_found`
   */
  assertRendition(cameraId: string, rendition: string): void;
  readonly addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** As somebody entered it: what is left out of a change stays. */
interface EnteredServer {
  readonly url: string;
  readonly bearer_token?: string | undefined;
}

const mostRelays = 10;

/** What a test says of its video: 320x240 in Baseline, of which no picture is sent. */
const testedFormat = {
  widthPixels: 320,
  heightPixels: 240,
  hasSound: false,
  parameters: Buffer.from('00000001' + '6742c00cd90141fb0110000003001000000301e0f142a480' + '00000001' + '68cb83cb20', 'hex'),
};

/** Live video that is published to media servers, as admins see and change it: secrets in addresses go in, and never come out. */
export class RelayService {
  readonly #options: RelayServiceOptions;
  readonly #relays = new Map<string, { readonly stored: StoredRelay; readonly relay: Relay }>();
  readonly #unsubscribe: readonly (() => void)[];
  /** Each begins from what the one before made, though servers are looked up meanwhile. */
  readonly #changes = new JobQueue();
  #isClosed = false;

  constructor(options: RelayServiceOptions) {
    const { store, bus } = options;
    this.#options = options;
    store.list().forEach((stored) => this.#take(stored));
    const follow = (): void => this.#relays.forEach(({ relay }) => relay.follow());
    this.#unsubscribe = [
      bus.on('camera.stopped', (_data, { camera_id: cameraId }) =>
        // Whoever stopped it has yet to say why it may not start again.
        queueMicrotask(() => {
          for (const { stored, relay } of this.#relays.values()) {
            if (stored.camera_id === cameraId) {
              relay.cameraStopped();
            }
          }
        }),
      ),
      ...(['camera.starting', 'camera.live', 'privacy.changed', 'cameras.changed', 'settings.changed'] as const).map((name) =>
        bus.on(name, () => queueMicrotask(follow)),
      ),
    ];
  }

  /** Publishes what is enabled. */
  begin(): void {
    this.#relays.forEach(({ relay }) => relay.follow());
  }

  list(): ShownRelay[] {
    return [...this.#relays.values()].map((entry) => shown(entry));
  }

  /** Each with its secrets. */
  get stored(): readonly StoredRelay[] {
    return [...this.#relays.values()].map(({ stored }) => stored);
  }

  /** @throws PetLogError `too_many_relays`, `invalid_input`, `camera_not_found`, `rendition_not_found` */
  add(input: RelayInput): Promise<ShownRelay> {
    return this.#changes.add(() => this.#add(input));
  }

  /** @throws PetLogError `relay_not_found`, `invalid_input`, `camera_not_found`, `rendition_not_found` */
  change(relayId: string, change: RelayChange): Promise<ShownRelay> {
    return this.#changes.add(() => this.#change(relayId, change));
  }

  /** @throws PetLogError `relay_not_found` */
  remove(relayId: string): void {
    this.#find(relayId).relay.close();
    this.#relays.delete(relayId);
    this.#options.store.remove(relayId);
  }

  /** Publishes there for a moment, without a picture. @throws PetLogError `relay_not_found`, `invalid_input` */
  async test({ relay_id: relayId, ...entered }: RelayTestInput): Promise<RelayTested> {
    const known = relayId === undefined ? null : this.#find(relayId).stored;
    const server = this.#withSecrets(entered, known);
    const { url } = server;
    const isPublished = [...this.#relays.values()].some(
      ({ stored, relay }) => stored.url === url && stored.bearer_token === server.bearer_token && relay.state === 'publishing',
    );
    if (isPublished) {
      return { ok: true, failed_step: null, reason: null }; // a second publisher would be refused, or end the first
    }
    const { connections } = this.#options;
    this.#read(url);
    const testId = `test-${randomUUID()}`;
    try {
      await connections.open(testId, server, testedFormat, { onProgress: () => {}, onKeyframeWanted: () => {}, onEnded: () => {} });
      return { ok: true, failed_step: null, reason: null };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) {
        throw error;
      }
      return { ok: false, failed_step: fault.step, reason: sentenceOf(url, fault) };
    } finally {
      connections.closeRelay(testId);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#relays.forEach(({ relay }) => relay.close());
    await this.#options.connections.close();
  }

  async #add(input: RelayInput): Promise<ShownRelay> {
    if (this.#relays.size >= mostRelays) {
      throw new PetLogError('too_many_relays', { limit: mostRelays });
    }
    this.#options.assertRendition(input.camera_id, input.rendition);
    const server = await this.#admitted(input, null);
    return this.#put({ ...input, ...server, relay_id: randomUUID() });
  }

  async #change(relayId: string, { name, url, bearer_token, camera_id, rendition, sound, enabled }: RelayChange): Promise<ShownRelay> {
    const { stored: before } = this.#find(relayId);
    const changed: StoredRelay = {
      relay_id: relayId,
      name: name ?? before.name,
      ...(url === undefined && bearer_token === undefined
        ? { url: before.url, bearer_token: before.bearer_token }
        : await this.#admitted({ url: url ?? before.url, bearer_token }, before)),
      camera_id: camera_id ?? before.camera_id,
      rendition: rendition ?? before.rendition,
      sound: sound ?? before.sound,
      enabled: enabled ?? before.enabled,
    };
    if (camera_id !== undefined || rendition !== undefined) {
      this.#options.assertRendition(changed.camera_id, changed.rendition);
    }
    this.#find(relayId).relay.close();
    return this.#put(changed);
  }

  #put(stored: StoredRelay): ShownRelay {
    this.#options.store.put(stored, Math.round(this.#options.clock.nowMicroseconds() / 1000));
    const entry = this.#take(stored);
    if (!this.#isClosed) {
      entry.relay.follow();
    }
    return shown(entry);
  }

  #take(stored: StoredRelay): { readonly stored: StoredRelay; readonly relay: Relay } {
    const { camera, connections, clock, logger } = this.#options;
    const relay = new Relay({ relay: stored, camera: () => camera(stored.camera_id), connections, clock, logger });
    const entry = { stored, relay };
    this.#relays.set(stored.relay_id, entry);
    return entry;
  }

  /** With what was hidden, at a server that may be used. */
  async #admitted(entered: EnteredServer, known: RelayServer | null): Promise<RelayServer> {
    const server = this.#withSecrets(entered, known);
    const { host, port } = this.#read(server.url);
    try {
      await this.#options.addresses.resolve(host, port);
    } catch (error) {
      // It may be known later.
      if (!(error instanceof UnknownHost)) {
        throw asInvalid(error, 'url');
      }
    }
    return server;
  }

  #withSecrets({ url: entered, bearer_token: token }: EnteredServer, known: RelayServer | null): RelayServer {
    const url = this.#checked('url', () => withKnownSecrets(entered, known?.url ?? null));
    return { url, bearer_token: this.#checked('bearer_token', () => bearerTokenFor(url, token ?? null, known)) };
  }

  #read(url: string): { readonly host: string; readonly port: number } {
    return this.#checked('url', () => readRelayUrl(url));
  }

  #checked<Value>(path: 'url' | 'bearer_token', read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      throw asInvalid(error, path);
    }
  }

  #find(relayId: string): { readonly stored: StoredRelay; readonly relay: Relay } {
    const entry = this.#relays.get(relayId);
    if (entry === undefined) {
      throw new PetLogError('relay_not_found', { id: relayId });
    }
    return entry;
  }
}

function shown({ stored, relay }: { readonly stored: StoredRelay; readonly relay: Relay }): ShownRelay {
  const { fault } = relay;
  return {
    ...stored,
    url: shownRelayUrl(stored.url),
    bearer_token: stored.bearer_token === '' ? '' : redacted,
    state: relay.state,
    state_since: new Date(relay.stateSinceMicroseconds / 1000).toISOString(),
    sent_bytes: relay.sentBytes,
    reconnects: relay.reconnects,
    lost_pictures: relay.lostPictures,
    last_error: fault === null ? null : sentenceOf(stored.url, fault),
    failed_step: fault?.step ?? null,
  };
}

function sentenceOf(url: string, { predicate }: RelayFault): string {
  const { host, port } = readRelayUrl(url);
  return `${host}:${port} ${predicate}.`;
}

/** One sentence about the address or its token, for whoever entered it. */
function asInvalid(error: unknown, path: 'url' | 'bearer_token'): unknown {
  return error instanceof AddressRefusal
    ? new PetLogError('invalid_input', { detail: `${path}: ${error.message}.` }, { errors: [{ path, message: `${error.message}.` }] })
    : error;
}

import { connect, type Socket } from 'node:net';
import type { MqttClient } from 'mqtt';
import { type Addresses, faultOf } from '../alerts/channels/ask.ts';
import { DeliveryError } from '../alerts/delivery.ts';
import { AddressRefusal, type PinnedAddress } from '../network/entered-address.ts';
import { readEnteredUrl } from '../network/entered-url.ts';
import { connectTls } from '../remote/tls-connection.ts';
import { untilAborted } from '../system/until-aborted.ts';
import { connackFault, protocolFault, publishFault } from './broker-fault.ts';

/** How a broker is reached. */
export interface BrokerAccess {
  /** `mqtt://` or `mqtts://`, without credentials. */
  readonly broker_url: string;
  /** Empty where none is asked for. */
  readonly username: string;
  readonly password: string;
  /** SHA-256 of a certificate that a person confirmed; empty for none. */
  readonly certificate_fingerprint: string;
}

export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** It was there before this client asked for it. */
  readonly isRetained: boolean;
}

interface ConnectOptions {
  readonly access: BrokerAccess;
  readonly clientId: string;
  /** A topic on which the broker says `offline`, retained, when this client is lost. */
  readonly lastWillTopic?: string;
  readonly addresses: Addresses;
  readonly signal: AbortSignal;
  onMessage?(message: BrokerMessage): void;
}

/** A client that says nothing for one and a half times that is lost. */
const keepAliveSeconds = 30;
const answerMilliseconds = 10_000;
/** A broker of MQTT 5 sends nothing larger; the largest picture of PetLog's own that may come back is smaller. */
const largestPacketBytes = 16_777_216;
const endMilliseconds = 500;
/** MQTT 5, and 3.1.1 for brokers that know nothing newer. */
const versions = [5, 4] as const;

/** One connection to an MQTT broker. It does not come back by itself. */
export class BrokerConnection {
  /** As people know it. */
  readonly host: string;
  /** Resolves when it has ended, with the reason; null where it was ended from here. */
  readonly closed: Promise<DeliveryError | null>;
  readonly #client: MqttClient;
  readonly #socket: Socket;
  /** Refuses what waits for an answer of the broker. */
  readonly #waiting = new Set<(loss: DeliveryError) => void>();
  #isEnding = false;
  #fault: DeliveryError | null = null;
  /** Why nothing is answered any more. */
  #loss: DeliveryError | null = null;

  constructor(client: MqttClient, socket: Socket, host: string) {
    this.#client = client;
    this.#socket = socket;
    this.host = host;
    client.on('error', (error) => (this.#fault ??= protocolFault(error, host)));
    client.on('disconnect', ({ reasonCode }) => (this.#fault ??= connackFault(reasonCode ?? 0, host)));
    this.closed = new Promise((resolve) => {
      const end = (): void => {
        client.end(true);
        const fault = this.#isEnding ? null : (this.#fault ?? new DeliveryError('connection', `${host} broke the connection off.`));
        const loss = fault ?? new DeliveryError('connection', `The connection to ${host} was ended.`);
        this.#loss = loss;
        this.#waiting.forEach((refuse) => refuse(loss));
        resolve(fault);
      };
      if (socket.destroyed) {
        end();
      } else {
        socket.once('close', end);
      }
    });
  }

  /** Resolves once the broker has taken it (QoS 1). Rejects with DeliveryError. */
  async publish(topic: string, payload: string | Buffer, retain: boolean): Promise<void> {
    const sent = this.#client.publishAsync(topic, payload, { qos: 1, retain }).catch((error: unknown) => {
      throw publishFault(error, this.host, topic);
    });
    await this.#unlessClosed(sent);
  }

  /** Rejects with DeliveryError. */
  async subscribe(topics: readonly string[]): Promise<void> {
    const asked = this.#client.subscribeAsync([...topics], { qos: 1 }).catch((error: unknown) => {
      throw publishFault(error, this.host, topics.join(', '));
    });
    await this.#unlessClosed(asked);
  }

  /** Rejects with DeliveryError. */
  async unsubscribe(topics: readonly string[]): Promise<void> {
    const asked = this.#client.unsubscribeAsync([...topics]).catch((error: unknown) => {
      throw protocolFault(error, this.host);
    });
    await this.#unlessClosed(asked);
  }

  /** It is of no use any more, for that reason. */
  giveUp(fault: DeliveryError): void {
    this.#fault ??= fault;
    this.#socket.destroy();
  }

  /** Says goodbye, so that the broker says nothing of a loss. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (!this.#socket.destroyed) {
      const timer = setTimeout(() => this.#socket.destroy(), endMilliseconds);
      this.#client.end(false);
      await this.closed;
      clearTimeout(timer);
    }
    await this.closed;
  }

  /**
   * What waits for an answer would wait for ever once there is no connection. It does not wait for `closed`, which would keep
   * every message that was ever sent for as long as the connection lasts.
   */
  async #unlessClosed(work: Promise<unknown>): Promise<void> {
    const { promise: lost, reject: refuse } = Promise.withResolvers<never>();
    this.#waiting.add(refuse);
    if (this.#loss !== null) {
      refuse(this.#loss);
    }
    try {
      await Promise.race([work, lost]);
    } finally {
      this.#waiting.delete(refuse);
    }
  }
}

/**
 * Connects, and signs in.
 *
 * @throws DeliveryError which names the step that failed, and never a secret
 */
export async function connectToBroker(options: ConnectOptions): Promise<BrokerConnection> {
  const { access, addresses, signal } = options;
  const [host, port, isEncrypted] = placeOf(access.broker_url);
  const pinned = await untilAborted(addresses.resolve(host, port), signal).catch((error: unknown) => {
    throw faultOf(error, host, signal);
  });
  let refusal: unknown = null;
  for (const version of versions) {
    const socket = await open(pinned, isEncrypted, access.certificate_fingerprint, signal).catch((error: unknown) => {
      throw faultOf(error, host, signal, true);
    });
    try {
      return await signIn(options, socket, host, version);
    } catch (error) {
      refusal = error;
      if (signal.aborted || !(error instanceof OldBroker)) {
        break;
      }
    }
  }
  if (signal.aborted) {
    throw new DeliveryError('connection', `${host} does not answer in time.`, { cause: refusal });
  }
  throw refusal instanceof OldBroker ? refusal.fault : refusal;
}

/** It may know an older version of the protocol alone. */
class OldBroker extends Error {
  readonly fault: DeliveryError;

  constructor(fault: DeliveryError) {
    super(fault.message);
    this.fault = fault;
  }
}

function placeOf(brokerUrl: string): [host: string, port: number, isEncrypted: boolean] {
  try {
    const { url, host, port } = readEnteredUrl(brokerUrl, ['mqtt:', 'mqtts:']);
    return [host, port, url.protocol === 'mqtts:'];
  } catch (error) {
    if (error instanceof AddressRefusal) {
      throw new DeliveryError('name', `${error.message}.`, { isPermanent: true, cause: error });
    }
    throw error;
  }
}

async function open(pinned: PinnedAddress, isEncrypted: boolean, fingerprint: string, signal: AbortSignal): Promise<Socket> {
  const { host, port, lookup } = pinned;
  if (isEncrypted) {
    return connectTls({ host, port, lookup, certificateFingerprint: fingerprint === '' ? null : fingerprint, signal });
  }
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup });
    const abort = (): void => void socket.destroy(new Error('no longer waited for'));
    signal.addEventListener('abort', abort, { once: true });
    // Stays: nobody may crash by an error before somebody else listens.
    socket.on('error', (error) => {
      signal.removeEventListener('abort', abort);
      reject(error);
    });
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.setNoDelay(true);
      resolve(socket);
    });
    if (signal.aborted) {
      abort();
    }
  });
}

async function signIn(
  { access, clientId, lastWillTopic, signal, onMessage }: ConnectOptions,
  socket: Socket,
  host: string,
  protocolVersion: (typeof versions)[number],
): Promise<BrokerConnection> {
  const { MqttClient: Client } = await import('mqtt'); // few have a broker
  const client = new Client(() => socket, {
    protocolVersion,
    clientId,
    clean: true,
    keepalive: keepAliveSeconds,
    reconnectPeriod: 0,
    ...(protocolVersion === 5 ? { properties: { maximumPacketSize: largestPacketBytes } } : {}),
    connectTimeout: answerMilliseconds,
    ...(access.username === '' ? {} : { username: access.username }),
    ...(access.password === '' ? {} : { password: access.password }),
    ...(lastWillTopic === undefined ? {} : { will: { topic: lastWillTopic, payload: Buffer.from('offline'), qos: 1, retain: true } }),
  });
  client.on('message', (topic, payload, { retain }) => onMessage?.({ topic, payload, isRetained: retain }));
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) {
    abort();
  }
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', (error) => {
        const code = 'code' in error && typeof error.code === 'number' ? error.code : null;
        const fault = code === null ? protocolFault(error, host) : connackFault(code, host);
        reject(protocolVersion === 5 && (code === 1 || code === 132) ? new OldBroker(fault) : fault);
      });
      client.once('close', () => {
        const fault = new DeliveryError('answer', `${host} ends the connection without a word; is it an MQTT broker?`);
        reject(protocolVersion === 5 ? new OldBroker(fault) : fault);
      });
    });
    return new BrokerConnection(client, socket, host);
  } catch (error) {
    client.on('error', () => {}); // of what is being ended
    client.end(true);
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

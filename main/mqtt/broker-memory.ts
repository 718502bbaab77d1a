import { randomUUID } from 'node:crypto';
import { DeliveryError } from '../alerts/delivery.ts';
import type { Clock } from '../system/clock.ts';
import type { BrokerConnection, BrokerMessage } from './broker-connection.ts';
import { isOwnDevice } from './discovery.ts';
import type { Topics } from './topics.ts';

const patienceMilliseconds = 5000;
/** A device with a hundred entities is a quarter of it. */
const mostReadBytes = 262_144;

/**
 * What the broker retains of an earlier time of this PetLog, so that what is gone
 * since can be cleared. It tells what is retained when it is asked for the topics, and
 * what is sent after that later.
 */
export class BrokerMemory {
  readonly #topics: Topics;
  readonly #id: string;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #found = new Map<string, Buffer>();
  readonly #token = randomUUID();
  #heardEcho = (): void => {};

  constructor(topics: Topics, id: string, clock: Pick<Clock, 'after'>) {
    this.#topics = topics;
    this.#id = id;
    this.#clock = clock;
  }

  /** To be told of every message while `read` runs. */
  hear({ topic, payload, isRetained }: BrokerMessage): void {
    if (topic === this.#topics.echo() && payload.toString() === this.#token) {
      this.#heardEcho();
    } else if (isRetained && payload.length > 0) {
      // Pictures are large, and only that they are there matters.
      this.#found.set(topic, payload.length > mostReadBytes ? Buffer.alloc(0) : payload);
    }
  }

  /**
   * Resolves with the topics that are this PetLog's, with what they hold where that is text.
   *
   * @throws DeliveryError where another PetLog uses these topics now
   */
  async read(connection: BrokerConnection): Promise<ReadonlyMap<string, string | null>> {
    const topics = this.#topics;
    const filters = [...topics.retainedFilters, topics.discoveryFilter, topics.echo()];
    let cancel = (): void => {};
    const echo = new Promise<void>((resolve) => {
      this.#heardEcho = resolve;
      cancel = this.#clock.after(patienceMilliseconds, resolve);
    });
    try {
      await connection.subscribe(filters);
      await connection.publish(topics.echo(), this.#token, false);
      await Promise.race([echo, connection.closed]);
      await connection.unsubscribe(filters);
    } catch (error) {
      if (error instanceof DeliveryError && error.isPermanent) {
        return new Map(); // who may not read may still write
      }
      throw error;
    } finally {
      cancel();
    }
    return this.#own(connection.host);
  }

  #own(host: string): ReadonlyMap<string, string | null> {
    const topics = this.#topics;
    const earlierId = idIn(this.#found.get(topics.status()));
    if (earlierId === null) {
      return new Map(); // perhaps somebody else's
    }
    if (earlierId !== this.#id && this.#found.get(topics.available())?.toString() === 'online') {
      throw new DeliveryError(
        'answer',
        `Another PetLog at ${host} uses the topics that begin with ${topics.prefix}; enter another topic prefix.`,
        { isPermanent: true },
      );
    }
    const own = [...this.#found].flatMap(([topic, payload]): [string, string | null][] => {
      const deviceId = topics.deviceOf(topic);
      if (deviceId === null) {
        return [[topic, null]];
      }
      return isOwnDevice(this.#id, deviceId) || isOwnDevice(earlierId, deviceId) ? [[topic, payload.toString()]] : [];
    });
    return new Map(own);
  }
}

function idIn(status: Buffer | undefined): string | null {
  try {
    const { id } = JSON.parse(status?.toString() ?? 'null') as { id?: unknown };
    return typeof id === 'string' && /^petlog_[0-9a-f]+$/.test(id) ? id : null;
  } catch {
    return null;
  }
}

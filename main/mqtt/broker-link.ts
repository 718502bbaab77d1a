import { DeliveryError } from '../alerts/delivery.ts';
import type { Clock } from '../system/clock.ts';
import type { BrokerConnection } from './broker-connection.ts';

interface BrokerLinkOptions {
  /** Rejects with DeliveryError. */
  connect(signal: AbortSignal): Promise<BrokerConnection>;
  /** Tells the broker everything. Rejects with DeliveryError, and then the connection is given up. */
  onConnected(connection: BrokerConnection): Promise<void>;
  /** Whether the broker knows everything now; why not, as far as something went wrong. */
  onState(isConnected: boolean, fault: DeliveryError | null): void;
  readonly clock: Clock;
}

/** Before the next attempt: a broker that was started again is back in the time that one of these takes. */
const waitsOfLoss = [500, 1000, 2000, 3000] as const;
/** What a person has to mend: asking again and again would only fill the log of the broker. */
const waitsOfRefusal = [3000, 10_000, 30_000, 60_000] as const;
const attemptMilliseconds = 15_000;
/** Who is sent away sooner than that comes back more slowly each time. */
const settledMilliseconds = 5000;

/** A connection to a broker that is kept: whenever it is lost, a new one is made. */
export class BrokerLink {
  readonly #options: BrokerLinkOptions;
  readonly #ending = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #wake = (): void => {};

  constructor(options: BrokerLinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#work = this.#run();
  }

  /** Does not come back any more. What is to be said before that, the caller says. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#wake();
    await this.#work;
  }

  async #run(): Promise<void> {
    const { clock, onState } = this.#options;
    const { signal } = this.#ending;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const startedAt = clock.monotonicMilliseconds();
      const fault = await this.#attempt();
      if (signal.aborted) {
        break;
      }
      onState(false, fault);
      if (clock.monotonicMilliseconds() - startedAt > settledMilliseconds && fault?.step === 'connection') {
        failures = 0;
      }
      const waits = fault === null || fault.step === 'connection' || fault.step === 'name' ? waitsOfLoss : waitsOfRefusal;
      await this.#wait(waits[Math.min(failures, waits.length - 1)] ?? 3000);
    }
  }

  /** Resolves when there is no connection any more, with the reason. */
  async #attempt(): Promise<DeliveryError | null> {
    const { connect, onConnected, onState, clock } = this.#options;
    const { signal } = this.#ending;
    const attempt = new AbortController();
    const abort = (): void => attempt.abort();
    const cancel = clock.after(attemptMilliseconds, abort);
    signal.addEventListener('abort', abort, { once: true });
    let connection: BrokerConnection | null = null;
    try {
      connection = await unlessAborted(connect(attempt.signal), attempt.signal);
      cancel();
      endWith(attempt.signal, connection);
      await onConnected(connection);
      onState(true, null);
      return await connection.closed;
    } catch (error) {
      if (error instanceof DeliveryError) {
        return error;
      }
      throw error;
    } finally {
      cancel();
      signal.removeEventListener('abort', abort);
      await connection?.end();
    }
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        resolve();
      };
      const cancel = this.#options.clock.after(milliseconds, end);
      this.#wake = end;
    });
  }
}

/** Also one that is still being told everything: a broker may let in and then answer nothing. */
function endWith(signal: AbortSignal, connection: BrokerConnection): void {
  const end = (): void => void connection.end();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) {
    end();
  }
}

/** A name server may be silent for longer than anybody waits. A connection that comes later is ended. */
async function unlessAborted(connecting: Promise<BrokerConnection>, signal: AbortSignal): Promise<BrokerConnection> {
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    if (signal.aborted) {
      resolve(null);
    }
  });
  const connection = await Promise.race([connecting, aborted]);
  if (connection === null) {
    void connecting.then(
      (late) => late.end(),
      () => {}, // nobody waits for it any more
    );
    throw new DeliveryError('connection', 'The broker does not answer in time.');
  }
  return connection;
}

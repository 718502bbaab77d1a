import type { DeliveryFault } from '../../shared/alerts-channels.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Sent } from './channels/message.ts';
import { DeliveryError, type StoredDelivery, type Target } from './delivery.ts';
import type { Outbox } from './outbox.ts';

interface DispatcherOptions {
  readonly outbox: Outbox;
  /** Makes the message and sends it. Throws DeliveryError. @returns its title as well */
  send(delivery: StoredDelivery, signal: AbortSignal): Promise<Sent & { readonly title: string }>;
  /** Nobody is at a target any more. */
  onGone(target: Target): void;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 to 1, so that not all come back at the same moment. */
  readonly random?: () => number;
}

interface Lane {
  readonly target: Target;
  failures: number;
  /** By the monotonic clock: something new is not tried before. */
  freshAtMilliseconds: number;
  /** Ends waiting for the next attempt. */
  wake: (() => void) | null;
}

/** Before the next attempt, after so many failures of a target. */
const backoffSeconds = [5, 15, 30, 60, 120, 300, 600, 900, 1800] as const;
/** Something new is tried that soon, also by a target that failed, unless that said when it wants to be asked again. */
const freshSeconds = 5;
const attemptMilliseconds = 20_000;
const checkMilliseconds = 60_000;
const keptMilliseconds = 24 * 3600 * 1000;

/**
 * Sends what is in the outbox: each target by itself, in order, so that a dead one holds up no other. Until something
 * has arrived, been refused for good or waited for 24 hours, it is tried again with growing delays, also after a restart.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #work = new Set<Promise<void>>();
  readonly #ending = new AbortController();
  readonly #inFlight = new Set<string>();
  /** Which number was the newest at which time, by the monotonic clock: the wall clock of a Raspberry Pi jumps. */
  readonly #checkpoints: { readonly atMilliseconds: number; readonly number: number }[] = [];
  #numberAtStart = 0;
  #cancelCheck = (): void => {};

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Sends what waits since an earlier start. */
  start(): void {
    this.#numberAtStart = this.#options.outbox.newestNumber;
    this.#check();
    this.#options.outbox.waitingTargets().forEach((target) => this.wake(target));
  }

  /** Something new is in the outbox for a target. */
  wake(target: Target): void {
    if (this.#ending.signal.aborted) {
      return;
    }
    const key = keyOf(target);
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.wake?.();
      return;
    }
    const begun: Lane = { target, failures: 0, freshAtMilliseconds: 0, wake: null };
    this.#lanes.set(key, begun);
    const work = this.#run(begun, key)
      .catch((error: unknown) => {
        this.#lanes.delete(key);
        this.#options.logger.error({ err: error }, 'alerts could not be sent');
      })
      .finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** Whether it is on its way, so that what it says cannot be changed any more. */
  isInFlight(deliveryId: string): boolean {
    return this.#inFlight.has(deliveryId);
  }

  /** What is on its way is broken off, and sent again after the next start. */
  async close(): Promise<void> {
    this.#cancelCheck();
    this.#ending.abort();
    this.#lanes.forEach((lane) => lane.wake?.());
    await Promise.all(this.#work);
  }

  async #run(lane: Lane, key: string): Promise<void> {
    const { outbox } = this.#options;
    while (!this.#ending.signal.aborted) {
      const delivery = outbox.next(lane.target);
      if (delivery === null) {
        this.#lanes.delete(key);
        return;
      }
      const retryAfterSeconds = await this.#attempt(delivery, lane);
      if (retryAfterSeconds === null) {
        lane.failures = 0;
      } else {
        await this.#wait(lane, retryAfterSeconds);
      }
    }
  }

  /** Resolves with null when it is done with, else with the seconds after which to try again. */
  async #attempt(delivery: StoredDelivery, lane: Lane): Promise<number | null> {
    const { outbox, send, onGone, clock, logger } = this.#options;
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const cancel = clock.after(attemptMilliseconds, abort);
    this.#ending.signal.addEventListener('abort', abort, { once: true });
    this.#inFlight.add(delivery.deliveryId);
    try {
      const { remoteId, title } = await send(delivery, controller.signal);
      outbox.finish(delivery, 'delivered', { title, remoteId, wasTried: true }, this.#nowMilliseconds);
      return null;
    } catch (error) {
      if (this.#ending.signal.aborted) {
        return null;
      }
      const known =
        error instanceof DeliveryError ? error : new DeliveryError('answer', 'Something went wrong inside PetLog.', { isPermanent: true });
      if (!(error instanceof DeliveryError)) {
        logger.error({ err: error }, 'an alert could not be sent');
      }
      const fault = this.#faultOf(known);
      if (known.isPermanent) {
        outbox.finish(delivery, 'failed', { fault, wasTried: true }, this.#nowMilliseconds);
        if (known.isGone) {
          onGone(lane.target);
        }
        return null;
      }
      lane.failures += 1;
      const askedForSeconds = known.retryAfterSeconds ?? 0;
      lane.freshAtMilliseconds = clock.monotonicMilliseconds() + Math.max(freshSeconds, askedForSeconds) * 1000;
      const seconds = Math.max(this.#backoff(lane.failures), askedForSeconds);
      outbox.failed(delivery, fault, Math.round(this.#nowMilliseconds + seconds * 1000));
      return seconds;
    } finally {
      cancel();
      this.#ending.signal.removeEventListener('abort', abort);
      this.#inFlight.delete(delivery.deliveryId);
    }
  }

  #backoff(failures: number): number {
    const seconds = backoffSeconds[Math.min(failures, backoffSeconds.length) - 1] ?? 5;
    return seconds * (0.8 + 0.4 * (this.#options.random ?? Math.random)());
  }

  /** Until it is time, or something new came that may be tried. */
  #wait(lane: Lane, seconds: number): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      let cancel = clock.after(seconds * 1000, () => end());
      const end = (): void => {
        cancel();
        lane.wake = null;
        resolve();
      };
      lane.wake = (): void => {
        const leftMilliseconds = lane.freshAtMilliseconds - clock.monotonicMilliseconds();
        if (this.#ending.signal.aborted || leftMilliseconds <= 0) {
          end();
        } else if (leftMilliseconds < seconds * 1000) {
          cancel();
          cancel = clock.after(leftMilliseconds, () => end());
        }
      };
    });
  }

  /** Gives up what waited for a day, once a minute. */
  #check(): void {
    const { outbox, clock, logger } = this.#options;
    try {
      const now = clock.monotonicMilliseconds();
      const dayAgo = this.#checkpoints.filter(({ atMilliseconds }) => now - atMilliseconds >= keptMilliseconds).at(-1);
      this.#checkpoints.splice(0, dayAgo === undefined ? 0 : this.#checkpoints.indexOf(dayAgo));
      this.#checkpoints.push({ atMilliseconds: now, number: outbox.newestNumber });
      const overdue = [
        ...outbox.overdue(this.#nowMilliseconds - keptMilliseconds, this.#numberAtStart),
        ...(dayAgo === undefined ? [] : outbox.overdue(Number.MAX_SAFE_INTEGER, dayAgo.number)),
      ];
      overdue
        .filter(({ deliveryId }) => !this.#inFlight.has(deliveryId))
        .forEach((delivery) => outbox.finish(delivery, 'expired', { wasTried: false }, this.#nowMilliseconds));
    } catch (error) {
      logger.warn({ err: error }, 'alerts that waited for too long could not be looked at');
    }
    this.#cancelCheck = clock.after(checkMilliseconds, () => this.#check());
  }

  #faultOf({ step, message }: DeliveryError): DeliveryFault {
    return { at: new Date(this.#nowMilliseconds).toISOString(), step, message };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

const keyOf = ({ channelId, subscriptionId }: Target): string => `${channelId} ${subscriptionId}`;

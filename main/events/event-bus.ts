import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { BusEvent, BusEventName, BusEvents } from '../../shared/events.ts';
import { type Clock, createSystemClock } from '../system/clock.ts';

/** Is told what a listener threw. */
type ListenerFault = (error: unknown, name: BusEventName) => void;

type Listener<N extends BusEventName> = (data: BusEvents[N], event: BusEvent<N>) => void;

/**
 * The one place where parts of PetLog tell each other what happened. An event has
 * its id, time and camera from its birth on. Listeners run in order, at once;
 * one that throws keeps neither the others from hearing nor the teller from going on.
 */
export class EventBus {
  readonly #emitter: EventEmitter;
  readonly #clock: Pick<Clock, 'nowMicroseconds'>;
  /** Whose events these are; null for what is no camera's. */
  readonly #cameraId: string | null;
  readonly #onFault: ListenerFault;

  constructor(
    clock: Pick<Clock, 'nowMicroseconds'> = createSystemClock(),
    onFault: ListenerFault = throwLater,
    cameraId: string | null = null,
    emitter = new EventEmitter().setMaxListeners(0),
  ) {
    this.#clock = clock;
    this.#cameraId = cameraId;
    this.#emitter = emitter;
    this.#onFault = onFault;
  }

  /** The same bus as one camera uses it: it tells as that camera, and hears of that camera and of what is no camera's. */
  ofCamera(cameraId: string): EventBus {
    return new EventBus(this.#clock, this.#onFault, cameraId, this.#emitter);
  }

  emit<N extends BusEventName>(name: N, data: BusEvents[N]): void {
    const event: BusEvent<N> = {
      id: randomUUID(),
      name,
      at: new Date(this.#clock.nowMicroseconds() / 1000).toISOString(),
      camera_id: this.#cameraId,
      data,
    };
    this.#emitter.emit(name, event);
    this.#emitter.emit('*', event);
  }

  /** Returns the function that ends the subscription. */
  on<N extends BusEventName>(name: N, listener: Listener<N>): () => void {
    return this.#listen(name, (event) => listener(event.data as BusEvents[N], event as BusEvent<N>));
  }

  /** Every event of the table, for logs and screens. */
  onAny(listener: (event: BusEvent) => void): () => void {
    return this.#listen('*', listener);
  }

  #listen(name: string, listener: (event: BusEvent) => void): () => void {
    const heard = (event: BusEvent): void => {
      if (this.#cameraId === null || event.camera_id === null || event.camera_id === this.#cameraId) {
        try {
          listener(event);
        } catch (error) {
          this.#onFault(error, event.name);
        }
      }
    };
    this.#emitter.on(name, heard);
    return () => this.#emitter.off(name, heard);
  }
}

/** Where nobody takes it, it is the process's error. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

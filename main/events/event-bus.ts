import { EventEmitter } from 'node:events';
import type { BusEventName, BusEvents } from '../../shared/events.ts';

type Listener<N extends BusEventName> = (data: BusEvents[N]) => void;

/** The one place where parts of PetLog tell each other what happened. Listeners run in order, at once. */
export class EventBus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  emit<N extends BusEventName>(name: N, data: BusEvents[N]): void {
    this.#emitter.emit(name, data);
    this.#emitter.emit('*', name, data);
  }

  /** Returns the function that ends the subscription. */
  on<N extends BusEventName>(name: N, listener: Listener<N>): () => void {
    this.#emitter.on(name, listener);
    return () => this.#emitter.off(name, listener);
  }

  /** Every event of the table, for logs and screens. */
  onAny(listener: (name: BusEventName, data: BusEvents[BusEventName]) => void): () => void {
    this.#emitter.on('*', listener);
    return () => this.#emitter.off('*', listener);
  }
}

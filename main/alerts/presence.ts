import type { Presence as PresenceState } from '../../shared/alerts.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { AlertFacts } from './alert-facts.ts';

/** Whether somebody is at home, as far as PetLog was told; until then somebody is. */
export class Presence {
  readonly #facts: AlertFacts;
  readonly #bus: EventBus;
  readonly #clock: Pick<Clock, 'nowMicroseconds'>;

  constructor({ facts, bus, clock }: { facts: AlertFacts; bus: EventBus; clock: Pick<Clock, 'nowMicroseconds'> }) {
    this.#facts = facts;
    this.#bus = bus;
    this.#clock = clock;
  }

  get state(): PresenceState {
    const known = this.#facts.get('presence');
    return known === null ? { home: true, since: null } : { home: known.home, since: new Date(known.sinceMilliseconds).toISOString() };
  }

  set(home: boolean): PresenceState {
    const { state } = this;
    if (state.since === null || state.home !== home) {
      this.#facts.set('presence', { home, sinceMilliseconds: Math.round(this.#clock.nowMicroseconds() / 1000) });
      this.#bus.emit('alerts.changed', { part: 'presence' });
    }
    return this.state;
  }
}

import type { Operations } from '../../shared/routes.ts';
import type { RelayService } from '../relays/relay-service.ts';

type RelayOperations = Pick<Operations, Extract<keyof Operations, `relays.${string}`>>;

/** Live video for media servers. */
export function createRelayOperations(relays: Pick<RelayService, 'list' | 'add' | 'change' | 'remove' | 'test'>): RelayOperations {
  return {
    'relays.list': async () => ({ relays: relays.list() }),
    'relays.add': (input) => relays.add(input),
    'relays.test': (input) => relays.test(input),
    'relays.change': ({ id, ...change }) => relays.change(id, change),
    async 'relays.remove'({ id }) {
      relays.remove(id);
      return { message: 'Nothing is published there any more.' };
    },
  };
}

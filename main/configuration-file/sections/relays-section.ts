import { z } from 'zod';
import { StoredRelay } from '../../../shared/relays.ts';
import { isRelayUrl } from '../../relays/relay-address.ts';
import { openRelayDatabase, RelayStore } from '../../relays/relay-store.ts';
import { transaction } from '../../system/sqlite.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const RelaysContent = z
  .array(StoredRelay.refine(({ url }) => isRelayUrl(url), { error: 'is no address of a media server', path: ['url'] }))
  .max(10);
type RelaysContent = z.infer<typeof RelaysContent>;

/** Where live video is published to, with the passwords in the addresses. */
export const relaysSection: Section<RelaysContent> = {
  name: 'relays',
  schema: RelaysContent,
  isSecret: true,
  async bringBack(relays, { dataDirectory, logger }) {
    const database = openRelayDatabase(dataDirectory, logger);
    try {
      transaction(database, () => {
        database.exec('DELETE FROM relays;');
        const store = new RelayStore(database);
        // What is kept of the time of their making is its order.
        relays.forEach((relay, index) => store.put(relay, index));
      });
      if (database.problem !== null) {
        throw database.problem;
      }
    } finally {
      database.close();
    }
  },
};

export function relaysSource(relays: () => readonly StoredRelay[]): SectionSource<RelaysContent> {
  const named = (list: readonly StoredRelay[]): Map<string, NamedThing> =>
    new Map(list.map((relay) => [relay.relay_id, { name: relay.name, state: JSON.stringify(relay) }]));
  return {
    section: relaysSection,
    collect: () => [...relays()],
    review: async (content) => ({ content, changes: changeOf('relays', named(relays()), named(content)), leftOut: [] }),
  };
}

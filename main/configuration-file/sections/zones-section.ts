import { join } from 'node:path';
import { z } from 'zod';
import { Zone } from '../../../shared/zones.ts';
import { eventLogMigrations } from '../../event-log/event-log-migrations.ts';
import type { Zones } from '../../event-log/zones.ts';
import { openSqlite, transaction } from '../../system/sqlite.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const ZonesContent = z.array(Zone.strict()).max(2000);
type ZonesContent = z.infer<typeof ZonesContent>;

/** The zones become those of the file; events forget that they passed another one. */
export const zonesSection: Section<ZonesContent> = {
  name: 'zones',
  schema: ZonesContent,
  isSecret: false,
  async bringBack(zones, { dataDirectory, logger }) {
    using database = openSqlite(join(dataDirectory, 'events.db'), eventLogMigrations, (error) =>
      logger.error({ err: error }, 'the log of events is damaged, and was put aside'),
    );
    transaction(database, () => {
      const kept = JSON.stringify(zones.map(({ zone_id }) => zone_id));
      for (const table of ['event_zones', 'event_quarters']) {
        database.prepare(`DELETE FROM ${table} WHERE zone_id <> '' AND zone_id NOT IN (SELECT value FROM json_each(?))`).run(kept);
      }
      database.exec('DELETE FROM zones');
      const insert = database.prepare(
        'INSERT INTO zones (id, camera_id, name, kind, place, polygon, labels, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      );
      // What is kept of the time of their making is its order.
      zones.forEach(({ zone_id, camera_id, name, kind, place, polygon, labels }, index) =>
        insert.run(zone_id, camera_id, name, kind, place, JSON.stringify(polygon), JSON.stringify(labels), index),
      );
    });
  },
};

export function zonesSource(zones: Pick<Zones, 'list'>): SectionSource<ZonesContent> {
  const named = (list: ZonesContent): Map<string, NamedThing> =>
    new Map(list.map((zone) => [zone.zone_id, { name: zone.name === '' ? zone.place : zone.name, state: JSON.stringify(zone) }]));
  return {
    section: zonesSection,
    collect: () => zones.list(),
    review: async (content) => ({ content, changes: changeOf('zones', named(zones.list()), named(content)), leftOut: [] }),
  };
}

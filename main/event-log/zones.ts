import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import { Polygon, type Zone, type ZoneChange, zoneKinds, zonePlaces } from '../../shared/zones.ts';
import { randomId } from '../access/hash.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { EventLogDatabase } from './event-log-database.ts';

/** More cannot be told apart in a picture. */
const mostZonesOfCamera = 40;

/** Places in the pictures of cameras, as people drew them. */
export class Zones {
  readonly #database: EventLogDatabase;
  readonly #bus: EventBus;
  readonly #clock: Pick<Clock, 'nowMicroseconds'>;
  readonly #listeners = new Set<(cameraId: string) => void>();

  constructor({ database, bus, clock }: { database: EventLogDatabase; bus: EventBus; clock: Pick<Clock, 'nowMicroseconds'> }) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
  }

  /** Of one camera, or of all, in the order in which they were made. */
  list(cameraId?: string): Zone[] {
    return this.#database.read((statements) =>
      cameraId === undefined
        ? statements.get('SELECT * FROM zones ORDER BY created_at_ms, id').all().map(zoneOf)
        : statements.get('SELECT * FROM zones WHERE camera_id = ? ORDER BY created_at_ms, id').all(cameraId).map(zoneOf),
    );
  }

  /** When each of them was drawn, in milliseconds since 1970. */
  drawnAt(): ReadonlyMap<string, number> {
    return this.#database.read(
      (statements) =>
        new Map(
          statements
            .get('SELECT id, created_at_ms FROM zones')
            .all()
            .map((row): [string, number] => [String(row['id']), Number(row['created_at_ms'])]),
        ),
    );
  }

  /** Calls back with the camera whose zones have changed. Returns the function that ends that. */
  onChange(listener: (cameraId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws PetLogError `zone_not_found` */
  get(zoneId: string): Zone {
    const row = this.#database.read((statements) => statements.get('SELECT * FROM zones WHERE id = ?').get(zoneId));
    if (row === undefined) {
      throw new PetLogError('zone_not_found', { id: zoneId });
    }
    return zoneOf(row);
  }

  /** @throws PetLogError `invalid_input`, `too_many_zones`, `event_not_saved` */
  create(values: Omit<Zone, 'zone_id' | 'labels'> & Partial<Pick<Zone, 'labels'>>): Zone {
    const zone = { labels: [], ...values, zone_id: randomId() };
    assertLabelsFit(zone);
    this.#database.write((statements) => {
      const count = Number(statements.get('SELECT count(*) AS count FROM zones WHERE camera_id = ?').get(zone.camera_id)?.['count']);
      if (count >= mostZonesOfCamera) {
        throw new PetLogError('too_many_zones', { limit: mostZonesOfCamera });
      }
      statements
        .get('INSERT INTO zones (id, camera_id, name, kind, place, polygon, labels, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          zone.zone_id,
          zone.camera_id,
          zone.name,
          zone.kind,
          zone.place,
          JSON.stringify(zone.polygon),
          JSON.stringify(zone.labels),
          Math.round(this.#clock.nowMicroseconds() / 1000),
        );
    });
    this.#changed(zone, 'added');
    return zone;
  }

  /** @throws PetLogError `zone_not_found`, `invalid_input`, `event_not_saved` */
  change(zoneId: string, change: ZoneChange): Zone {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const zone: Zone = { ...this.get(zoneId), ...given };
    assertLabelsFit(zone);
    this.#database.write((statements) =>
      statements
        .get('UPDATE zones SET name = ?, kind = ?, place = ?, polygon = ?, labels = ? WHERE id = ?')
        .run(zone.name, zone.kind, zone.place, JSON.stringify(zone.polygon), JSON.stringify(zone.labels), zoneId),
    );
    this.#changed(zone, 'changed');
    return zone;
  }

  /**
   * Events forget that they passed it.
   *
   * @throws PetLogError `zone_not_found`, `event_not_saved`
   */
  remove(zoneId: string): Zone {
    const zone = this.get(zoneId);
    this.#database.write((statements) => {
      for (const table of ['event_zones', 'event_quarters']) {
        statements.get(`DELETE FROM ${table} WHERE zone_id = ?`).run(zoneId);
      }
      statements.get('DELETE FROM zones WHERE id = ?').run(zoneId);
    });
    this.#changed(zone, 'removed');
    return zone;
  }

  #changed({ zone_id, camera_id }: Zone, reason: 'added' | 'changed' | 'removed'): void {
    this.#listeners.forEach((listener) => listener(camera_id));
    this.#bus.ofCamera(camera_id).emit('zones.changed', { zone_id, reason });
  }
}

function zoneOf(row: Record<string, SQLOutputValue>): Zone {
  return {
    zone_id: String(row['id']),
    camera_id: String(row['camera_id']),
    name: String(row['name']),
    kind: zoneKinds.find((kind) => kind === row['kind']) ?? 'place',
    place: zonePlaces.find((place) => place === row['place']) ?? 'other',
    polygon: Polygon.parse(JSON.parse(String(row['polygon']))),
    labels: z.array(z.string()).parse(JSON.parse(String(row['labels']))),
  };
}

/** Of a place, who was there is told of anybody. */
function assertLabelsFit({ kind, labels }: Pick<Zone, 'kind' | 'labels'>): void {
  if (kind !== 'ignore' && labels.length > 0) {
    throw invalidValue(
      'labels',
      `is ${JSON.stringify(labels)}, which only zones of the kind ignore can have; leave it out or make it an empty list.`,
    );
  }
}

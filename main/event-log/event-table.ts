import type { EventKind } from '../library/recorded-events.ts';
import { type EventFilter, kindCondition, rowsCondition, sumsCondition, type Value } from './event-filter.ts';
import { changeQuarters, quarterMilliseconds, quarterOf } from './event-quarters.ts';
import type { Statements } from './statements.ts';
import { eventColumns, eventOf, type NewEvent, type StoredEvent, valuesOf, type ZoneStay } from './stored-event.ts';

/** For each recording of a list all events before it are looked at, up to here. */
const longestLookMilliseconds = 86_400_000;

/** The events in the database, with the sums that follow them. To be used within one piece of work of the database. */
export class EventTable {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  add(event: NewEvent): StoredEvent {
    const names = eventColumns.join(', ');
    const { lastInsertRowid } = this.#statements
      .get(`INSERT INTO events (${names}) VALUES (${eventColumns.map(() => '?').join(', ')})`)
      .run(...valuesOf(event));
    const eventId = Number(lastInsertRowid);
    this.#putZones(eventId, event);
    changeQuarters(this.#statements, null, event);
    return { ...event, eventId };
  }

  change(before: StoredEvent, after: StoredEvent): void {
    this.#statements
      .get(`UPDATE events SET ${eventColumns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`)
      .run(...valuesOf(after), after.eventId);
    if (before.zones !== after.zones || before.startedAtMilliseconds !== after.startedAtMilliseconds) {
      this.#statements.get('DELETE FROM event_zones WHERE event_id = ?').run(after.eventId);
      this.#putZones(after.eventId, after);
    }
    changeQuarters(this.#statements, before, after);
  }

  remove(event: StoredEvent): void {
    this.#statements.get('DELETE FROM event_zones WHERE event_id = ?').run(event.eventId);
    this.#statements.get('DELETE FROM events WHERE id = ?').run(event.eventId);
    changeQuarters(this.#statements, event, null);
  }

  find(eventId: number): StoredEvent | null {
    return this.#one('SELECT * FROM events WHERE id = ?', eventId);
  }

  findVisit(visitKey: string): StoredEvent | null {
    return this.#one('SELECT * FROM events WHERE visit_key = ?', visitKey);
  }

  /** Those that last. */
  open(): StoredEvent[] {
    return this.#all('SELECT * FROM events WHERE is_open = 1');
  }

  /** Some that are over, in the order of their ids. */
  endedAfter(eventId: number, limit: number): StoredEvent[] {
    return this.#all('SELECT * FROM events WHERE id > ? AND is_open = 0 ORDER BY id LIMIT ?', eventId, limit);
  }

  /** Of the one of this camera and kind that began at this moment; null for none. */
  idOf({
    cameraId,
    eventType,
    startedAtMilliseconds,
  }: Pick<StoredEvent, 'cameraId' | 'eventType' | 'startedAtMilliseconds'>): number | null {
    const row = this.#statements
      .get('SELECT id FROM events WHERE camera_id = ? AND started_at_ms = ? AND event_type = ?')
      .get(cameraId, startedAtMilliseconds, eventType);
    return row === undefined ? null : Number(row['id']);
  }

  /** Whether a file is the picture of one. */
  hasPicture(name: string): boolean {
    return this.#statements.get('SELECT 1 FROM events WHERE picture = ?').get(name) !== undefined;
  }

  /** How many have a picture, and the names of some of the newest. */
  pictures(limit: number): { count: number; newest: string[] } {
    const counted = this.#statements.get('SELECT count(*) AS count FROM events WHERE picture IS NOT NULL').get();
    const rows = this.#statements.get('SELECT picture FROM events WHERE picture IS NOT NULL ORDER BY id DESC LIMIT ?').all(limit);
    return { count: Number(counted?.['count']), newest: rows.map(({ picture }) => String(picture)) };
  }

  /** Some that began before a moment and are not kept, the oldest first. */
  olderThan(milliseconds: number, limit: number): StoredEvent[] {
    return this.#all(
      'SELECT * FROM events WHERE started_at_ms < ? AND kept = 0 AND is_open = 0 ORDER BY started_at_ms, id LIMIT ?',
      milliseconds,
      limit,
    );
  }

  /** Ids of a camera's events that reach into a time, as they began; those that began a day before it are not looked at. */
  idsDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number, limit: number): number[] {
    return this.#statements
      .get(
        `SELECT id FROM events WHERE camera_id = ? AND started_at_ms BETWEEN ? AND ? AND started_at_ms + duration_ms >= ?
         ORDER BY started_at_ms, id LIMIT ?`,
      )
      .all(cameraId, fromMilliseconds - longestLookMilliseconds, toMilliseconds, fromMilliseconds, limit)
      .map((row) => Number(row['id']));
  }

  /** Whether one of these is among them. */
  hasDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number, kind: EventKind): boolean {
    const { condition, values } = kindCondition(kind, [
      ['camera_id = ?', cameraId],
      ['started_at_ms BETWEEN ? AND ?', fromMilliseconds - longestLookMilliseconds, toMilliseconds],
      ['started_at_ms + duration_ms >= ?', fromMilliseconds],
    ]);
    return this.#statements.get(`SELECT 1 FROM events WHERE ${condition} LIMIT 1`).get(...values) !== undefined;
  }

  /** Those that fit the filter, newest first. */
  page(filter: EventFilter, limit: number, offset: number): StoredEvent[] {
    const { from, time, id, condition, values } = rowsCondition(filter);
    // The inner question walks an index, so that far pages are quick too.
    const rows = this.#statements
      .get(
        `SELECT * FROM events WHERE id IN (SELECT ${id} FROM ${from} WHERE ${condition} ORDER BY ${time} DESC, ${id} DESC LIMIT ? OFFSET ?)
         ORDER BY started_at_ms DESC, id DESC`,
      )
      .all(...values, limit, offset);
    const zones = this.#zonesOf(rows.map((row) => Number(row['id'])));
    return rows.map((row) => eventOf(row, zones.get(Number(row['id'])) ?? []));
  }

  /** When the first and the last that fit the filter began. */
  ends(filter: EventFilter): { first: number | null; last: number | null } {
    const { from, time, id, condition, values } = rowsCondition(filter);
    const end = (order: 'ASC' | 'DESC'): number | null => {
      const row = this.#statements
        .get(`SELECT ${time} AS at FROM ${from} WHERE ${condition} ORDER BY ${time} ${order}, ${id} ${order} LIMIT 1`)
        .get(...values);
      return row === undefined ? null : Number(row['at']);
    };
    return { first: end('ASC'), last: end('DESC') };
  }

  /** How many fit the filter: whole quarters of an hour from their sums, the rest one by one. */
  count(filter: EventFilter): number {
    const { fromMilliseconds, toMilliseconds } = filter;
    const from = Math.max(-8.64e15, fromMilliseconds);
    const to = Math.min(8.64e15, toMilliseconds);
    const firstWhole = quarterOf(from + quarterMilliseconds - 1);
    const endWhole = quarterOf(to + 1);
    const isUnbounded = from === -8.64e15 && to === 8.64e15;
    if (isUnbounded || firstWhole >= endWhole) {
      return this.#countRows(filter);
    }
    const { condition, values } = sumsCondition({ ...filter, fromMilliseconds: firstWhole, toMilliseconds: endWhole - 1 });
    const whole = Number(
      this.#statements.get(`SELECT sum(count) AS count FROM event_quarters WHERE ${condition}`).get(...values)?.['count'] ?? 0,
    );
    const before = from < firstWhole ? this.#countRows({ ...filter, fromMilliseconds: from, toMilliseconds: firstWhole - 1 }) : 0;
    const after = to >= endWhole ? this.#countRows({ ...filter, fromMilliseconds: endWhole, toMilliseconds: to }) : 0;
    return before + whole + after;
  }

  /** The newest event of a pet, of these cameras. */
  lastOfPet(petId: number, cameraIds: readonly string[] | undefined): StoredEvent | null {
    const [event] = this.page(
      {
        fromMilliseconds: Number.MIN_SAFE_INTEGER,
        toMilliseconds: Number.MAX_SAFE_INTEGER,
        petId,
        cameraIds,
        isWrong: false,
        isSeen: true,
      },
      1,
      0,
    );
    return event ?? null;
  }

  #countRows(filter: EventFilter): number {
    const isEverything = Object.entries(filter).every(
      ([key, value]) =>
        value === undefined || (key === 'fromMilliseconds' && value <= -8.64e15) || (key === 'toMilliseconds' && value >= 8.64e15),
    );
    // Without a condition SQLite counts whole pages.
    const { from, condition, values } = isEverything ? { from: 'events', condition: null, values: [] } : rowsCondition(filter);
    return Number(
      this.#statements.get(`SELECT count(*) AS count FROM ${from}${condition === null ? '' : ` WHERE ${condition}`}`).get(...values)?.[
        'count'
      ],
    );
  }

  #one(sql: string, ...values: Value[]): StoredEvent | null {
    const row = this.#statements.get(sql).get(...values);
    return row === undefined ? null : eventOf(row, this.#zonesOf([Number(row['id'])]).get(Number(row['id'])) ?? []);
  }

  #all(sql: string, ...values: Value[]): StoredEvent[] {
    const rows = this.#statements.get(sql).all(...values);
    const zones = this.#zonesOf(rows.map((row) => Number(row['id'])));
    return rows.map((row) => eventOf(row, zones.get(Number(row['id'])) ?? []));
  }

  #zonesOf(eventIds: readonly number[]): Map<number, ZoneStay[]> {
    const zones = new Map<number, ZoneStay[]>();
    const statement = this.#statements.get(
      'SELECT zone_id, duration_ms FROM event_zones WHERE event_id = ? ORDER BY duration_ms DESC, zone_id',
    );
    for (const eventId of eventIds) {
      zones.set(
        eventId,
        statement.all(eventId).map((row) => ({ zoneId: String(row['zone_id']), durationMilliseconds: Number(row['duration_ms']) })),
      );
    }
    return zones;
  }

  #putZones(eventId: number, { zones, startedAtMilliseconds }: NewEvent): void {
    for (const { zoneId, durationMilliseconds } of zones) {
      this.#statements
        .get('INSERT OR REPLACE INTO event_zones (event_id, zone_id, started_at_ms, duration_ms) VALUES (?, ?, ?, ?)')
        .run(eventId, zoneId, startedAtMilliseconds, durationMilliseconds);
    }
  }
}

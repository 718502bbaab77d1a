import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { PetLogError } from '../../shared/errors.ts';
import { diskReason } from '../system/disk-errors.ts';
import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import type { PreparedDatabase } from '../system/prepared-database.ts';
import { isDamage, isReadOnly, moveAside, openSqlite, transaction } from '../system/sqlite.ts';
import { copyRows, readCopy, replaceRows, tablesOf } from '../system/sqlite-copy.ts';
import { eventLogMigrations } from './event-log-migrations.ts';
import { changeQuarters } from './event-quarters.ts';
import { EventTable } from './event-table.ts';
import { Statements } from './statements.ts';
import { eventOf, type ZoneStay } from './stored-event.ts';

/**
 * The database of events, pets and zones while PetLog runs. Of a damaged file it takes over what can be read. While the
 * file cannot be used it goes on in memory, and is brought up to date when it can.
 */
export class EventLogDatabase {
  readonly #path: string;
  readonly #logger: Logger;
  readonly #file: FallbackDatabase;
  #statements: Statements;

  constructor(path: string, logger: Logger) {
    this.#path = path;
    this.#logger = logger;
    this.#file = new FallbackDatabase({
      path,
      migrations: eventLogMigrations,
      logger,
      open: (onDamage, waitMilliseconds) => this.#open(onDamage, waitMilliseconds),
    });
    this.#statements = new Statements(this.#file.current);
  }

  /** What is wrong with its file. */
  get problem(): PetLogError | null {
    return this.#file.problem;
  }

  /** @throws sqlite's error */
  read<Result>(work: (statements: Statements) => Result): Result {
    try {
      return work(this.#statements);
    } catch (error) {
      if (!isDamage(error)) {
        throw error;
      }
      this.#replace(error);
      return work(this.#statements);
    }
  }

  /**
   * Does all of the work or, when it throws, nothing of it.
   *
   * @throws PetLogError `event_not_saved`, and whatever PetLogError the work throws
   */
  write<Result>(work: (statements: Statements) => Result): Result {
    try {
      return this.read((statements) => transaction(statements.database, () => work(statements)));
    } catch (error) {
      if (error instanceof PetLogError) {
        throw error;
      }
      if (isReadOnly(error) && !this.#file.isInMemory) {
        this.#file.leave(error);
        this.#statements = new Statements(this.#file.current);
        return this.write(work);
      }
      this.#logger.error({ err: error }, 'the log of events could not be written');
      throw new PetLogError('event_not_saved', { reason: diskReason(error) }, { cause: error });
    }
  }

  /** Uses the file again where that could not be, and brings it up to date. Never throws. */
  retry(): void {
    const { isRead } = this.#file;
    if (this.#file.retry((memory, file) => (isRead ? replaceRows(memory, file) : transaction(file, () => addRows(memory, file))))) {
      this.#statements = new Statements(this.#file.current);
    }
  }

  close(): void {
    this.#file.close();
  }

  #open(onDamage: (error: unknown, aside: string) => void, waitMilliseconds: number | undefined): PreparedDatabase {
    let damaged: string | null = null;
    const database = openSqlite(
      this.#path,
      eventLogMigrations,
      (error, aside) => {
        damaged = aside;
        onDamage(error, aside);
      },
      waitMilliseconds,
    );
    if (damaged !== null) {
      this.#salvage(damaged, database);
    }
    return database;
  }

  #replace(error: unknown): void {
    this.#logger.error({ err: error }, 'the log of events is damaged; what can be read of it is taken over');
    let aside: string | null = null;
    this.#file.replace(() => (aside = moveAside(this.#path)));
    if (aside !== null) {
      this.#salvage(aside, this.#file.current);
    }
    this.#statements = new Statements(this.#file.current);
  }

  /** Takes over what can be read of each table of a damaged file. Never throws. */
  #salvage(path: string, database: PreparedDatabase): void {
    for (const table of tablesOf(database).filter((name) => name !== 'event_quarters')) {
      try {
        readCopy(path, (copy) => copyRows(copy, database, [table]), true);
      } catch (error) {
        this.#logger.warn({ err: error, path, table }, 'nothing could be read of this table');
      }
    }
    sumUp(database);
  }
}

const allZones = 'SELECT zone_id, duration_ms FROM event_zones WHERE event_id = ? ORDER BY duration_ms DESC, zone_id';

function staysOf(statements: Statements, eventId: number): ZoneStay[] {
  return statements
    .get(allZones)
    .all(eventId)
    .map((row) => ({ zoneId: String(row['zone_id']), durationMilliseconds: Number(row['duration_ms']) }));
}

/** Makes the sums anew. */
function sumUp(database: PreparedDatabase): void {
  const statements = new Statements(database);
  transaction(database, () => {
    database.exec('DELETE FROM event_quarters');
    for (const row of database.prepare('SELECT * FROM events').all()) {
      changeQuarters(statements, null, eventOf(row, staysOf(statements, Number(row['id']))));
    }
  });
}

/**
 * Adds what was logged in memory to a file of which nothing was known then: under ids of its own. A visit that began before is in the
 * file already, and goes on there.
 */
function addRows(memory: PreparedDatabase, file: PreparedDatabase): void {
  const from = new Statements(memory);
  const events = new EventTable(new Statements(file));
  const petIds = new Map<number, number>();
  for (const { id, ...pet } of memory.prepare('SELECT * FROM pets').all()) {
    petIds.set(Number(id), insert(file, 'pets', pet));
  }
  for (const zone of memory.prepare('SELECT * FROM zones').all()) {
    insert(file, 'zones', zone);
  }
  for (const row of memory.prepare('SELECT * FROM events ORDER BY id').all()) {
    const { eventId: _eventId, ...event } = eventOf(row, staysOf(from, Number(row['id'])));
    const known = event.visitKey === null ? null : events.findVisit(event.visitKey);
    if (known === null) {
      events.add({ ...event, petId: event.petId === null ? null : (petIds.get(event.petId) ?? null) });
    } else {
      const { eventType, confidence, durationMilliseconds, isOpen, zones } = event;
      events.change(known, { ...known, eventType, confidence, durationMilliseconds, isOpen, zones });
    }
  }
}

function insert(database: DatabaseSync, table: string, values: Readonly<Record<string, SQLInputValue | undefined>>): number {
  const names = Object.keys(values);
  const { lastInsertRowid } = database
    .prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...names.map((name) => values[name] ?? null));
  return Number(lastInsertRowid);
}

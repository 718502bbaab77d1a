import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventRetention } from '../../../main/event-log/event-retention.ts';
import { EventTable } from '../../../main/event-log/event-table.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetInput } from '../../../shared/pets.ts';
import { namesOf, openTestEventLog, visitOf } from '../../support/open-event-log.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let opened: ReturnType<typeof openTestEventLog>;

beforeEach(async () => {
  directory = await temporaryDirectory();
  opened = openTestEventLog(directory.path);
});

afterEach(async () => {
  await opened.pictures.idle;
  opened.database.close();
  await directory[Symbol.asyncDispose]();
});

const addPet = (name: string, species: PetInput['species'] = 'cat') => opened.pets.create(PetInput.parse({ name, species }));
const day = { start_date: '2026-05-01T00:00:00Z', end_date: '2026-05-01T23:59:59Z' };
const jpeg = (text: string) => new TextEncoder().encode(text);

/** The sums as they are, and as they would be made of the events. */
function sumsAgree(): void {
  const read = () =>
    opened.database.read((statements) =>
      statements.database
        .prepare('SELECT * FROM event_quarters WHERE count <> 0 OR duration_ms <> 0')
        .all()
        .map((row) => ({ ...row })),
    );
  const events = opened.log.list({ page_size: 1000 }).events;
  const count = read().reduce((sum, row) => sum + (row['zone_id'] === '' ? Number(row['count']) : 0), 0);
  const milliseconds = read().reduce((sum, row) => sum + (row['zone_id'] === '' ? Number(row['duration_ms']) : 0), 0);
  expect([count, milliseconds]).toEqual([events.length, events.reduce((sum, { duration }) => sum + Math.round(duration * 1000), 0)]);
}

describe('a visit', () => {
  it('is an event from its first moment, follows it, and ends', () => {
    const { visits, log, told } = opened;
    visits.record(visitOf());
    expect(log.list({}).events).toMatchObject([
      { event_type: 'visit', label: 'cat', timestamp: '2026-05-01T12:00:00.000Z', duration: 2, ended_at: null, confidence: 0.8 },
    ]);
    visits.record(visitOf({ durationSeconds: 30, zones: [{ zoneId: 'bowl', seconds: 12 }] }));
    visits.record(visitOf({ durationSeconds: 31, zones: [{ zoneId: 'bowl', seconds: 12 }] }));
    visits.record(visitOf({ durationSeconds: 40, zones: [{ zoneId: 'bowl', seconds: 12 }], ended: true }));
    expect(log.list({}).events).toMatchObject([{ duration: 40, ended_at: '2026-05-01T12:00:40.000Z', zones: ['bowl'] }]);
    expect(namesOf(told)).toEqual(['event.started', 'event.changed', 'event.ended']);
    sumsAgree();
  });

  it('that lasted when PetLog was killed has ended at the next start, as far as it was known', () => {
    opened.visits.record(visitOf({ durationSeconds: 7 }));
    opened.database.close();
    opened = openTestEventLog(directory.path);
    expect(opened.log.list({}).events[0]?.ended_at).toBeNull();
    opened.visits.endAll();
    expect(opened.log.list({}).events[0]?.ended_at).toBe('2026-05-01T12:00:07.000Z');
  });

  it('keeps the newest of its pictures, and no other', async () => {
    const { visits, log, pictures, files } = opened;
    const names: string[] = [];
    for (const text of ['first', 'second']) {
      visits.record(visitOf({ picture: jpeg(text) }));
      await pictures.idle;
      const [, name] = /v=(.*)$/.exec(log.list({}).events[0]?.picture_url ?? '') ?? [];
      names.push(name!);
    }
    expect((await files.read(names[1]!)).toString()).toBe('second');
    expect(existsSync(files.path(names[0]!))).toBe(false);
    await log.remove(1);
    expect(existsSync(files.path(names[1]!))).toBe(false);
  });

  it('is the one cat’s by itself, and nobody’s where there are two', () => {
    const { visits, log } = opened;
    addPet('Rex', 'dog');
    const luna = addPet('Luna');
    visits.record(visitOf());
    addPet('Mia');
    visits.record(visitOf({ visitKey: 'main-2' }));
    expect(log.list({}).events.map(({ pet_name }) => pet_name)).toEqual([null, 'Luna']);
    expect(log.list({ pet_id: luna.pet_id }).total_count).toBe(1);
    expect(opened.pets.get(String(luna.pet_id)).last_seen).toBe('2026-05-01T12:00:02.000Z');
    expect(opened.pets.get(String(luna.pet_id), ['garden']).last_seen).toBeNull();
  });

  it('stays as a person corrected it, whatever is told of it afterwards', () => {
    const { visits, log } = opened;
    addPet('Luna');
    const rex = addPet('Rex', 'dog');
    visits.record(visitOf());
    expect(log.change('1', { pet_id: rex.pet_id })).toMatchObject({ pet_name: 'Rex', label: 'dog' });
    visits.record(visitOf({ durationSeconds: 60, ended: true }));
    expect(log.get('1')).toMatchObject({ pet_name: 'Rex', label: 'dog', duration: 60 });
    expect(log.change('1', { pet_id: null })).toMatchObject({ pet_name: null, label: 'dog' });
    sumsAgree();
  });

  it('that a person removed while it lasts does not come back', async () => {
    const { visits, log } = opened;
    visits.record(visitOf());
    await log.remove('1');
    visits.record(visitOf({ durationSeconds: 9 }));
    visits.record(visitOf({ durationSeconds: 10, ended: true }));
    expect(log.list({}).total_count).toBe(0);
    sumsAgree();
  });
});

describe('the list', () => {
  beforeEach(() => {
    const { visits } = opened;
    addPet('Luna');
    visits.record(visitOf({ zones: [{ zoneId: 'bowl', seconds: 1 }], ended: true }));
    visits.record(visitOf({ visitKey: '2', label: 'person', startedAtMs: Date.parse('2026-05-01T13:00:00Z'), ended: true }));
    visits.record(visitOf({ visitKey: '3', cameraId: 'garden', startedAtMs: Date.parse('2026-05-02T13:00:00Z'), ended: true }));
    visits.record(visitOf({ visitKey: '4', label: null, eventType: 'motion', startedAtMs: Date.parse('2026-05-03T13:00:00Z') }));
  });

  it.each([
    [{}, [4, 3, 2, 1]],
    [{ camera: 'garden' }, [3]],
    [{ event_type: 'motion' }, [4]],
    [{ label: 'person' }, [2]],
    [{ pet_id: 1 }, [3, 1]],
    [{ zone: 'bowl' }, [1]],
    [{ zone: 'bowl', label: 'person' }, []],
    [{ is_wrong: true }, [2]],
    [{ is_wrong: false, label: 'cat' }, [3, 1]],
    [day, [2, 1]],
    [{ start_date: '2026-05-01T12:30:00Z' }, [4, 3, 2]],
    [{ start_date: '2026-05-01T12:00:00Z', end_date: '2026-05-01T12:00:00Z' }, [1]],
    [{ end_date: '2026-05-02T12:59:59Z', label: 'cat' }, [1]],
  ] as const)('with %j has %j, and counts as many', (query, ids) => {
    opened.log.change('2', { is_wrong: true });
    const { events, total_count } = opened.log.list(query);
    expect([events.map(({ event_id }) => event_id), total_count]).toEqual([ids, ids.length]);
  });

  it('has pages, and nothing of cameras that one may not see', () => {
    const { events, total_count } = opened.log.list({ page: 2, page_size: 1 }, ['main']);
    expect([events.map(({ event_id }) => event_id), total_count]).toEqual([[2], 3]);
    expect(opened.log.list({}, ['main', 'garden']).total_count).toBe(4);
    expect(opened.log.list({}, []).total_count).toBe(0);
  });
});

describe('the summary', () => {
  it('counts where an event began, and its minutes where they were', () => {
    const { visits, log } = opened;
    addPet('Luna');
    visits.record(
      visitOf({ startedAtMs: Date.parse('2026-05-01T12:50:00Z'), durationSeconds: 3600, zones: [{ zoneId: 'bed', seconds: 1800 }] }),
    );
    visits.record(
      visitOf({ visitKey: '2', label: 'person', startedAtMs: Date.parse('2026-05-01T12:55:00Z'), durationSeconds: 60, ended: true }),
    );
    visits.record(visitOf({ visitKey: '3', startedAtMs: Date.parse('2026-05-02T12:55:00Z') }));
    const summary = log.summary(day);
    expect(summary).toMatchObject({ count: 2, minutes: 61, first: '2026-05-01T12:50:00.000Z', last: '2026-05-01T12:55:00.000Z' });
    expect(summary.hours).toEqual([
      { start: '2026-05-01T12:00:00.000Z', count: 2, minutes: 11 },
      { start: '2026-05-01T13:00:00.000Z', count: 0, minutes: 50 },
    ]);
    expect(summary.days.map(({ count }) => count)).toEqual([2]);
    expect(summary.labels).toEqual([
      { label: 'cat', count: 1, minutes: 60 },
      { label: 'person', count: 1, minutes: 1 },
    ]);
    expect(summary.pets[0]).toEqual({ pet_id: 1, pet_name: 'Luna', last: '2026-05-01T12:50:00.000Z', count: 1, minutes: 60 });
    expect(summary.zones).toEqual([{ zone_id: 'bed', count: 1, minutes: 30 }]);
    expect(log.summary({ ...day, zone: 'bed' })).toMatchObject({ count: 1, minutes: 30 });
    expect(log.summary({ ...day, camera: 'garden' })).toMatchObject({ count: 0, first: null, hours: [] });
  });

  it('leaves out what a person called wrong, and follows pets and zones that are removed', async () => {
    const { visits, log, pets, zones } = opened;
    const luna = addPet('Luna');
    const zone = zones.create({
      camera_id: 'main',
      name: '',
      kind: 'place',
      place: 'bowl',
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    });
    visits.record(visitOf({ ended: true, zones: [{ zoneId: zone.zone_id, seconds: 1 }] }));
    visits.record(visitOf({ visitKey: '2', ended: true }));
    log.change('2', { is_wrong: true });
    expect(log.summary(day)).toMatchObject({ count: 1, pets: [{ pet_name: 'Luna', count: 1 }], zones: [{ count: 1 }] });
    await pets.remove(String(luna.pet_id));
    zones.remove(zone.zone_id);
    expect(log.summary(day)).toMatchObject({ count: 1, pets: [{ pet_id: null, count: 1 }], zones: [] });
    expect(log.get('1')).toMatchObject({ pet_id: null, zones: [] });
    log.change('2', { is_wrong: false });
    expect(log.summary(day).count).toBe(2);
    sumsAgree();
  });
});

describe('old events', () => {
  const retentionOf = (days: () => number, isClockSynchronized: boolean) =>
    new EventRetention({
      log: opened.log,
      maxAgeDays: days,
      onSettingsChanged: () => () => {},
      isClockSynchronized: () => isClockSynchronized,
      newestMilliseconds: visitOf().startedAtMs,
      clock: opened.clock,
      logger: silentLogger,
    });

  it('go, kept ones never, and none by a clock that is years ahead', async () => {
    const { visits, log } = opened; // the clock says 2027
    visits.record(visitOf({ ended: true }));
    visits.record(visitOf({ visitKey: '2', ended: true }));
    log.change('2', { kept: true });
    const unsure = retentionOf(() => 30, false);
    await unsure.run();
    expect(log.list({}).total_count).toBe(2);
    const never = retentionOf(() => 0, true);
    await never.run();
    expect(log.list({}).total_count).toBe(2);
    const sure = retentionOf(() => 30, true);
    await sure.run();
    expect(log.list({}).events.map(({ event_id }) => event_id)).toEqual([2]);
    await Promise.all([unsure.close(), never.close(), sure.close()]);
    sumsAgree();
  });
});

describe('a database that', () => {
  it('is damaged is put aside, and what can be read of it is taken over', async () => {
    addPet('Luna');
    opened.visits.record(visitOf({ zones: [{ zoneId: 'bed', seconds: 1 }], ended: true }));
    opened.database.close();
    const path = join(directory.path, 'events.db');
    const raw = new DatabaseSync(path);
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const root = Number(raw.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'event_quarters'").get()?.['rootpage']);
    const pageBytes = Number(raw.prepare('PRAGMA page_size').get()?.['page_size']);
    raw.close();
    const bytes = await readFile(path);
    bytes.fill(0xa5, (root - 1) * pageBytes, root * pageBytes);
    await writeFile(path, bytes);
    opened = openTestEventLog(directory.path);
    expect(opened.database.problem?.code).toBe('database_damaged');
    expect(opened.log.list({}).events).toMatchObject([{ pet_name: 'Luna', zones: ['bed'] }]);
    expect(opened.log.summary(day)).toMatchObject({ count: 1, zones: [{ zone_id: 'bed' }] });
    sumsAgree();
  });

  it('cannot be used is one in memory, which the file gets when it can', async () => {
    addPet('Luna');
    opened.visits.record(visitOf({ ended: true }));
    opened.visits.record(visitOf({ visitKey: 'lasts', zones: [{ zoneId: 'bowl', seconds: 2 }] }));
    opened.database.close();
    const path = join(directory.path, 'events.db');
    await rename(path, `${path}.away`);
    await mkdir(path);
    opened = openTestEventLog(directory.path);
    expect(opened.database.problem?.code).toBe('database_not_saved');
    addPet('Rex', 'dog');
    opened.visits.record(visitOf({ visitKey: '2', label: 'dog', zones: [{ zoneId: 'bed', seconds: 2 }], ended: true }));
    opened.visits.record(visitOf({ visitKey: 'lasts', zones: [{ zoneId: 'rug', seconds: 60 }], durationSeconds: 60, ended: true }));
    await rmdir(path);
    await rename(`${path}.away`, path);
    opened.database.retry();
    expect(opened.database.problem).toBeNull();
    opened.database.close();
    opened = openTestEventLog(directory.path);
    expect(opened.log.list({}).events.map(({ pet_name, zones, duration, ended_at }) => [pet_name, zones, duration, ended_at])).toEqual([
      ['Rex', ['bed'], 2, '2026-05-01T12:00:02.000Z'],
      ['Luna', ['rug'], 60, '2026-05-01T12:01:00.000Z'],
      ['Luna', [], 2, '2026-05-01T12:00:02.000Z'],
    ]);
    sumsAgree();
  });
});

it('finds the events of a recording', () => {
  const { visits, database } = opened;
  visits.record(visitOf({ durationSeconds: 60, ended: true }));
  const during = (from: string, to: string) =>
    database.read((statements) => new EventTable(statements).idsDuring('main', Date.parse(from), Date.parse(to), 10));
  expect([
    during('2026-05-01T12:00:30Z', '2026-05-01T12:05:00Z'),
    during('2026-05-01T11:00:00Z', '2026-05-01T12:00:00Z'),
    during('2026-05-01T12:01:01Z', '2026-05-01T12:05:00Z'),
  ]).toEqual([[1], [1], []]);
  expect(opened.log.hasDuring('main', Date.parse('2026-05-01T12:00:30Z'), Date.parse('2026-05-01T13:00:00Z'), { label: 'dog' })).toBe(
    false,
  );
  const hasKept = (): boolean =>
    opened.log.hasDuring('main', Date.parse('2026-05-01T12:00:30Z'), Date.parse('2026-05-01T13:00:00Z'), { isKept: true });
  expect(hasKept()).toBe(false);
  opened.log.change('1', { kept: true });
  expect(hasKept()).toBe(true);
});

/** The log of events, pets and zones, as clients ask for them. */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RecordingsPage } from '../../shared/api.ts';
import { EventTimeline } from '../../shared/event-timeline.ts';
import { Habits } from '../../shared/habits.ts';
import { EventSummary, LogEvent, LogEventOutput, LogEventsPage } from '../../shared/log-events.ts';
import { Pet, PetList } from '../../shared/pets.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { Zone, ZoneList } from '../../shared/zones.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { visitOf } from '../support/open-event-log.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
const notices: string[] = [];

const start = async (): Promise<void> => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '128x96' }, { dataDirectory: directory.path });
  running.petlog.control.onPush('notice', ({ name }) => notices.push(name));
};

beforeAll(async () => {
  directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'recordings'), { recursive: true });
  await copyFile(footagePath, join(directory.path, 'recordings', 'cat.mp4'));
  await start();
});

afterAll(async () => {
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

const ask = (path: string, method = 'GET', body?: object) => call(running.url + path, method, body);
const list = async (query = ''): Promise<LogEventsPage> => LogEventsPage.parse((await ask(`/events${query}`)).body);
const event = async (id: number): Promise<LogEvent> => LogEvent.parse((await ask(`/events/${id}`)).body);
const codeOf = async (path: string, method = 'GET', body?: object): Promise<[number, unknown]> => {
  const answer = await ask(path, method, body);
  return [answer.status, answer.body['code']];
};
const put = (id: number | string, body: Uint8Array, contentType = 'image/jpeg') =>
  fetch(`${running.url}/pets/${id}/picture`, { method: 'PUT', headers: { 'Content-Type': contentType }, body: new Uint8Array(body) });
const addPet = async (values: object): Promise<Pet> => Pet.parse((await ask('/pets', 'POST', values)).body);

let keys = 0;
/** A visit that is over; resolves with its event once its picture is there. */
async function visited(values: Parameters<typeof visitOf>[0] = {}): Promise<LogEvent> {
  running.petlog.visits.record(visitOf({ visitKey: `visit-${(keys += 1)}`, picture: await tinyJpeg(), ended: true, ...values }));
  return vi.waitFor(async () => {
    const [newest] = (await list('?page_size=1000')).events.sort((a, b) => b.event_id - a.event_id);
    expect(newest?.picture_url).not.toBeNull();
    return newest!;
  }, 60_000);
}

describe('clients of the old system', () => {
  it('log an event, by body or address', async () => {
    const pet = await addPet({ name: 'Mimi', species: 'rabbit' });
    const body = {
      event_type: 'playing',
      pet_id: pet.pet_id,
      timestamp: '2026-04-01T10:00:00+02:00',
      duration: 90,
      metadata: { toy: 'ball' },
    };
    const logged = await ask('/event', 'POST', { ...body, confidence: 0.9, media_path: 'media/1.mp4', camera_id: 'main' });
    expect([logged.status, LogEventOutput.parse(logged.body)]).toEqual([
      200,
      {
        message: 'Event logged successfully',
        event_id: expect.any(Number),
        timestamp: '2026-04-01T08:00:00.000Z',
        event_type: 'playing',
        pet_id: pet.pet_id,
      },
    ]);
    const query = `event_type=entering_area&camera=main&metadata=${encodeURIComponent('{"door":1}')}`;
    const second = LogEventOutput.parse((await ask(`/event?${query}`, 'POST')).body);
    expect(await event(second.event_id)).toMatchObject({ event_type: 'entering_area', metadata: { door: 1 }, duration: 0 });
    expect(await event(Number(logged.body['event_id']))).toMatchObject({
      pet_name: 'Mimi',
      duration: 90,
      ended_at: '2026-04-01T08:01:30.000Z',
      media_path: 'media/1.mp4',
      metadata: { toy: 'ball' },
      picture_url: null,
      clip_url: null,
    });
  });

  it.each([
    [422, 'invalid_input', { event_type: 'sleeping' }],
    [422, 'invalid_input', { event_type: 'visit', duration: -1 }],
    [422, 'invalid_input', { event_type: 'visit', timestamp: 'yesterday' }],
    [422, 'invalid_input', { event_type: 'visit', camera: 'main', camera_id: 'garden' }],
    [422, 'invalid_input', { event_type: 'visit', metadata: { text: 'x'.repeat(20_000) } }],
    [422, 'invalid_input', {}],
    [404, 'pet_not_found', { event_type: 'visit', pet_id: 4711 }],
    [404, 'camera_not_found', { event_type: 'visit', camera_id: 'nowhere' }],
  ])('are told %d %s for %j, and nothing is logged', async (status, code, body) => {
    const before = (await list()).total_count;
    expect(await codeOf('/event', 'POST', body)).toEqual([status, code]);
    expect((await list()).total_count).toBe(before);
  });

  it('get fifty events a page, the newest first', async () => {
    for (let minute = 0; minute < 51; minute += 1) {
      const timestamp = new Date(Date.parse('2026-01-10T10:00:00Z') + minute * 60_000).toISOString();
      await ask('/event', 'POST', { event_type: 'leaving_area', timestamp });
    }
    const first = await list('?event_type=leaving_area');
    expect(first).toMatchObject({ total_count: 51, page: 1, page_size: 50 });
    expect([first.events.length, first.events[0]!.timestamp]).toEqual([50, '2026-01-10T10:50:00.000Z']);
    const second = await list('?event_type=leaving_area&page=2');
    expect(second.events.map(({ timestamp }) => timestamp)).toEqual(['2026-01-10T10:00:00.000Z']);
    expect(await codeOf('/events?page_size=1001')).toEqual([422, 'invalid_input']);
  });
});

describe('an event', () => {
  it('is told at once, seen with its picture and the frame around it, corrected and removed', async () => {
    notices.length = 0;
    const { event_id: id, picture_url: address } = await visited();
    expect(notices).toEqual(expect.arrayContaining(['event.started', 'event.ended']));
    const plain = Buffer.from(await (await fetch(running.url + address!)).arrayBuffer());
    expect(plain).toEqual(await tinyJpeg());
    const framed = Buffer.from(await (await fetch(`${running.url}/events/${id}/picture?box=1`)).arrayBuffer());
    expect(await sharp(framed).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48 });
    expect((await sharp(framed).stats()).channels[0]!.max).toBeGreaterThan(200);

    const changed = await ask(`/events/${id}`, 'PATCH', { note: 'on the table', kept: true, is_wrong: true, label: 'dog' });
    expect(LogEvent.parse(changed.body)).toMatchObject({ note: 'on the table', kept: true, is_wrong: true, label: 'dog' });
    expect(await codeOf(`/events/${id}`, 'PATCH', {})).toEqual([422, 'invalid_input']);
    expect(await codeOf(`/events/${id}`, 'PATCH', { pet_id: 4711 })).toEqual([404, 'pet_not_found']);
    expect((await ask(`/events/${id}`, 'DELETE')).body).toEqual({ message: 'Event removed successfully', event_id: id });
    expect(await codeOf(`/events/${id}`)).toEqual([404, 'event_not_found']);
    expect((await fetch(running.url + address!)).status).toBe(404);
    const folders = await readdir(join(directory.path, 'events', 'pictures'));
    const left = await Promise.all(folders.map((folder) => readdir(join(directory.path, 'events', 'pictures', folder))));
    expect(left.flat()).toEqual([]);
  });

  it.each([
    '/events/none',
    '/events/0',
    '/events/99999999999999999999',
    '/events/4711/picture',
    '/events/4711/clip',
    '/pets/none',
    '/pets/4711/picture',
  ])('%s is not there', async (path) => {
    expect((await codeOf(path))[0]).toBe(404);
  });

  it('says plainly that nothing was kept of it', async () => {
    const { event_id: id, clip_url } = await visited({ startedAtMs: Date.parse('2020-01-01T00:00:00Z') });
    expect(clip_url).toBeNull();
    expect(await codeOf(`/events/${id}/clip`)).toEqual([404, 'clip_unavailable']);
  });

  it('is a part of the recording that shows it, with byte ranges, and the recording tells of it', async () => {
    const [recording] = await vi.waitFor(async () => {
      const { recordings } = RecordingsPage.parse((await ask('/recordings')).body);
      expect(recordings).toHaveLength(1);
      return recordings;
    }, 60_000);
    const startedAtMs = Date.parse(recording!.timestamp) + 4000;
    const { event_id: id, recording_id, clip_url, media_path } = await visited({ startedAtMs, label: 'dog', durationSeconds: 1 });
    expect([recording_id, media_path]).toEqual([recording!.recording_id, recording!.file_path]);
    const whole = await fetch(running.url + clip_url!);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, whole.headers.get('content-type'), bytes.subarray(4, 8).toString()]).toEqual([200, 'video/mp4', 'ftyp']);
    expect(bytes.length).toBeLessThan(recording!.file_size);
    const part = await fetch(running.url + clip_url!, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    const ids = async (query: string): Promise<number[][]> =>
      RecordingsPage.parse((await ask(`/recordings${query}`)).body).recordings.map(({ event_ids }) => event_ids);
    expect([await ids(''), await ids('?label=dog'), await ids('?label=person'), await ids('?event_type=playing')]).toEqual([
      [[id]],
      [[id]],
      [],
      [],
    ]);
    const share = { event_id: id, expires_in_seconds: 60 };
    const shared = await ask('/shares', 'POST', share);
    expect([shared.status, shared.body]).toMatchObject([201, { recording_id, start: expect.any(Number) }]);
    expect(Number(shared.body['end'])).toBeLessThan(recording!.duration);
    expect(await codeOf('/shares', 'POST', { ...share, recording_id })).toEqual([422, 'invalid_input']);
    expect(await codeOf('/shares', 'POST', { ...share, event_id: 4711 })).toEqual([404, 'event_not_found']);
    await ask(`/events/${id}`, 'DELETE');
    expect([await ids(''), await ids('?label=dog')]).toEqual([[[]], []]); // it was not made for that event
  });

  it('is a part of the last minutes', async () => {
    await ask('/live/start', 'POST');
    const range = await vi.waitFor(async () => {
      const found = RewindRange.parse((await ask('/live/rewind')).body);
      expect(Date.parse(found.end ?? '') - Date.parse(found.start ?? '')).toBeGreaterThan(2000);
      return found;
    }, 60_000);
    const { clip_url } = await visited({ startedAtMs: Date.parse(range.start!) + 500, durationSeconds: 0.5 });
    const answer = await fetch(running.url + clip_url!);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.subarray(4, 8).toString()]).toEqual([200, 'ftyp']);
    await ask('/live/stop', 'POST');
  });
});

describe('the summary', () => {
  it('counts by hour, day, label, pet and zone', async () => {
    await visited({ startedAtMs: Date.parse('2026-03-01T10:20:00Z'), durationSeconds: 120, label: 'person' });
    const summary = EventSummary.parse((await ask('/events/summary?start_date=2026-03-01&end_date=2026-03-01')).body);
    expect(summary).toMatchObject({ count: 1, minutes: 2, first: '2026-03-01T10:20:00.000Z', labels: [{ label: 'person', count: 1 }] });
    expect(await codeOf('/events/summary')).toEqual([422, 'invalid_input']);
    expect(await codeOf('/events?start_date=tomorrow')).toEqual([422, 'invalid_input']);
  });
});

describe('the strip of time', () => {
  it('has marks of who was there, joined as coarse as asked for', async () => {
    const from = Date.parse('2026-02-01T10:00:00Z');
    for (const [seconds, label] of [
      [0, 'cat'],
      [40, 'cat'],
      [50, 'dog'],
    ] as const) {
      await visited({ startedAtMs: from + seconds * 1000, durationSeconds: 10, label });
    }
    const of = async (resolution: number) =>
      EventTimeline.parse(
        (await ask(`/events/timeline?start_date=2026-02-01T10:00:00Z&end_date=2026-02-01T11:00:00Z&resolution_seconds=${resolution}`)).body,
      ).marks.map(({ label, events }) => [label, events]);
    expect([await of(0), await of(60)]).toEqual([
      [
        ['cat', 1],
        ['cat', 1],
        ['dog', 1],
      ],
      [
        ['cat', 2],
        ['dog', 1],
      ],
    ]);
    expect(await codeOf('/events/timeline?start_date=2026-02-01')).toEqual([422, 'invalid_input']);
    expect(await codeOf('/events/timeline?start_date=2026-02-01&end_date=2026-04-01')).toEqual([422, 'invalid_input']);
    expect(await codeOf('/events/timeline?start_date=2026-02-01&end_date=2026-02-02&camera=nobody')).toEqual([404, 'camera_not_found']);
  });
});

describe('pets', () => {
  it('are added, changed, shown and removed', async () => {
    const answer = await ask('/pets', 'POST', { name: ' Luna ', species: 'cat', birth_date: '2020-02-29', weight_kg: 4.2 });
    const luna = Pet.parse(answer.body);
    expect([answer.status, luna]).toMatchObject([201, { name: 'Luna', breed: '', gender: 'unknown', picture_url: null, last_seen: null }]);
    const all = await fetch(`${running.url}/pets`);
    expect(PetList.parse(await all.json()).map(({ name }) => name)).toEqual(['Luna', 'Mimi']);
    const { pet_id, last_seen } = await visited({ startedAtMs: Date.parse('2026-03-02T10:00:00Z') }).then(async (seen) => ({
      pet_id: seen.pet_id,
      last_seen: Pet.parse((await ask(`/pets/${luna.pet_id}`)).body).last_seen,
    }));
    expect([pet_id, last_seen]).toEqual([luna.pet_id, '2026-03-02T10:00:02.000Z']);
    expect(Pet.parse((await ask(`/pets/${luna.pet_id}`, 'PATCH', { name: 'Luna II', weight_kg: null })).body)).toMatchObject({
      name: 'Luna II',
      weight_kg: null,
      species: 'cat',
    });

    const png = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#804020' } })
      .png()
      .toBuffer();
    const pictured = await put(luna.pet_id, png, 'image/png');
    const { picture_url } = Pet.parse(await pictured.json());
    const shown = Buffer.from(await (await fetch(running.url + picture_url!)).arrayBuffer());
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 512 });
    expect((await ask(`/pets/${luna.pet_id}`, 'DELETE')).body).toEqual({ message: 'Pet removed successfully', pet_id: luna.pet_id });
    expect((await fetch(running.url + picture_url!)).status).toBe(404);
    expect(await codeOf(`/pets/${luna.pet_id}`)).toEqual([404, 'pet_not_found']);
  });

  it.each([
    [{ species: 'cat' }],
    [{ name: '' }],
    [{ name: 'Luna', species: 'dragon' }],
    [{ name: 'Luna', birth_date: '2999-01-01' }],
    [{ name: 'Luna', birth_date: '2026-02-30' }],
    [{ name: 'Luna', weight_kg: -1 }],
    [{ name: 'Luna', colour: 'grey' }],
  ])('%j is refused', async (body) => {
    expect(await codeOf('/pets', 'POST', body)).toEqual([422, 'invalid_input']);
  });

  it('have no pictures that are none', async () => {
    const { pet_id: id } = await addPet({ name: 'Fido', species: 'dog' });
    const whole = await tinyJpeg(640, 480);
    const answers = await Promise.all([
      put(id, Buffer.from('no picture')),
      put(id, whole.subarray(0, whole.length / 2)),
      put(id, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
      put(id, whole, 'image/gif'),
      put(id, Buffer.alloc(8_000_001)),
      put('none', whole),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 415, 413, 404]);
    expect(Pet.parse((await ask(`/pets/${id}`)).body).picture_url).toBeNull();
    expect((await ask('/audit')).body['entries']).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'pets.set_picture', outcome: 'failed' })]),
    );
  });
});

describe('zones', () => {
  const polygon = [
    [0.1, 0.1],
    [0.5, 0.1],
    [0.5, 0.5],
  ];

  it('are drawn, changed and removed, and whoever watches is told', async () => {
    notices.length = 0;
    const answer = await ask('/zones', 'POST', { name: 'Bowl', place: 'bowl', polygon });
    const zone = Zone.parse(answer.body);
    expect([answer.status, zone]).toMatchObject([201, { camera_id: 'main', kind: 'place', place: 'bowl', polygon }]);
    expect(Zone.parse((await ask(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'ignore' })).body)).toMatchObject({
      kind: 'ignore',
      name: 'Bowl',
    });
    expect(ZoneList.parse((await ask('/zones?camera=main')).body).zones).toHaveLength(1);
    await running.stop();
    await start();
    expect(ZoneList.parse((await ask('/zones')).body).zones).toMatchObject([{ kind: 'ignore', polygon }]);
    expect((await ask(`/zones/${zone.zone_id}`, 'DELETE')).status).toBe(200);
    expect(await codeOf(`/zones/${zone.zone_id}`, 'PATCH', { name: '' })).toEqual([404, 'zone_not_found']);
    expect(notices.filter((name) => name === 'zones.changed')).toHaveLength(3);
  });

  it('ignore what is taken for a label alone where that is said, and a place cannot', async () => {
    const { body } = await ask('/zones', 'POST', { kind: 'ignore', polygon, labels: ['dog'] });
    const zone = Zone.parse(body);
    expect(zone).toMatchObject({ kind: 'ignore', labels: ['dog'] });
    expect(ZoneList.parse((await ask('/zones')).body).zones).toEqual([zone]);
    expect(await codeOf(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'place' })).toEqual([422, 'invalid_input']);
    expect(await codeOf('/zones', 'POST', { kind: 'place', polygon, labels: ['dog'] })).toEqual([422, 'invalid_input']);
    expect(await codeOf('/zones', 'POST', { kind: 'ignore', polygon, labels: ['A dog!'] })).toEqual([422, 'invalid_input']);
    expect(Zone.parse((await ask(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'place', labels: [] })).body)).toMatchObject({
      kind: 'place',
      labels: [],
    });
    expect((await ask(`/zones/${zone.zone_id}`, 'DELETE')).status).toBe(200);
    expect(ZoneList.parse((await ask('/zones')).body).zones).toEqual([]);
  });

  it.each([
    [
      'crosses itself',
      [
        [0.1, 0.1],
        [0.9, 0.9],
        [0.9, 0.1],
        [0.1, 0.9],
      ],
    ],
    [
      'lies outside',
      [
        [0, 0],
        [1.5, 0],
        [1, 1],
      ],
    ],
    [
      'has two points',
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      'has 21 points',
      Array.from({ length: 21 }, (_, index) => [
        0.5 + 0.4 * Math.cos((index * Math.PI * 2) / 21),
        0.5 + 0.4 * Math.sin((index * Math.PI * 2) / 21),
      ]),
    ],
  ])('one that %s is refused', async (_what, points) => {
    expect(await codeOf('/zones', 'POST', { polygon: points })).toEqual([422, 'invalid_input']);
  });
});

it('forgets pictures that nobody knows at the next start', async () => {
  await running.stop();
  const orphan = join(directory.path, 'events', 'pictures', 'ab', 'ab00000000000000.jpg');
  await mkdir(join(orphan, '..'), { recursive: true });
  await writeFile(orphan, 'left behind');
  await start();
  await vi.waitFor(async () => expect(await readdir(join(orphan, '..'))).toEqual([]), 60_000);
});

describe('the habits of a pet', () => {
  it('say how many days are missing, and what was done when they are there', async () => {
    const { pet_id: id } = await addPet({ name: 'Minou', species: 'rabbit' });
    expect(Habits.parse((await ask(`/pets/${id}/habits`)).body)).toMatchObject({ pet_id: id, days_known: 0, days_missing: 10, places: [] });
    for (let day = 1; day <= 10; day += 1) {
      const timestamp = new Date(Date.now() - day * 86_400_000).toISOString();
      expect((await ask('/event', 'POST', { event_type: 'visit', pet_id: id, timestamp, duration: 5 })).status).toBe(200);
    }
    const habits = Habits.parse((await ask(`/pets/${id}/habits`)).body);
    expect(habits).toMatchObject({ days_known: 10, days_missing: 0, places: [{ zone_id: null, day: { usual: { median: 1 }, today: 0 } }] });
    expect(await codeOf('/pets/99999/habits')).toEqual([404, 'pet_not_found']);
    await ask(`/pets/${id}`, 'DELETE');
  });
});

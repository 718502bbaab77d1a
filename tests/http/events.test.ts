/** The log of events, as clients ask for it and write into it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogEventOutput } from '../../shared/log-events.ts';
import { EventLogClient } from '../support/event-log-client.ts';

let client: EventLogClient;

beforeAll(async () => {
  client = await EventLogClient.open();
});

afterAll(() => client[Symbol.asyncDispose]());

describe('clients of the old system', () => {
  it('log an event, by body or address', async () => {
    const pet = await client.addPet({ name: 'Mimi', species: 'rabbit' });
    const body = {
      event_type: 'playing',
      pet_id: pet.pet_id,
      timestamp: '2026-04-01T10:00:00+02:00',
      duration: 90,
      metadata: { toy: 'ball' },
    };
    const logged = await client.ask('/event', 'POST', { ...body, confidence: 0.9, media_path: 'media/1.mp4', camera_id: 'main' });
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
    const second = LogEventOutput.parse((await client.ask(`/event?${query}`, 'POST')).body);
    expect(await client.event(second.event_id)).toMatchObject({ event_type: 'entering_area', metadata: { door: 1 }, duration: 0 });
    expect(await client.event(Number(logged.body['event_id']))).toMatchObject({
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
    const before = (await client.list()).total_count;
    expect(await client.codeOf('/event', 'POST', body)).toEqual([status, code]);
    expect((await client.list()).total_count).toBe(before);
  });

  it('get fifty events a page, the newest first', async () => {
    for (let minute = 0; minute < 51; minute += 1) {
      const timestamp = new Date(Date.parse('2026-01-10T10:00:00Z') + minute * 60_000).toISOString();
      await client.ask('/event', 'POST', { event_type: 'leaving_area', timestamp });
    }
    const first = await client.list('?event_type=leaving_area');
    expect(first).toMatchObject({ total_count: 51, page: 1, page_size: 50 });
    expect([first.events.length, first.events[0]!.timestamp]).toEqual([50, '2026-01-10T10:50:00.000Z']);
    const second = await client.list('?event_type=leaving_area&page=2');
    expect(second.events.map(({ timestamp }) => timestamp)).toEqual(['2026-01-10T10:00:00.000Z']);
  });
});

describe('of the log, clients get', () => {
  const zone = async (name: string): Promise<string> =>
    (
      await client.addZone({
        name,
        polygon: [
          [0.1, 0.1],
          [0.5, 0.1],
          [0.5, 0.5],
        ],
      })
    ).zone_id;
  const idsOf = async (query: string): Promise<number[]> => (await client.list(query)).events.map(({ event_id }) => event_id);

  it('only what they ask for: by camera, type, label, pet, zone, time, and what was wrong', async () => {
    const [bowl, bed] = [await zone('Bowl'), await zone('Bed')];
    const { pet_id: luna } = await client.addPet({ name: 'Luna', species: 'cat' });
    const at = (hour: number): number => Date.parse('2026-02-20T00:00:00Z') + hour * 3_600_000;
    const day = 'start_date=2026-02-20T00:00:00Z&end_date=2026-02-20T23:59:59Z';
    const cat = await client.visited({ startedAtMs: at(8), zones: [{ zoneId: bowl, seconds: 2 }] });
    const dog = await client.visited({ startedAtMs: at(10), label: 'dog', zones: [{ zoneId: bed, seconds: 1 }] });
    const player = await client.visited({ startedAtMs: at(12), label: 'dog', eventType: 'playing' });
    const gone = await client.visited({ startedAtMs: at(14), label: 'person', cameraId: 'shed' });
    await client.ask(`/events/${dog.event_id}`, 'PATCH', { is_wrong: true });
    const [one, two, three, four] = [cat, dog, player, gone].map(({ event_id }) => event_id);
    expect(cat).toMatchObject({ pet_id: luna, pet_name: 'Luna', zones: [bowl], label: 'cat', confidence: 0.8, note: '', kept: false });

    for (const [query, expected] of [
      ['', [four, three, two, one]],
      ['label=dog', [three, two]],
      ['label=bird', []],
      // To the letter: who asks for visits gets no doors and no play.
      ['event_type=visit', [four, two, one]],
      ['event_type=playing', [three]],
      [`pet_id=${luna}`, [one]],
      ['pet_id=4711', []],
      [`zone=${bowl}`, [one]],
      [`zone=${bed}&label=cat`, []],
      ['zone=nowhere', []],
      ['camera=main', [three, two, one]],
      ['camera=shed', [four]],
      ['is_wrong=1', [two]],
      ['is_wrong=0', [four, three, one]],
      ['page_size=2&page=2', [two, one]],
      ['page=9', []],
    ] as const) {
      expect([query, await idsOf(`?${day}&${query}`)]).toEqual([query, expected]);
    }
    expect(await idsOf('?start_date=2026-02-20T09:00:00Z&end_date=2026-02-20T12:00:00Z')).toEqual([three, two]);
  });

  it('nothing of a camera that was never there', async () => {
    expect(await client.codeOf('/events?camera=nowhere')).toEqual([404, 'camera_not_found']);
  });

  it.each([
    'event_type=sleeping',
    'label=%3Cb%3E',
    'pet_id=Luna',
    'pet_id=0',
    'start_date=tomorrow',
    'end_date=2026-02-30',
    'page=0',
    'page_size=0',
    'page_size=1001',
    'is_wrong=perhaps',
    'colour=grey',
  ])('one sentence for %s', async (query) => {
    const { status, body } = await client.ask(`/events?${query}`);
    expect([status, body['code']]).toEqual([422, 'invalid_input']);
    expect(body['detail']).toContain(query.split('=')[0]);
  });
});

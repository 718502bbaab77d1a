/** What comes of many events: the summary, the strip of time, and the habits of a pet. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventTimeline } from '../../shared/event-timeline.ts';
import { Habits } from '../../shared/habits.ts';
import { EventSummary } from '../../shared/log-events.ts';
import { EventLogClient } from '../support/event-log-client.ts';

let client: EventLogClient;

beforeAll(async () => {
  client = await EventLogClient.open();
});

afterAll(() => client[Symbol.asyncDispose]());

describe('the summary', () => {
  const day = 'start_date=2026-03-01&end_date=2026-03-01';
  const summary = async (query: string): Promise<EventSummary> => EventSummary.parse((await client.ask(`/events/summary?${query}`)).body);

  it('counts by hour, day, label, pet and zone, of what is asked for', async () => {
    const { zone_id: zoneId } = await client.addZone({
      place: 'bowl',
      polygon: [
        [0.1, 0.1],
        [0.5, 0.1],
        [0.5, 0.5],
      ],
    });
    const { pet_id: luna } = await client.addPet({ name: 'Luna', species: 'cat' });
    await client.visited({ startedAtMs: Date.parse('2026-03-01T10:20:00Z'), durationSeconds: 120, label: 'person' });
    await client.visited({ startedAtMs: Date.parse('2026-03-01T12:20:00Z'), durationSeconds: 60, zones: [{ zoneId, seconds: 30 }] });
    await client.visited({ startedAtMs: Date.parse('2026-03-01T12:40:00Z'), durationSeconds: 60, cameraId: 'shed', label: 'dog' });
    const wrong = await client.visited({ startedAtMs: Date.parse('2026-03-01T13:00:00Z'), durationSeconds: 60 });
    await client.ask(`/events/${wrong.event_id}`, 'PATCH', { is_wrong: true });

    const all = await summary(day);
    expect(all).toMatchObject({ count: 3, minutes: 4, first: '2026-03-01T10:20:00.000Z', last: '2026-03-01T12:40:00.000Z' });
    expect(all.hours.map(({ count, minutes }) => [count, minutes])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(all.days).toEqual([{ date: '2026-03-01', count: 3, minutes: 4 }]);
    expect(all.labels.map(({ label, count }) => [label, count])).toEqual(
      expect.arrayContaining([
        ['person', 1],
        ['cat', 1],
        ['dog', 1],
      ]),
    );
    expect(all.pets).toEqual(
      expect.arrayContaining([
        { pet_id: luna, pet_name: 'Luna', last: '2026-03-01T12:20:00.000Z', count: 1, minutes: 1 },
        expect.objectContaining({ pet_id: null, count: 2, minutes: 3 }),
      ]),
    );
    expect(all.zones).toEqual([{ zone_id: zoneId, count: 1, minutes: 0.5 }]);
    expect(await client.codeOf(`/events/summary?${day}&camera=nowhere`)).toEqual([404, 'camera_not_found']);
    for (const [query, count, minutes] of [
      ['camera=shed', 1, 1],
      [`pet_id=${luna}`, 1, 1],
      [`zone=${zoneId}`, 1, 0.5],
      ['label=person', 1, 2],
      ['pet_id=4711', 0, 0],
    ] as const) {
      expect([query, await summary(`${day}&${query}`)]).toMatchObject([query, { count, minutes }]);
    }
  });

  it.each(['', 'start_date=2026-03-01', 'start_date=tomorrow&end_date=2026-03-01', `${day}&pet_id=Luna`, `${day}&hour=3`])(
    'one sentence for "%s"',
    async (query) => {
      expect(await client.codeOf(`/events/summary?${query}`)).toEqual([422, 'invalid_input']);
    },
  );
});

describe('the strip of time', () => {
  it('has marks of who was there, joined as coarse as asked for', async () => {
    const from = Date.parse('2026-02-01T10:00:00Z');
    for (const [seconds, label] of [
      [0, 'cat'],
      [40, 'cat'],
      [50, 'dog'],
    ] as const) {
      await client.visited({ startedAtMs: from + seconds * 1000, durationSeconds: 10, label });
    }
    const of = async (resolution: number) =>
      EventTimeline.parse(
        (
          await client.ask(
            `/events/timeline?start_date=2026-02-01T10:00:00Z&end_date=2026-02-01T11:00:00Z&resolution_seconds=${resolution}`,
          )
        ).body,
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
    expect(await client.codeOf('/events/timeline?start_date=2026-02-01')).toEqual([422, 'invalid_input']);
    expect(await client.codeOf('/events/timeline?start_date=2026-02-01&end_date=2026-04-01')).toEqual([422, 'invalid_input']);
    expect(await client.codeOf('/events/timeline?start_date=2026-02-01&end_date=2026-02-02&camera=nobody')).toEqual([
      404,
      'camera_not_found',
    ]);
  });
});

describe('the habits of a pet', () => {
  it('say how many days are missing, and what was done when they are there', async () => {
    const { pet_id: id } = await client.addPet({ name: 'Minou', species: 'rabbit' });
    expect(Habits.parse((await client.ask(`/pets/${id}/habits`)).body)).toMatchObject({
      pet_id: id,
      days_known: 0,
      days_missing: 10,
      places: [],
    });
    for (let day = 1; day <= 10; day += 1) {
      const timestamp = new Date(Date.now() - day * 86_400_000).toISOString();
      expect((await client.ask('/event', 'POST', { event_type: 'visit', pet_id: id, timestamp, duration: 5 })).status).toBe(200);
    }
    const habits = Habits.parse((await client.ask(`/pets/${id}/habits`)).body);
    expect(habits).toMatchObject({ days_known: 10, days_missing: 0, places: [{ zone_id: null, day: { usual: { median: 1 }, today: 0 } }] });
    expect(await client.codeOf('/pets/99999/habits')).toEqual([404, 'pet_not_found']);
    await client.ask(`/pets/${id}`, 'DELETE');
  });
});

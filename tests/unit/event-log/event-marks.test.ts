import { expect, test } from 'vitest';
import { eventMarks, type TimedEvent } from '../../../main/event-log/event-marks.ts';
import { EventTimelineInput } from '../../../shared/event-timeline.ts';
import { PetInput } from '../../../shared/pets.ts';
import { openTestEventLog, visitOf } from '../../support/open-event-log.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const noon = Date.UTC(2026, 4, 1, 12);
const minute = 60_000;
const day = 86_400_000;
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const seen = (eventId: number, minutesAfterNoon: number, values: Partial<TimedEvent> = {}): TimedEvent => ({
  eventId,
  startedAtMilliseconds: noon + minutesAfterNoon * minute,
  durationMilliseconds: 30_000,
  label: 'cat',
  petId: 1,
  ...values,
});

test('events of one label that are near each other are one mark; others stay their own, in their order', () => {
  const events = [
    seen(1, 0),
    seen(2, 0.2, { label: 'person', petId: null }),
    seen(3, 1),
    seen(4, 1.2, { label: null, petId: null }),
    seen(5, 9, { petId: 2 }),
  ];
  const { marks, resolution_seconds } = eventMarks(events, 60);
  expect(resolution_seconds).toBe(60);
  expect(marks).toEqual([
    { start: iso(noon), end: iso(noon + 1.5 * minute), label: 'cat', pet_id: 1, events: 2, event_id: 1 },
    { start: iso(noon + 0.2 * minute), end: iso(noon + 0.7 * minute), label: 'person', pet_id: null, events: 1, event_id: 2 },
    { start: iso(noon + 1.2 * minute), end: iso(noon + 1.7 * minute), label: null, pet_id: null, events: 1, event_id: 4 },
    { start: iso(noon + 9 * minute), end: iso(noon + 9.5 * minute), label: 'cat', pet_id: 2, events: 1, event_id: 5 },
  ]);
  expect(eventMarks(events, 0).marks.map(({ event_id }) => event_id)).toEqual([1, 2, 3, 4, 5]);
  expect(eventMarks([seen(1, 0), seen(2, 0.2, { petId: 2 })], 60).marks).toMatchObject([{ pet_id: null, events: 2 }]);
});

test('a short visit within a long one does not end it', () => {
  const { marks } = eventMarks([seen(1, 0, { durationMilliseconds: 10 * minute }), seen(2, 1), seen(3, 10.5)], 60);
  expect(marks).toMatchObject([{ start: iso(noon), end: iso(noon + 11 * minute), events: 3 }]);
});

test('more than a strip can show is told coarser, and nothing is left out', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => seen(index, index));
  const { marks, resolution_seconds } = eventMarks(many, 0, 1_000);
  expect(resolution_seconds).toBeGreaterThan(0);
  expect(marks.length).toBeLessThanOrEqual(1_000);
  expect(marks.reduce((sum, { events }) => sum + events, 0)).toBe(5_000);
});

test('the log tells of what somebody did before one camera, without what was nothing', async () => {
  await using directory = await temporaryDirectory();
  const { log, visits, pets, pictures, database } = openTestEventLog(directory.path);
  const luna = pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
  const record = (visitKey: string, minutes: number, values: Parameters<typeof visitOf>[0] = {}) =>
    visits.record(visitOf({ visitKey, startedAtMs: noon + minutes * minute, durationSeconds: 90, ended: true, ...values }));
  record('reaching', -1);
  record('inside', 20, { label: 'person' });
  record('before', -30);
  record('after', 61);
  record('garden', 5, { cameraId: 'garden' });
  record('nothing', 30);
  log.log({ event_type: 'camera_lost', timestamp: iso(noon + 40 * minute) }, 'main');
  const wrong = log.list({ start_date: iso(noon + 29 * minute), end_date: iso(noon + 31 * minute) }).events[0];
  log.change(String(wrong?.event_id), { is_wrong: true });
  const hour = { start_date: iso(noon), end_date: iso(noon + 60 * minute) };
  expect(log.timeline(hour, 'main').marks).toMatchObject([
    { start: iso(noon - minute), end: iso(noon + 0.5 * minute), label: 'cat', pet_id: luna.pet_id, events: 1 },
    { start: iso(noon + 20 * minute), label: 'person', pet_id: null },
  ]);
  expect(log.timeline(hour, 'garden').marks).toMatchObject([{ start: iso(noon + 5 * minute) }]);
  await pictures.idle;
  database.close();
});

test('not more than a month is asked for at once', () => {
  const of = (days: number) => EventTimelineInput.safeParse({ start_date: iso(noon), end_date: iso(noon + days * day) });
  expect(of(32).success).toBe(true);
  expect(of(33).error?.issues).toMatchObject([{ path: ['end_date'], message: 'must be at most 32 days after start_date' }]);
});

import { expect, test } from 'vitest';
import { NoticedVisits, type VisitChoice } from '../../../../main/recording/automatic/noticed-visits.ts';
import { visitOf } from '../../../support/open-event-log.ts';
import type { Visit } from '../../../../main/detection/visit.ts';

const choice: VisitChoice = { mode: 'visits', labels: ['cat', 'person'], zoneIds: null, withPeople: true, canTell: true };
const movement: Partial<Visit> = { eventType: 'motion', label: null };

const isTaken = (visit: Partial<Visit>, values: Partial<VisitChoice> = {}): boolean =>
  new NoticedVisits().take(visitOf(visit), { ...choice, ...values }, 0, 0) !== null;

test.each<[string, Partial<Visit>, Partial<VisitChoice>, boolean]>([
  ['a cat that is wanted', { label: 'cat' }, {}, true],
  ['a dog that is not', { label: 'dog' }, {}, false],
  ['a dog where whatever moves is', { label: 'dog' }, { mode: 'motion' }, true],
  ['a person', { label: 'person' }, {}, true],
  ['a person who is left out', { label: 'person' }, { withPeople: false }, false],
  ['a person who is left out, where whatever moves is wanted', { label: 'person' }, { mode: 'motion', withPeople: false }, false],
  ['a movement', movement, {}, false],
  ['a movement where whatever moves is wanted', movement, { mode: 'motion' }, true],
  ['a movement of which nobody can say what it is', movement, { canTell: false }, true],
  ['the same where people are left out, one of whom it may be', movement, { canTell: false, withPeople: false }, false],
  ['a camera that was turned away', { eventType: 'camera_tampered', label: null }, { mode: 'motion' }, false],
  ['a cat where nothing is wanted', { label: 'cat' }, { mode: 'never' }, false],
])('%s is or is not recorded', (_what, visit, values, expected) => {
  expect(isTaken(visit, values)).toBe(expected);
});

test('who rests is no reason to record, and who moves again is', () => {
  const visits = new NoticedVisits();
  const tell = (durationSeconds: number, movedSeconds: number, now: number): number | null =>
    visits.take(visitOf({ durationSeconds, movedSeconds }), choice, now, 2500);
  expect(tell(2, 2, 2000)).toBe(2500);
  expect(tell(10, 2, 10_000)).toBeNull();
  expect(visits.activeMilliseconds).toBe(2000);
  expect(tell(900, 900, 900_000)).toBe(1000);
  expect(visits.activeMilliseconds).toBe(900_000);
});

test('in a place counts what happens there, and how long ago it began there', () => {
  const visits = new NoticedVisits();
  const atBowl: VisitChoice = { ...choice, zoneIds: ['bowl', 'water'] };
  const tell = (movedSeconds: number, zones: Visit['zones']): number | null =>
    visits.take(visitOf({ movedSeconds, durationSeconds: movedSeconds, zones }), atBowl, movedSeconds * 1000, movedSeconds * 1000);
  expect(tell(1, [])).toBeNull();
  expect(tell(2, [{ zoneId: 'bed', seconds: 1 }])).toBeNull();
  expect(tell(60, [{ zoneId: 'bowl', seconds: 0.5 }])).toBe(500);
  expect(tell(61, [{ zoneId: 'bowl', seconds: 1.5 }])).toBe(1000);
  expect(tell(62, [{ zoneId: 'bowl', seconds: 1.5 }])).toBeNull();
  expect(
    tell(63, [
      { zoneId: 'bowl', seconds: 1.5 },
      { zoneId: 'water', seconds: 0 },
    ]),
  ).toBeNull();
  expect(visits.activeMilliseconds).toBe(61_000);
});

test('who was there when somebody stopped it is not recorded, who comes then is', () => {
  const visits = new NoticedVisits();
  const tell = (visitKey: string, movedSeconds: number): number | null =>
    visits.take(visitOf({ visitKey, movedSeconds }), choice, movedSeconds * 1000, 0);
  tell('a', 1);
  visits.decline();
  expect(visits.activeMilliseconds).toBeNull();
  expect(tell('a', 2)).toBeNull();
  expect(tell('b', 3)).not.toBeNull();
  visits.declineOne('b');
  expect(tell('b', 4)).toBeNull();
  expect(visits.activeKeys).toEqual([]);
});

test('a movement that turns out to be a cat counts from its beginning', () => {
  const visits = new NoticedVisits();
  expect(visits.take(visitOf({ ...movement, movedSeconds: 1 }), choice, 1000, 1000)).toBeNull();
  expect(visits.take(visitOf({ movedSeconds: 3 }), choice, 3000, 3000)).toBe(3000);
});

test('what is over is forgotten, what lasts is not', () => {
  const visits = new NoticedVisits();
  visits.take(visitOf({ visitKey: 'over', ended: true }), choice, 1000, 0);
  visits.take(visitOf({ visitKey: 'lasts' }), choice, 1000, 0);
  visits.forgetBefore(1000);
  expect(visits.activeKeys).toEqual(['over', 'lasts']);
  visits.forgetBefore(1001);
  expect(visits.activeKeys).toEqual(['lasts']);
});

import { expect, it } from 'vitest';
import { isAbout, isAtPresence, isInHours, isLongEnough } from '../../../main/alerts/rule-match.ts';
import type { StoredRule } from '../../../main/alerts/rule-store.ts';
import { RuleInput } from '../../../shared/alerts-rules.ts';
import { occurrence } from '../../support/alert-delivery.ts';

const rule = (values: object = {}): StoredRule => ({ rule_id: 'rule', ...RuleInput.parse({ name: 'Rule', channels: [], ...values }) });

it('is about anything, unless it names something', () => {
  const luna = occurrence({ label: 'cat', petId: 1, zoneIds: ['bowl', 'door'], cameraId: 'main' });
  const somebody = occurrence({ label: null, petId: null });
  const disk = occurrence({ eventType: 'disk_problem', cameraId: null, eventId: null, label: null });
  expect([luna, somebody, disk].map((each) => isAbout(rule(), each))).toEqual([true, true, true]);
  const cases: [object, boolean][] = [
    [{ event_types: ['visit'] }, true],
    [{ event_types: ['camera_lost'] }, false],
    [{ labels: ['dog'] }, false],
    [{ labels: ['dog', 'cat'] }, true],
    [{ pet_ids: [2] }, false],
    [{ labels: ['dog'], pet_ids: [1] }, true],
    [{ zone_ids: ['door'] }, true],
    [{ zone_ids: ['bed'] }, false],
    [{ camera_ids: ['garden'] }, false],
    [{ camera_ids: ['garden', 'main'] }, true],
    [{ labels: ['cat'], zone_ids: ['bed'] }, false],
  ];
  expect(cases.map(([values]) => isAbout(rule(values), luna))).toEqual(cases.map(([, is]) => is));
  const played = occurrence({ eventType: 'playing', label: 'cat' });
  expect([['visit'], ['playing'], ['entering_area', 'leaving_area']].map((types) => isAbout(rule({ event_types: types }), played))).toEqual(
    [true, true, false],
  );
  expect(isAbout(rule({ event_types: ['playing'] }), luna)).toBe(false);
  const silence = occurrence({ eventType: 'no_activity', ruleId: 'rule', label: null });
  expect(isAbout(rule({ no_activity_minutes: 60, labels: ['cat'] }), silence)).toBe(true);
  expect(isAbout(rule({ no_activity_minutes: 60 }), { ...silence, ruleId: 'other' })).toBe(false);
  expect(isAbout(rule(), silence)).toBe(false);
  expect(isAbout(rule({ no_activity_minutes: 60 }), luna)).toBe(false);
  expect(isAbout(rule({ no_activity_minutes: 60, event_types: ['visit', 'no_activity'] }), luna)).toBe(true);
  expect(isAbout(rule({ labels: ['cat'] }), somebody)).toBe(false);
  expect(isAbout(rule({ camera_ids: ['main'] }), disk)).toBe(false);
});

it('keeps to days and hours; a night belongs to the day on which it began', () => {
  // 1 May 2026 is a Friday.
  const at = (day: number, hours: number, minutes = 0): Date => new Date(2026, 4, day, hours, minutes);
  const day = rule({ days: ['fri'], from: '08:00', until: '20:00' });
  expect([at(1, 7, 59), at(1, 8), at(1, 19, 59), at(1, 20), at(2, 12)].map((moment) => isInHours(day, moment))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  const night = rule({ days: ['fri'], from: '22:00', until: '06:00' });
  expect([at(1, 5), at(1, 22), at(2, 5, 59), at(2, 6), at(2, 22)].map((moment) => isInHours(night, moment))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  const sunday = rule({ days: ['sun'], from: '22:00', until: '06:00' });
  expect([at(3, 23), at(4, 1), at(3, 1)].map((moment) => isInHours(sunday, moment))).toEqual([true, true, false]);
  expect(isInHours(rule({ days: ['sat'] }), at(2, 0))).toBe(true);
  expect(isInHours(rule({ days: [] }), at(2, 0))).toBe(false);
});

it('asks who is at home, and for how long something lasts; not of what went wrong', () => {
  const cases = (['any', 'home', 'away'] as const).map((presence) => [isAtPresence({ presence }, true), isAtPresence({ presence }, false)]);
  expect(cases).toEqual([
    [true, true],
    [true, false],
    [false, true],
  ]);
  const minute = rule({ min_duration_seconds: 60 });
  expect(isLongEnough(minute, occurrence({ durationSeconds: 59 }))).toBe(false);
  expect(isLongEnough(minute, occurrence({ durationSeconds: 60 }))).toBe(true);
  expect(isLongEnough(minute, occurrence({ eventType: 'camera_lost', durationSeconds: 0 }))).toBe(true);
});

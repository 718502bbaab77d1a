import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { type Hours, isWithin, timeWithin } from '../../../main/event-log/inactivity/hours.ts';
import { type InactivityRule, InactivityWatch } from '../../../main/event-log/inactivity/inactivity-watch.ts';
import { LookingTimes } from '../../../main/event-log/inactivity/looking-times.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetInput } from '../../../shared/pets.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openTestEventLog, type TestEventLog, visitOf } from '../../support/open-event-log.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const everyDay: Hours['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minute = 60_000;
const hour = 60 * minute;

/** A Friday, in this machine's time zone. */
const at = (day: number, hours: number, minutes = 0): number => new Date(2027, 0, day, hours, minutes).getTime();

describe('the hours that one sets', () => {
  const day: Hours = { days: everyDay, from: '08:00', until: '20:00' };

  it('begin and end', () => {
    expect([at(15, 7, 59), at(15, 8), at(15, 19, 59), at(15, 20)].map((moment) => isWithin(day, moment))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('may go on over midnight, and belong to the day on which they began', () => {
    const night: Hours = { days: ['fri'], from: '22:00', until: '06:00' };
    expect(isWithin(night, at(15, 23))).toBe(true);
    expect(isWithin(night, at(16, 5))).toBe(true);
    expect(isWithin(night, at(16, 23))).toBe(false);
    expect(isWithin(night, at(15, 5))).toBe(false);
  });

  it('are all of the day where both ends are the same', () => {
    expect(isWithin({ days: everyDay, from: '00:00', until: '00:00' }, at(15, 0))).toBe(true);
    expect(isWithin({ days: ['sat'], from: '00:00', until: '00:00' }, at(15, 23))).toBe(false);
  });

  it('alone count: a night in between does not', () => {
    expect(timeWithin(day, at(14, 18), at(15, 9), Infinity)).toBe(3 * hour);
    expect(timeWithin(day, at(15, 9), at(15, 9, 30), Infinity)).toBe(30 * minute);
    expect(timeWithin(day, at(1, 0), at(15, 9), 5 * hour)).toBeGreaterThanOrEqual(5 * hour);
    expect(timeWithin({ ...day, from: '00:00', until: '00:00' }, at(10, 3), at(15, 3), Infinity)).toBe(5 * 24 * hour);
    expect(timeWithin({ ...day, days: [] }, at(10, 3), at(15, 3), Infinity)).toBe(0);
  });
});

test('a camera looks from its first picture on, over short losses, and anew after long ones', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  const { database } = openTestEventLog(directory.path, clock);
  const all = new EventBus(clock);
  const bus = all.ofCamera('garden');
  const noticing = { isOn: true };
  const looking = new LookingTimes({ database, bus: all, clock, isNoticing: () => noticing.isOn });
  const live = { source: 'rtsp', width_pixels: 1280, height_pixels: 720 };
  expect(looking.longestMilliseconds([])).toBeNull();
  bus.emit('camera.live', live);
  await clock.advance(hour);
  expect(looking.longestMilliseconds(['garden'])).toBe(hour);
  expect(looking.longestMilliseconds(['main'])).toBeNull();
  bus.emit('camera.lost', { source: 'rtsp', reason: 'gone' });
  expect(looking.longestMilliseconds([])).toBeNull();
  await clock.advance(minute);
  bus.emit('camera.live', live);
  expect(looking.longestMilliseconds([])).toBe(hour + minute);
  bus.emit('camera.stopped', { reason: 'stopped' });
  await clock.advance(10 * minute);
  bus.emit('camera.live', live);
  await clock.advance(minute);
  expect(looking.longestMilliseconds([])).toBe(minute);
  noticing.isOn = false;
  all.emit('settings.changed', { keys: ['detection.enabled'] });
  expect(looking.longestMilliseconds([])).toBeNull();
  noticing.isOn = true;
  all.emit('settings.changed', { keys: ['detection.enabled'] });
  await clock.advance(minute);
  expect(looking.longestMilliseconds([])).toBe(minute);
  looking.close();
  database.close();
});

test('a camera that ran before it noticed anything has looked since it does', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  const { database, bus: all } = openTestEventLog(directory.path, clock);
  const noticing = { isOn: false };
  const looking = new LookingTimes({ database, bus: all, clock, isNoticing: () => noticing.isOn });
  all.ofCamera('garden').emit('camera.live', { source: 'rtsp', width_pixels: 1280, height_pixels: 720 });
  await clock.advance(5 * hour);
  noticing.isOn = true;
  all.emit('settings.changed', { keys: ['detection.enabled'] });
  await clock.advance(minute);
  expect(looking.longestMilliseconds(['garden'])).toBe(minute);
  looking.close();
  database.close();
});

test('when the clock is set to another time, looking counts anew: what the log says of the time before is by another clock', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  const { database } = openTestEventLog(directory.path, clock);
  const bus = new EventBus(clock);
  const looking = new LookingTimes({ database, bus, clock, isNoticing: () => true });
  bus.ofCamera('garden').emit('camera.live', { source: 'rtsp', width_pixels: 1280, height_pixels: 720 });
  await clock.advance(3 * hour);
  clock.jump(20_000); // a clock that is kept right by small steps
  expect(looking.longestMilliseconds([])).toBe(3 * hour);
  clock.jump(8 * hour); // a Pi without a battery for its clock, once it has reached the network
  await clock.advance(10 * minute);
  expect(looking.longestMilliseconds([])).toBeLessThanOrEqual(10 * minute);
  await clock.advance(hour);
  clock.jump(-2 * hour);
  expect(looking.longestMilliseconds([])).toBe(0);
  looking.close();
  expect(clock.pendingTimers).toBe(0);
  database.close();
});

test('a restart within minutes is no break for those who look, a longer one is', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  const { database, bus: all } = openTestEventLog(directory.path, clock);
  const live = { source: 'rtsp', width_pixels: 1280, height_pixels: 720 };
  const open = (): LookingTimes => new LookingTimes({ database, bus: all, clock, isNoticing: () => true });
  const first = open();
  all.ofCamera('garden').emit('camera.live', live);
  await clock.advance(hour);
  first.close();
  await clock.advance(minute);
  const second = open();
  expect(second.longestMilliseconds([])).toBeNull();
  all.ofCamera('garden').emit('camera.live', live);
  expect(second.longestMilliseconds(['garden'])).toBeCloseTo(hour + minute, -1);
  await clock.advance(hour);
  second.close();
  await clock.advance(6 * minute);
  const third = open();
  all.ofCamera('garden').emit('camera.live', live);
  expect(third.longestMilliseconds(['garden'])).toBe(0);
  await clock.advance(hour);
  const afterPowerCut = open();
  all.ofCamera('garden').emit('camera.live', live);
  expect(afterPowerCut.longestMilliseconds(['garden'])).toBeCloseTo(hour, -1);
  afterPowerCut.close();
  third.close();
  expect(clock.pendingTimers).toBe(0);
  database.close();
});

describe('nothing was seen', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let opened: TestEventLog;
  let watch: InactivityWatch;
  let rules: InactivityRule[];
  let lookedMilliseconds: number | null;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    opened = openTestEventLog(directory.path);
    rules = [];
    lookedMilliseconds = 1000 * hour;
    watch = createWatch();
  });

  const createWatch = (): InactivityWatch =>
    new InactivityWatch({
      database: opened.database,
      rules: () => rules,
      looking: { longestMilliseconds: () => lookedMilliseconds },
      cameraOfZone: (zoneId) => (zoneId === 'gone' ? null : 'kitchen'),
      bus: opened.bus,
      clock: opened.clock,
      logger: silentLogger,
    });

  afterEach(async () => {
    watch.close();
    expect(opened.clock.pendingTimers).toBe(0);
    opened.database.close();
    await directory[Symbol.asyncDispose]();
  });

  const rule = (values: Partial<InactivityRule> = {}): InactivityRule => ({
    ruleId: 'rule-1',
    petIds: [],
    labels: [],
    zoneIds: [],
    cameraIds: [],
    minutes: 60,
    days: everyDay,
    from: '00:00',
    until: '00:00',
    ...values,
  });
  const addPet = (name: string): number => opened.pets.create(PetInput.parse({ name, species: 'cat' })).pet_id;
  const see = (visitKey: string, values: Parameters<typeof visitOf>[0] = {}): void =>
    opened.visits.record(
      visitOf({ visitKey, startedAtMs: opened.clock.nowMicroseconds() / 1000, durationSeconds: 0, ended: true, ...values }),
    );
  const told = () => opened.log.list({ event_type: 'no_activity' }).events;

  it('of a pet for an hour: one event, until she is seen', async () => {
    const luna = addPet('Luna');
    rules = [rule({ petIds: [luna] })];
    see('first');
    await opened.clock.advance(59 * minute);
    expect(told()).toEqual([]);
    await opened.clock.advance(2 * minute);
    expect(told()).toMatchObject([
      { pet_id: luna, pet_name: 'Luna', ended_at: null, camera_id: 'main', metadata: { rule_id: 'rule-1', no_activity_minutes: 60 } },
    ]);
    await opened.clock.advance(3 * hour);
    expect(told()).toHaveLength(1);
    expect(opened.pets.get(String(luna)).last_seen).toBe(told()[0]!.metadata['last_seen']);
    expect(told()[0]!.timestamp).toBe(told()[0]!.metadata['last_seen']);
    see('second');
    expect(told()[0]!.ended_at).not.toBeNull();
    expect(told()[0]!.duration).toBeCloseTo(4 * 3600 + 60, -2);
    await opened.clock.advance(61 * minute);
    expect(told()).toHaveLength(2);
    expect(opened.log.summary({ start_date: '2027-01-01', end_date: '2027-01-31' }).count).toBe(2);
  });

  it('over a restart: it is the same event, and nobody is told of it anew', async () => {
    const luna = addPet('Luna');
    rules = [rule({ petIds: [luna] })];
    see('first');
    await opened.clock.advance(2 * hour);
    const [before] = told();
    watch.close();
    expect(told()[0]!.ended_at).not.toBeNull();
    await opened.clock.advance(minute);
    const started = (): number => opened.told.filter(({ name }) => name === 'event.started').length;
    const startedBefore = started();
    watch = createWatch();
    watch.check();
    expect(told()).toMatchObject([{ event_id: before!.event_id, timestamp: before!.timestamp, ended_at: null }]);
    expect(started()).toBe(startedBefore);
    await opened.clock.advance(hour);
    see('second');
    expect(told()[0]!.duration).toBeCloseTo(3 * 3600 + 60, -2);
    await opened.clock.advance(61 * minute);
    expect(told()).toHaveLength(2);
  });

  it('by a rule that was about another place before: it is another event', async () => {
    see('at the bed', { zones: [{ zoneId: 'bed', seconds: 1 }] });
    await opened.clock.advance(minute);
    see('first at the bowl', { zones: [{ zoneId: 'bowl', seconds: 1 }] });
    rules = [rule({ zoneIds: ['bowl'] })];
    await opened.clock.advance(61 * minute);
    see('at the bowl', { zones: [{ zoneId: 'bowl', seconds: 1 }] });
    expect(told()).toMatchObject([{ zones: ['bowl'] }]);
    expect(told()[0]!.ended_at).not.toBeNull();
    rules = [rule({ zoneIds: ['bed'] })];
    await opened.clock.advance(minute);
    expect(told().map(({ zones, ended_at }) => [zones, ended_at === null])).toEqual(
      expect.arrayContaining([
        [['bed'], true],
        [['bowl'], false],
      ]),
    );
    expect(told()).toHaveLength(2);
  });

  it('of one of two pets: each is waited for on her own', async () => {
    const [luna, mia] = [addPet('Luna'), addPet('Mia')];
    rules = [rule({ petIds: [luna, mia] })];
    see('luna');
    opened.log.change('1', { pet_id: luna });
    see('mia');
    opened.log.change('2', { pet_id: mia });
    await opened.clock.advance(40 * minute);
    see('mia again');
    opened.log.change('3', { pet_id: mia });
    await opened.clock.advance(30 * minute);
    expect(told().map(({ pet_id }) => pet_id)).toEqual([luna]);
  });

  it('at the bowl, by the camera there; who passes elsewhere does not count', async () => {
    rules = [rule({ zoneIds: ['bowl'], labels: ['cat'] })];
    see('at the bowl', { zones: [{ zoneId: 'bowl', seconds: 1 }] });
    await opened.clock.advance(50 * minute);
    see('elsewhere');
    see('a dog at the bowl', { label: 'dog', zones: [{ zoneId: 'bowl', seconds: 1 }] });
    await opened.clock.advance(11 * minute);
    expect(told()).toMatchObject([{ zones: ['bowl'], label: 'cat', camera_id: 'kitchen', pet_id: null }]);
  });

  it('means nothing while a visit lasts, while no camera looks, and for time in which none looked', async () => {
    rules = [rule()];
    see('long', { ended: false });
    await opened.clock.advance(2 * hour);
    expect(told()).toEqual([]);
    see('long', { ended: true, durationSeconds: 7200, startedAtMs: opened.clock.nowMicroseconds() / 1000 - 2 * hour });
    lookedMilliseconds = null;
    await opened.clock.advance(2 * hour);
    expect(told()).toEqual([]);
    lookedMilliseconds = 59 * minute;
    await opened.clock.advance(minute);
    expect(told()).toEqual([]);
    lookedMilliseconds = 61 * minute;
    await opened.clock.advance(minute);
    expect(told()).toHaveLength(1);
  });

  it('of a place that is gone means nothing, and a rule that is gone ends what it began', async () => {
    rules = [rule({ zoneIds: ['gone'] })];
    await opened.clock.advance(2 * hour);
    expect(told()).toEqual([]);
    rules = [rule()];
    await opened.clock.advance(minute);
    expect(told()[0]!.ended_at).toBeNull();
    rules = [];
    await opened.clock.advance(minute);
    expect(told()[0]!.ended_at).not.toBeNull();
  });

  it('lasts, and as long as it lasts, when the clock is set back or ahead meanwhile, until somebody is seen', async () => {
    for (const [index, jumpMilliseconds] of [-65 * minute, 26 * hour].entries()) {
      rules = [rule({ ruleId: `rule-${index}` })];
      see(`before ${index}`);
      await opened.clock.advance(70 * minute);
      const before = told().find(({ metadata }) => metadata['rule_id'] === `rule-${index}`);
      expect(before).toMatchObject({ ended_at: null });
      opened.clock.jump(jumpMilliseconds);
      await opened.clock.advance(30 * minute);
      const silence = () => opened.log.get(String(before!.event_id));
      expect([index, silence().ended_at]).toEqual([index, null]);
      see(`after ${index}`);
      expect(silence()).toMatchObject({ timestamp: before!.timestamp, duration: expect.closeTo(100 * 60, -2) });
      expect(silence().ended_at).not.toBeNull();
    }
  });

  it('outside the hours is not told', async () => {
    const now = new Date(opened.clock.nowMicroseconds() / 1000);
    const two = (value: number): string => String(value % 24).padStart(2, '0');
    rules = [rule({ from: `${two(now.getHours() + 3)}:00`, until: `${two(now.getHours() + 6)}:00` })];
    await opened.clock.advance(2 * hour);
    expect(told()).toEqual([]);
    await opened.clock.advance(3 * hour);
    expect(told()).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { CameraManager, type Stop } from '../../../main/camera/camera-manager.ts';
import type { Pause, Wish } from '../../../main/camera/camera-wish.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let running: boolean;
let alwaysOn: boolean;
let idleStopSeconds: number;
let manager: CameraManager;
let wish: { value: Wish; pause: Pause | null; set(value: Wish, pause?: Pause | null): void };

const byAnna = { by: 'Anna', on_own_screen: false, end: null };

beforeEach(() => {
  clock = new ManualClock();
  running = false;
  alwaysOn = false;
  idleStopSeconds = 10;
  wish = { value: null, pause: null, set: (value, pause = null) => void Object.assign(wish, { value, pause }) };
  manager = newManager();
});

const newManager = (): CameraManager =>
  new CameraManager({
    wish,
    camera: {
      start: () => (running = true),
      stop: () => {
        running = false;
        return Promise.resolve();
      },
    },
    clock,
    idleStopSeconds: () => idleStopSeconds,
    isAlwaysOn: () => alwaysOn,
  });

describe('CameraManager', () => {
  it('starts with the first need and stops ten seconds after the last', async () => {
    const first = manager.acquire('viewer');
    const second = manager.acquire('recording');
    expect(running).toBe(true);
    first.release();
    await clock.advance(60_000);
    expect(running).toBe(true);
    second.release();
    await clock.advance(9999);
    expect(running).toBe(true);
    await clock.advance(1);
    expect(running).toBe(false);
  });

  it('keeps running when a need comes back in time', async () => {
    manager.acquire('viewer').release();
    await clock.advance(9000);
    const lease = manager.acquire('viewer');
    await clock.advance(60_000);
    expect(running).toBe(true);
    lease.release();
  });

  it('does not stop for idleness when it was started explicitly', async () => {
    manager.startExplicitly();
    manager.acquire('viewer').release();
    await clock.advance(3_600_000);
    expect(running).toBe(true);
    await manager.stop('stopped');
    expect(running).toBe(false);
    expect(manager.isExplicitlyStarted).toBe(false);
  });

  it('stops for everyone, and old leases mean nothing afterwards', async () => {
    const old = manager.acquire('viewer');
    await manager.stop('stopped');
    const lease = manager.acquire('viewer');
    old.release();
    old.release();
    await clock.advance(60_000);
    expect(running).toBe(true);
    lease.release();
    lease.release();
    await clock.advance(10_000);
    expect(running).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('that is always on, and was stopped by a person, rests until the next need and then stays on', async () => {
    alwaysOn = true;
    manager.startByConfiguration();
    expect(manager).toMatchObject({ isExplicitlyStarted: true, isStartedByPerson: false });
    await manager.stop('stopped');
    await clock.advance(3_600_000);
    expect(running).toBe(false);
    expect(manager.isExplicitlyStarted).toBe(false);
    manager.acquire('snapshot').release();
    await clock.advance(3_600_000);
    expect(running).toBe(true);
    expect(manager).toMatchObject({ isExplicitlyStarted: true, isStartedByPerson: false });
  });

  it('knows what a person last wanted of it', async () => {
    manager.acquire('viewer');
    expect(wish.value).toBe(null);
    manager.startExplicitly();
    await manager.stop('shutdown');
    expect(wish.value).toBe('on');
    await manager.stopExplicitly('stopped', byAnna);
    expect(wish.value).toBe('off');
    manager.acquire('viewer');
    expect(wish.value).toBe(null);
  });

  it.each([
    { said: null, always: false, runs: false, byPerson: false },
    { said: null, always: true, runs: true, byPerson: false },
    { said: 'on', always: false, runs: true, byPerson: true },
    { said: 'on', always: true, runs: true, byPerson: true },
    { said: 'off', always: true, runs: false, byPerson: false },
  ] as const)('after a start, is as the last person said, or else the configuration: %o', ({ said, always, runs, byPerson }) => {
    wish.value = said;
    alwaysOn = always;
    manager.resume();
    expect([running, manager.isStartedByPerson, wish.value]).toEqual([runs, byPerson, said]);
  });

  it('that nobody gets does not run after a start, whatever was said', () => {
    wish.value = 'on';
    manager.block();
    manager.resume();
    expect([running, wish.value]).toEqual([false, 'on']);
  });

  it('that a person stopped is told from one that stopped for idleness, until somebody watches, records or starts it', async () => {
    manager.acquire('viewer').release();
    await clock.advance(60_000);
    expect({ running, isStoppedByPerson: manager.isStoppedByPerson }).toEqual({ running: false, isStoppedByPerson: false });
    await manager.stopExplicitly('stopped', byAnna);
    manager.acquire('snapshot').release();
    await clock.advance(60_000);
    expect({ running, isStoppedByPerson: manager.isStoppedByPerson }).toEqual({ running: false, isStoppedByPerson: true });
    manager.acquire('viewer').release();
    expect(manager.isStoppedByPerson).toBe(false);
    await manager.stopExplicitly('stopped', byAnna);
    manager.startExplicitly();
    expect(manager.isStoppedByPerson).toBe(false);
  });

  it('that is no longer always on stops for idleness', async () => {
    alwaysOn = true;
    manager.startByConfiguration();
    await clock.advance(60_000);
    alwaysOn = false;
    manager.reconfigure();
    expect(manager.isExplicitlyStarted).toBe(false);
    await clock.advance(9999);
    expect(running).toBe(true);
    await clock.advance(1);
    expect(running).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('that is no longer always on runs on for whoever watches, and for the person who started it', async () => {
    alwaysOn = true;
    manager.startByConfiguration();
    const lease = manager.acquire('viewer');
    alwaysOn = false;
    manager.reconfigure();
    await clock.advance(60_000);
    expect(running).toBe(true);
    manager.startExplicitly();
    lease.release();
    manager.reconfigure();
    await clock.advance(60_000);
    expect(running).toBe(true);
    expect(manager).toMatchObject({ isExplicitlyStarted: true, isStartedByPerson: true });
  });

  it('made always on while it waits for its idle stop does not stop', async () => {
    manager.acquire('snapshot').release();
    await clock.advance(9000);
    alwaysOn = true;
    manager.startByConfiguration();
    await clock.advance(60_000);
    expect(running).toBe(true);
  });

  it('counts a changed idle time from the end of the last need', async () => {
    idleStopSeconds = 3600;
    manager.acquire('snapshot').release();
    await clock.advance(4000);
    idleStopSeconds = 10;
    manager.reconfigure();
    await clock.advance(5999);
    expect(running).toBe(true);
    await clock.advance(1);
    expect(running).toBe(false);
  });

  it('stops at once when it has been idle for longer than the changed time', async () => {
    idleStopSeconds = 3600;
    manager.acquire('snapshot').release();
    await clock.advance(60_000);
    idleStopSeconds = 1;
    manager.reconfigure();
    await clock.advance(0);
    expect(running).toBe(false);
    manager.acquire('snapshot').release();
    await clock.advance(999);
    expect(running).toBe(true);
    await clock.advance(1);
    expect(running).toBe(false);
  });

  it('has no idle stop for a changed time while it is stopped', async () => {
    manager.reconfigure();
    manager.acquire('snapshot').release();
    await manager.stop('stopped');
    manager.reconfigure();
    expect(clock.pendingTimers).toBe(0);
  });
});

const hourMilliseconds = 3_600_000;
const spanOf = (milliseconds: number) => ({
  untilMicroseconds: clock.nowMicroseconds() + milliseconds * 1000,
  counts: 'span' as const,
});
const stopFor = (end: Stop['end']): Promise<void> => manager.stopExplicitly('stopped', { ...byAnna, end });
const timeAfter = (milliseconds: number): string => new Date(clock.nowMicroseconds() / 1000 + milliseconds).toISOString();

describe('a stop that ends by itself', () => {
  it('says who, when and until when, and the camera is as it was before', async () => {
    manager.startExplicitly();
    const since = timeAfter(0);
    await stopFor(spanOf(hourMilliseconds));
    expect(manager.pause).toMatchObject({ by: 'Anna', on_own_screen: false, since, until: timeAfter(hourMilliseconds) });
    await clock.advance(hourMilliseconds - 1);
    expect([running, wish.value]).toEqual([false, 'off']);
    await clock.advance(1);
    expect([running, wish.value, manager.pause, manager.isStartedByPerson]).toEqual([true, 'on', null, true]);
    await manager.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([true, false])('with always on: %s', async (always) => {
    alwaysOn = always;
    await stopFor(spanOf(hourMilliseconds));
    await clock.advance(hourMilliseconds);
    expect([running, manager.isStoppedByPerson, wish.value]).toEqual([always, false, null]);
  });

  it('can be given another end, and keeps when it began and what was before', async () => {
    manager.startExplicitly();
    const since = timeAfter(0);
    await stopFor(null);
    await clock.advance(hourMilliseconds);
    await stopFor(spanOf(hourMilliseconds));
    expect(manager.pause).toMatchObject({ since, before: 'on' });
    await clock.advance(hourMilliseconds);
    expect(running).toBe(true);
  });

  it('is over with the first viewer, but not with a snapshot, after which it is still known', async () => {
    await stopFor(spanOf(hourMilliseconds));
    manager.acquire('snapshot').release();
    expect(wish.pause).toMatchObject({ by: 'Anna' });
    manager.acquire('viewer').release();
    expect([wish.value, wish.pause]).toEqual([null, null]);
    await clock.advance(10_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it('lasts as long as was said, whatever the clock is set to meanwhile, and says the right hour', async () => {
    alwaysOn = true;
    await stopFor(spanOf(hourMilliseconds));
    clock.jump(5 * 365 * 24 * hourMilliseconds);
    await clock.advance(hourMilliseconds / 2);
    expect([running, manager.pause?.until]).toEqual([false, timeAfter(hourMilliseconds / 2)]);
    await clock.advance(hourMilliseconds / 2);
    expect(running).toBe(true);
  });

  it('until an hour is over when the clock shows it', async () => {
    alwaysOn = true;
    await stopFor({ ...spanOf(8 * hourMilliseconds), counts: 'hour' });
    clock.jump(6 * hourMilliseconds);
    await clock.advance(2 * hourMilliseconds - 1);
    expect(running).toBe(false);
    await clock.advance(1);
    expect(running).toBe(true);
  });

  it('goes on after a restart in between, for the rest', async () => {
    alwaysOn = true;
    await stopFor(spanOf(hourMilliseconds));
    await clock.advance(hourMilliseconds / 2);
    await manager.close();
    manager = newManager();
    manager.resume();
    expect([running, manager.pause?.by]).toEqual([false, 'Anna']);
    await clock.advance(hourMilliseconds / 2 - 1);
    expect(running).toBe(false);
    await clock.advance(1);
    expect(running).toBe(true);
  });

  it.each([
    { what: 'years behind', jump: -10 * 365 * 24 * hourMilliseconds, lasts: hourMilliseconds },
    { what: 'past the end', jump: 2 * hourMilliseconds, lasts: 0 },
  ])('after a restart with a clock $what lasts no longer than the whole', async ({ jump, lasts }) => {
    alwaysOn = true;
    await stopFor(spanOf(hourMilliseconds));
    await manager.close();
    clock.jump(jump);
    manager = newManager();
    manager.resume();
    await clock.advance(Math.max(0, lasts - 1));
    expect(running).toBe(lasts === 0);
    await clock.advance(1);
    expect(running).toBe(true);
  });

  it('that ends during privacy starts nothing before the release', async () => {
    alwaysOn = true;
    await stopFor(spanOf(hourMilliseconds));
    manager.block();
    await clock.advance(hourMilliseconds);
    expect([running, manager.isStoppedByPerson]).toEqual([false, false]);
    manager.unblock();
    manager.resume();
    expect(running).toBe(true);
  });
});

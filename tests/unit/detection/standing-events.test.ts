import { expect, test } from 'vitest';
import { CameraLosses } from '../../../main/detection/camera-losses.ts';
import { StandingEvent } from '../../../main/detection/standing-event.ts';
import type { Visit } from '../../../main/detection/visit.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function logged(): { clock: ManualClock; bus: EventBus; visits: Visit[]; losses: CameraLosses } {
  const clock = new ManualClock();
  const bus = new EventBus(clock).ofCamera('garden');
  const visits: Visit[] = [];
  const losses = new CameraLosses({ cameraId: 'garden', bus, clock, log: { record: (visit) => visits.push(visit) } });
  return { clock, bus, visits, losses };
}

const lost = { source: 'rtsp', reason: 'It does not answer.' };
const live = { source: 'rtsp', width_pixels: 1280, height_pixels: 720 };

test('a camera that is back within seconds was not lost', async () => {
  const { clock, bus, visits, losses } = logged();
  bus.emit('camera.lost', lost);
  await clock.advance(14_000);
  bus.emit('camera.live', live);
  await clock.advance(60_000);
  expect(visits).toEqual([]);
  losses.close();
  expect(clock.pendingTimers).toBe(0);
});

test('one that stays away is one event from its loss until it is back, whatever is said of it in between', async () => {
  const { clock, bus, visits, losses } = logged();
  const lostAtMs = clock.nowMicroseconds() / 1000;
  bus.emit('camera.lost', lost);
  await clock.advance(20_000);
  bus.emit('camera.lost', { ...lost, reason: 'It refuses.' });
  await clock.advance(180_000);
  bus.emit('camera.live', live);
  expect(new Set(visits.map(({ visitKey }) => visitKey)).size).toBe(1);
  expect(visits[0]).toMatchObject({
    eventType: 'camera_lost',
    cameraId: 'garden',
    startedAtMs: lostAtMs,
    durationSeconds: 15,
    ended: false,
  });
  expect(visits[0]!.metadata).toEqual({ reason: 'It does not answer.' });
  expect(visits.filter(({ ended }) => !ended).length).toBeGreaterThan(2);
  expect(visits.at(-1)).toMatchObject({ ended: true, durationSeconds: 200 });
  await clock.advance(300_000);
  expect(visits.filter(({ ended }) => ended)).toHaveLength(1);
  losses.close();
  expect(clock.pendingTimers).toBe(0);
});

test('one that nobody wants any more is not lost any more', async () => {
  const { clock, bus, visits, losses } = logged();
  bus.emit('camera.lost', lost);
  await clock.advance(30_000);
  bus.emit('camera.stopped', { reason: 'stopped' });
  expect(visits.at(-1)).toMatchObject({ ended: true });
  bus.emit('camera.lost', lost);
  await clock.advance(30_000);
  losses.close();
  expect(visits.at(-1)).toMatchObject({ ended: true });
  expect(new Set(visits.map(({ visitKey }) => visitKey)).size).toBe(2);
  expect(clock.pendingTimers).toBe(0);
});

test('what stands begins at the wall’s time of its first moment, also when the clock jumps meanwhile', async () => {
  const clock = new ManualClock();
  const visits: Visit[] = [];
  const event = new StandingEvent({
    cameraId: 'main',
    eventType: 'camera_tampered',
    clock,
    log: { record: (visit) => visits.push(visit) },
  });
  await clock.advance(10_000);
  const beganAtMs = clock.nowMicroseconds() / 1000 - 10_000;
  event.begin(0, { kind: 'black' }, new Uint8Array([1]));
  clock.jump(-3_600_000);
  await clock.advance(70_000);
  event.begin(70_000, { kind: 'white' }, null);
  event.end();
  event.end();
  expect(visits.map(({ startedAtMs }) => startedAtMs)).toEqual(visits.map(() => beganAtMs));
  expect(visits.map(({ picture }) => picture !== null)).toEqual([true, false, false]);
  expect(visits.at(-1)).toMatchObject({ ended: true, durationSeconds: 80, metadata: { kind: 'black' } });
  expect(clock.pendingTimers).toBe(0);
});

import { expect, test } from 'vitest';
import { DetectionService } from '../../../main/detection/detection-service.ts';
import type { PictureToLookAt } from '../../../main/detection/detector-client.ts';
import type { Visit } from '../../../main/detection/visit.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import type { Sight } from '../../../main/media/protocol.ts';
import { Config } from '../../../shared/config.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openTestEventLog } from '../../support/open-event-log.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const box = { x: 0.4, y: 0.5, width: 0.2, height: 0.2 };
const hour = 3_600_000;

/** A camera before which a cat is as long as it is told so, with who tells what moves, and what it is, at once. */
function watching(
  clock: ManualClock,
  record: (visit: Visit) => void,
): { catFor(milliseconds: number): Promise<void>; service: DetectionService } {
  const bus = new EventBus(clock).ofCamera('main');
  const config = Config.parse({ detection: { enabled: true } });
  let see: (sight: Sight) => void = () => {};
  const service = new DetectionService({
    cameraId: 'main',
    config: () => config,
    onSettingsChanged: () => () => {},
    bus,
    clock,
    isPrivate: () => false,
    isTimeInPicture: () => false,
    media: { notice: () => {}, onSight: (listener) => (see = listener), onTampering: () => {}, showPicture: () => {} },
    detector: {
      canTell: true,
      look: (_cameraId: string, { onFound }: PictureToLookAt) => onFound([{ label: 'cat', score: 0.8, box }]),
      forget: () => {},
    },
    zones: { zonesOf: () => [], onChange: () => () => {} },
    log: { record },
    recorder: { record: () => {} },
  });
  bus.emit('camera.live', { source: 'mock', width_pixels: 1280, height_pixels: 720 });
  return {
    service,
    async catFor(milliseconds) {
      for (let passed = 0; passed < milliseconds; passed += 200) {
        const captureMilliseconds = clock.monotonicMilliseconds();
        const region = { box, area: 0.04, movement: 0.5 };
        see({ captureMilliseconds, regions: [region], faintRegions: [], isNewScene: false, jpeg: new Uint8Array([1]) });
        await clock.advance(200);
      }
    },
  };
}

test.each([
  ['back', -hour],
  ['ahead', 26 * hour],
])('a visit is as long as it was, and began when it began, when the clock is set %s while it lasts', async (_way, jumpMilliseconds) => {
  await using directory = await temporaryDirectory();
  const { log, visits, database } = openTestEventLog(directory.path);
  const told: Visit[] = [];
  const clock = new ManualClock();
  await clock.advance(5000);
  const beganAtMs = clock.nowMicroseconds() / 1000;
  const { service, catFor } = watching(clock, (visit) => {
    told.push(visit);
    visits.record({ ...visit, picture: null });
  });
  await catFor(4000);
  clock.jump(jumpMilliseconds);
  await catFor(6000);
  clock.jump(-2 * jumpMilliseconds);
  await clock.advance(60_000);

  expect(new Set(told.map(({ visitKey }) => visitKey)).size).toBe(1);
  expect(told.map(({ startedAtMs }) => startedAtMs)).toEqual(told.map(() => beganAtMs));
  const durations = told.map(({ durationSeconds }) => durationSeconds);
  expect(durations).toEqual(durations.toSorted((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({ ended: true, durationSeconds: expect.closeTo(9.8, 5) });
  expect(log.list({}).events).toMatchObject([
    {
      timestamp: new Date(beganAtMs).toISOString(),
      duration: 9.8,
      ended_at: new Date(beganAtMs + 9800).toISOString(),
    },
  ]);

  // What comes after it has the time that the wall shows then.
  const nextAtMs = clock.nowMicroseconds() / 1000;
  await catFor(2000);
  service.close();
  expect(told.at(-1)).toMatchObject({ ended: true, startedAtMs: nextAtMs, durationSeconds: expect.closeTo(1.8, 5) });
  expect(clock.pendingTimers).toBe(0);
  database.close();
});

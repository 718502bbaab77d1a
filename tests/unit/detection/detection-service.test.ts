import { expect, test } from 'vitest';
import { DetectionService } from '../../../main/detection/detection-service.ts';
import type { PictureToLookAt } from '../../../main/detection/detector-client.ts';
import type { Visit } from '../../../main/detection/visit.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import type { NoticeSettings, Sight } from '../../../main/media/protocol.ts';
import { Config } from '../../../shared/config.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openTestEventLog } from '../../support/open-event-log.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const box = { x: 0.4, y: 0.5, width: 0.2, height: 0.2 };
const hour = 3_600_000;

interface Watching {
  catFor(milliseconds: number): Promise<void>;
  readonly service: DetectionService;
  /** What the media process was told last; null while nothing is to be noticed. */
  readonly noticed: () => NoticeSettings | null;
  /** Pictures that a model was asked about. */
  readonly looks: () => number;
  readonly withdrawn: string[];
  setPrivate(isPrivate: boolean): void;
}

/** A camera before which somebody is as long as it is told so, with who tells what moves, and who it is (a cat), at once. */
function watching(
  clock: ManualClock,
  record: (visit: Visit) => void,
  {
    detection = {},
    label = () => 'cat',
    canTell = true,
  }: { detection?: object; label?: (looks: number) => string | null; canTell?: boolean } = {},
): Watching {
  const bus = new EventBus(clock).ofCamera('main');
  const config = Config.parse({ detection: { enabled: true, ...detection } });
  let see: (sight: Sight) => void = () => {};
  let noticed: NoticeSettings | null = null;
  let isPrivate = false;
  let looks = 0;
  const withdrawn: string[] = [];
  const service = new DetectionService({
    cameraId: 'main',
    config: () => config,
    onSettingsChanged: () => () => {},
    bus,
    clock,
    isPrivate: () => isPrivate,
    isTimeInPicture: () => false,
    media: {
      notice: (settings) => (noticed = settings),
      onSight: (listener) => (see = listener),
      onTampering: () => {},
      showPicture: () => {},
    },
    detector: {
      canTell,
      look(_cameraId: string, { onFound }: PictureToLookAt) {
        const found = label((looks += 1));
        onFound(found === null ? [] : [{ label: found, score: 0.8, box }]);
      },
      forget: () => {},
    },
    zones: { zonesOf: () => [], onChange: () => () => {} },
    log: { record, withdraw: async (_cameraId, visitKey) => void withdrawn.push(visitKey) },
    recorder: { record: () => {} },
  });
  bus.emit('camera.live', { source: 'mock', width_pixels: 1280, height_pixels: 720 });
  return {
    service,
    withdrawn,
    noticed: () => noticed,
    looks: () => looks,
    setPrivate(isOn) {
      isPrivate = isOn;
      bus.emit('privacy.changed', { on: isOn });
    },
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

test('while privacy is on the media process is asked for nothing, and what it said just before is heard by nobody', async () => {
  const clock = new ManualClock();
  const told: Visit[] = [];
  const { catFor, service, noticed, looks, setPrivate } = watching(clock, (visit) => told.push(visit));
  await catFor(2000);
  expect(noticed()).toMatchObject({ sensitivity: 50 });
  setPrivate(true);
  expect(noticed()).toBeNull();
  expect(told.at(-1)).toMatchObject({ label: 'cat', ended: true });
  const [count, looked] = [told.length, looks()];
  await catFor(20_000);
  expect([told.length, looks()]).toEqual([count, looked]);
  expect(await Promise.all([service.nextMovement(), clock.advance(1000)])).toMatchObject([{ is_looking: false, regions: [] }, undefined]);

  setPrivate(false);
  expect(noticed()).toMatchObject({ sensitivity: 50 });
  await catFor(2000);
  expect(told.at(-1)).toMatchObject({ label: 'cat', ended: false });
  expect(told.at(-1)!.visitKey).not.toBe(told[0]!.visitKey);
  service.close();
  expect(clock.pendingTimers).toBe(0);
});

test('who turns out to be a person, where people are left out, is taken back', async () => {
  const clock = new ManualClock();
  const told: Visit[] = [];
  const { catFor, service, withdrawn } = watching(clock, (visit) => told.push(visit), {
    detection: { people: false, unlabelled: true },
    label: (looks) => (looks > 8 ? 'person' : null),
  });
  await catFor(10_000);
  expect(told[0]).toMatchObject({ eventType: 'motion', label: null, ended: false });
  expect(told.at(-1)).toMatchObject({ visitKey: told[0]!.visitKey, ended: true });
  expect(withdrawn).toEqual([told[0]!.visitKey]);
  expect(told.filter(({ label }) => label !== null)).toEqual([]);
  service.close();
});

test.each([
  [true, 1],
  [false, 0],
])('what moves while nobody can tell who it is has a picture, or none where people are left out: people %s', async (people, pictures) => {
  const clock = new ManualClock();
  const told: Visit[] = [];
  const { catFor, service } = watching(clock, (visit) => told.push(visit), { detection: { people }, canTell: false });
  await catFor(5000);
  service.close();
  expect(told[0]).toMatchObject({ eventType: 'motion', label: null });
  expect(told.filter(({ picture }) => picture !== null)).toHaveLength(pictures);
});

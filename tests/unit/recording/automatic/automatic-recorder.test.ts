import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LiveStatus } from '../../../../shared/api.ts';
import { Config } from '../../../../shared/config.ts';
import { PetLogError } from '../../../../shared/errors.ts';
import type { Visit, WatchedZone } from '../../../../main/detection/visit.ts';
import { EventBus } from '../../../../main/events/event-bus.ts';
import { AutomaticRecorder } from '../../../../main/recording/automatic/automatic-recorder.ts';
import type { AskedRecording } from '../../../../main/recording/recording-service-options.ts';
import { silentLogger } from '../../../../main/system/logger.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { visitOf } from '../../../support/open-event-log.ts';
import { SettingsChanges } from '../../../support/settings-changes.ts';

/** Recordings that are there at once, and cost no disk. */
class TestRecorder {
  readonly started: (AskedRecording & { readonly at: number })[] = [];
  readonly ended: { readonly reason: string; readonly at: number }[] = [];
  current: LiveStatus['current_recording'] = null;
  isStarting = false;
  refusal: PetLogError | null = null;
  readonly #clock: ManualClock;
  readonly #listeners = new Set<(over: { reason: string; isAutomatic: boolean }) => void>();

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  async start(asked: AskedRecording): Promise<{ recordingId: string }> {
    if (this.refusal !== null) {
      throw this.refusal;
    }
    const recordingId = `recording-${this.started.push({ ...asked, at: this.#clock.monotonicMilliseconds() })}`;
    this.current = {
      recording_id: recordingId,
      recording_path: 'recordings/a.mp4',
      started_at: '2026-05-01T12:00:00Z',
      elapsed_seconds: 0,
      recording_duration: null,
      reason: asked.reason ?? 'manual',
    };
    return { recordingId };
  }

  async stop(reason: string): Promise<void> {
    const wasAutomatic = this.current?.reason === 'motion' || this.current?.reason === 'scheduled';
    this.current = null;
    this.ended.push({ reason, at: this.#clock.monotonicMilliseconds() });
    this.#listeners.forEach((listener) => listener({ reason, isAutomatic: wasAutomatic }));
  }

  onOver(listener: (over: { reason: string; isAutomatic: boolean }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

let clock: ManualClock;
let bus: EventBus;
let config: Config;
let changes: SettingsChanges;
let recorder: TestRecorder;
let automatic: AutomaticRecorder;
let isPrivate: boolean;
let zones: WatchedZone[];

beforeEach(async () => {
  clock = new ManualClock();
  bus = new EventBus(clock);
  config = Config.parse({ recording: { automatic: 'visits' } });
  changes = new SettingsChanges();
  recorder = new TestRecorder(clock);
  isPrivate = false;
  zones = [];
  automatic = new AutomaticRecorder({
    cameraId: 'main',
    config: () => config,
    onSettingsChanged: changes.onSettingsChanged,
    bus,
    clock,
    logger: silentLogger,
    isPrivate: () => isPrivate,
    detector: { canTell: true },
    zones: { zonesOf: () => zones, onChange: () => () => {} },
    recorder,
  });
  await clock.advance(60_000);
  live();
});

afterEach(() => {
  automatic.close();
  expect(clock.pendingTimers).toBe(0);
});

const live = (): void => bus.emit('camera.live', { source: 'mock', width_pixels: 640, height_pixels: 360 });

/** As detection tells of a cat that has been there, and moved, for so long. */
function tell(movedSeconds: number, values: Partial<Visit> = {}): void {
  const startedAtMs = clock.nowMicroseconds() / 1000 - movedSeconds * 1000;
  automatic.record(visitOf({ startedAtMs, durationSeconds: movedSeconds, movedSeconds, ...values }));
}

test('a cat is recorded from before she came until she has been gone for the time after', async () => {
  tell(2);
  expect(recorder.started).toMatchObject([{ reason: 'motion', preRollMilliseconds: 7000, durationSeconds: null }]);
  await clock.advance(5000);
  tell(7);
  await clock.advance(9999);
  expect(recorder.ended).toEqual([]);
  await clock.advance(1);
  expect(recorder.ended).toEqual([{ reason: 'quiet', at: 75_000 }]);
});

test('whoever comes within the time after is in the same recording', async () => {
  tell(2, { ended: true });
  await clock.advance(9000);
  tell(1, { visitKey: 'main-2' });
  await clock.advance(9000);
  expect([recorder.started.length, recorder.ended.length]).toEqual([1, 0]);
});

test('who rests is recorded no longer, and again when it moves', async () => {
  tell(2);
  await clock.advance(10_000);
  tell(12, { movedSeconds: 2 });
  expect(recorder.ended).toHaveLength(1);
  await clock.advance(600_000);
  tell(612, { movedSeconds: 612 });
  expect(recorder.started[1]).toMatchObject({ preRollMilliseconds: 6000 });
});

test("a person's own recording is used, and what somebody stops does not begin again for who is there", async () => {
  await recorder.start({ durationSeconds: null, filename: null });
  tell(2);
  await clock.advance(60_000);
  expect([recorder.started.length, recorder.ended.length]).toEqual([1, 0]);
  await recorder.stop('stopped');
  tell(63);
  await clock.advance(1000);
  expect(recorder.started).toHaveLength(1);
  tell(1, { visitKey: 'main-2' });
  expect(recorder.started).toHaveLength(2);
  await recorder.stop('stopped');
  tell(2, { visitKey: 'main-2' });
  tell(65);
  await clock.advance(1000);
  expect(recorder.started).toHaveLength(2);
});

test('what a person wanted for a time only goes on by itself while somebody moves', async () => {
  await recorder.start({ durationSeconds: 5, filename: null });
  tell(2);
  await recorder.stop('duration');
  await clock.advance(1000);
  tell(3);
  expect(recorder.started[1]).toMatchObject({ reason: 'motion', preRollMilliseconds: 1000 });
});

test('nothing begins without a picture, with privacy, without storage, and outside its hours', async () => {
  config.camera.enable_storage = false;
  tell(1);
  isPrivate = true;
  config.camera.enable_storage = true;
  tell(2);
  bus.emit('camera.lost', { source: 'mock', reason: 'it is gone' });
  isPrivate = false;
  tell(3);
  const now = new Date(clock.nowMicroseconds() / 1000);
  config.recording.automatic_from = `${String((now.getHours() + 2) % 24).padStart(2, '0')}:00`;
  config.recording.automatic_until = `${String((now.getHours() + 3) % 24).padStart(2, '0')}:00`;
  changes.tell('recording.automatic_from');
  live();
  tell(4);
  expect(recorder.started).toEqual([]);
  config.recording.automatic_from = config.recording.automatic_until;
  changes.tell('recording.automatic_from');
  expect(recorder.started).toHaveLength(1);
});

test('a full disk is tried again after a while, not all the time', async () => {
  recorder.refusal = new PetLogError('storage_full', { freeMegabytes: 1, path: '/data', minimumMegabytes: 500 });
  tell(1);
  await clock.advance(1000);
  recorder.refusal = null;
  tell(2);
  await clock.advance(25_000);
  tell(27);
  expect(recorder.started).toEqual([]);
  await clock.advance(5000);
  expect(recorder.started).toHaveLength(1);
});

test('what is recorded all the time is in pieces without a gap, and stays stopped until the camera comes anew', async () => {
  config.recording.automatic = 'always';
  changes.tell('recording.automatic');
  expect(recorder.started).toMatchObject([{ reason: 'scheduled' }]);
  await clock.advance(600_000);
  expect(recorder.ended).toEqual([{ reason: 'longest', at: 660_000 }]);
  expect(recorder.started[1]).toMatchObject({ at: 660_000, preRollMilliseconds: 0 });
  await recorder.stop('stopped');
  await clock.advance(3_600_000);
  expect(recorder.started).toHaveLength(2);
  live();
  expect(recorder.started).toHaveLength(3);
});

test('only what happens in a wanted place is recorded', async () => {
  config.recording.automatic_places = ['bowl'];
  zones = [
    { zoneId: 'a', kind: 'place', place: 'bowl', polygon: [] },
    { zoneId: 'b', kind: 'place', place: 'bed', polygon: [] },
  ];
  tell(1, { zones: [{ zoneId: 'b', seconds: 1 }] });
  expect(recorder.started).toEqual([]);
  tell(2, { zones: [{ zoneId: 'a', seconds: 0 }] });
  expect(recorder.started).toMatchObject([{ preRollMilliseconds: 5000 }]);
});

test('a visit that nobody wants to hear of ends what is recorded for it alone', async () => {
  tell(1);
  expect(await automatic.forget('main-1')).toBe('recording-1');
  expect(recorder.ended).toMatchObject([{ reason: 'quiet' }]);
  await clock.advance(1000);
  tell(2);
  expect(recorder.started).toHaveLength(1);
  tell(1, { visitKey: 'main-2' });
  tell(1, { visitKey: 'main-3' });
  expect(await automatic.forget('main-2')).toBeNull();
  expect(recorder.current).not.toBeNull();
});

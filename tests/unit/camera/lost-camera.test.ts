/** When a camera counts as lost, and how it comes back. */
import { beforeEach, expect, it } from 'vitest';
import { CameraServiceStage } from '../../support/camera-service-stage.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

let stage: CameraServiceStage;

beforeEach(async () => {
  stage = new CameraServiceStage(await tinyJpeg());
});

it('is not lost because we slept: what the camera sent meanwhile is read first', async () => {
  await stage.goLive();
  await stage.framesFor(5);
  await stage.clock.advance(2900);
  await stage.clock.sleep(9000);
  expect(stage.camera.state).toBe('live');
  stage.source.sink.frame(stage.jpeg);
  await stage.clock.advance(2999);
  expect([stage.camera.state, stage.camera.stateReason, stage.source.sinks.length]).toEqual(['live', null, 1]);
  await stage.clock.advance(1);
  expect(stage.camera.stateReason).toBe('no picture for 3 s');
});

it('starts in its time, however long we slept meanwhile', async () => {
  stage.camera.start();
  await stage.clock.advance(4000);
  await stage.clock.sleep(60_000);
  await stage.clock.advance(900);
  stage.source.sink.frame(stage.jpeg);
  expect([stage.camera.state, stage.source.sinks.length]).toEqual(['live', 1]);
});

it('gives a source that may stand still its own time', async () => {
  stage.source.silenceAllowanceMilliseconds = 20_000;
  await stage.goLive();
  await stage.clock.advance(19_999);
  expect(stage.camera.state).toBe('live');
  await stage.clock.advance(1);
  expect(stage.camera.stateReason).toBe('no picture for 20 s');
});

it('is lost when the camera ends by itself, and comes back by itself', async () => {
  await stage.goLive();
  stage.source.sink.ended('rpicam-vid was killed by SIGKILL');
  expect(stage.camera.state).toBe('lost');
  expect(stage.camera.stateReason).toBe('rpicam-vid was killed by SIGKILL');
  await stage.clock.advance(1000);
  expect(stage.source.log).toEqual(['start 1', 'kill 1', 'start 2']);
  expect(stage.camera.state).toBe('lost');
  stage.source.sink.frame(stage.jpeg);
  expect(stage.camera.state).toBe('live');
});

it('kills a camera that gives no picture for three seconds', async () => {
  await stage.goLive();
  await stage.clock.advance(2999);
  expect(stage.camera.state).toBe('live');
  await stage.clock.advance(2);
  expect(stage.camera.state).toBe('lost');
  expect(stage.camera.stateReason).toBe('no picture for 3 s');
  expect(stage.source.log).toContain('kill 1');
  expect(stage.source.log).not.toContain('stop 1');
});

it('waits three frame intervals where they are longer', async () => {
  stage.settings = { ...stage.settings, frame_rate: 1 };
  await stage.goLive();
  await stage.clock.advance(2900);
  stage.source.sink.frame(stage.jpeg);
  await stage.clock.advance(2900);
  expect(stage.camera.state).toBe('live');
});

it('gives a new camera its own start-up allowance', async () => {
  stage.camera.start();
  await stage.clock.advance(4990);
  expect(stage.camera.state).toBe('starting');
  await stage.clock.advance(20);
  expect(stage.camera.state).toBe('lost');
});

it('tries three times within a second each, then backs off, and forgets after ten good seconds', async () => {
  const failOnce = async (): Promise<number> => {
    stage.source.sink.ended('gone');
    const before = stage.source.sinks.length;
    const start = stage.clock.monotonicMilliseconds();
    while (stage.source.sinks.length === before) {
      await stage.clock.advance(50);
    }
    return stage.clock.monotonicMilliseconds() - start;
  };
  await stage.goLive();
  const delays = [
    await failOnce(),
    await failOnce(),
    await failOnce(),
    await failOnce(),
    await failOnce(),
    await failOnce(),
    await failOnce(),
  ];
  expect(delays.slice(0, 3).every((delay) => delay <= 1000)).toBe(true);
  expect(delays.slice(3)).toEqual([5000, 10_000, 60_000, 60_000]);
  await stage.framesFor(11);
  expect(await failOnce()).toBeLessThanOrEqual(1000);
});

it('ignores what a capture says after it was replaced', async () => {
  await stage.goLive();
  const old = stage.source.sink;
  old.ended('gone');
  await stage.clock.advance(1000);
  stage.source.sink.frame(stage.jpeg);
  old.ended('gone again');
  old.frame(stage.jpeg);
  expect(stage.camera.state).toBe('live');
  expect(stage.frames).toHaveLength(2);
});

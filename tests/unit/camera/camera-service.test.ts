/** A camera that starts, stops and is changed. */
import { spawn } from 'node:child_process';
import { beforeEach, expect, it } from 'vitest';
import { MockSource } from '../../../main/camera/sources/mock.ts';
import type { CameraSource } from '../../../main/camera/source.ts';
import { CameraServiceStage } from '../../support/camera-service-stage.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

let stage: CameraServiceStage;

beforeEach(async () => {
  stage = new CameraServiceStage(await tinyJpeg());
});

it('goes from stopped over starting to live, with the size of the picture itself', async () => {
  expect(stage.camera.state).toBe('stopped');
  stage.camera.start();
  expect(stage.camera.state).toBe('starting');
  await stage.clock.advance(10);
  stage.source.sink.frame(stage.jpeg);
  expect(stage.camera.state).toBe('live');
  expect(stage.camera.lastFrame).toMatchObject({ widthPixels: 64, heightPixels: 48 });
  expect(stage.frames).toMatchObject([{ sequence: 1, jpeg: stage.jpeg, monotonicMilliseconds: 10 }]);
  expect(stage.events).toEqual(['camera.starting', 'camera.live']);
});

it('measures the rate', async () => {
  await stage.goLive();
  await stage.framesFor(5);
  expect(stage.camera.framesPerSecond).toBeCloseTo(10, 3);
});

it('stops in an orderly way, leaves no timer, and waits for the old capture before the next', async () => {
  await stage.goLive();
  stage.source.holdStops = true;
  const stopped = stage.camera.stop('idle');
  expect(stage.camera.state).toBe('stopped');
  stage.camera.start();
  await stage.clock.advance(100);
  expect(stage.source.log).toEqual(['start 1', 'stop 1']);
  stage.source.releaseStop?.();
  await stopped;
  await stage.clock.advance(1);
  expect(stage.source.log).toEqual(['start 1', 'stop 1', 'start 2']);
  stage.source.holdStops = false;
  await stage.camera.stop('stopped');
  expect(stage.clock.pendingTimers).toBe(0);
});

it('starts again, and stops, also where an earlier capture could not be ended in order', async () => {
  await stage.goLive();
  stage.source.failStops = true;
  await stage.camera.reconfigure();
  await stage.clock.advance(10);
  stage.source.sink.frame(stage.jpeg);
  expect(stage.source.log).toEqual(['start 1', 'stop 1', 'start 2']);
  expect(stage.camera.state).toBe('live');
  await stage.camera.stop('stopped');
  expect(stage.camera.state).toBe('stopped');
  expect(stage.clock.pendingTimers).toBe(0);
});

it('takes up new settings without a loss', async () => {
  await stage.goLive();
  stage.settings = { ...stage.settings, quality: 50 };
  await stage.camera.reconfigure();
  await stage.clock.advance(10);
  stage.source.sink.frame(stage.jpeg);
  expect(stage.source.log).toEqual(['start 1', 'stop 1', 'start 2']);
  expect(stage.camera.state).toBe('live');
  expect(stage.events.some((event) => event.startsWith('camera.lost'))).toBe(false);
});

it('turns and labels pictures only where the camera does not', async () => {
  stage.settings = { ...stage.settings, rotation: 180, overlay_timestamp: true };
  await stage.goLive();
  await stage.clock.advance(10);
  expect(stage.transformed).toMatchObject([{ rotation: 0, timestampText: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) }]);
  stage.source.draws = { rotationAndFlips: false, timestamp: true };
  await stage.camera.reconfigure();
  await stage.clock.advance(10);
  stage.source.sink.frame(stage.jpeg);
  await stage.clock.advance(10);
  expect(stage.transformed).toHaveLength(2);
  expect(stage.transformed[1]).toEqual({ rotation: 180, hflip: false, vflip: false, quality: 80, timestampText: null });
  expect(stage.closedTransforms).toBe(1);
  await stage.camera.stop('stopped');
  expect(stage.closedTransforms).toBe(2);
});

it('says why when no camera can be found, and goes on trying', async () => {
  let found = false;
  const service = stage.serviceThatFinds(() =>
    found ? Promise.resolve(stage.source) : Promise.reject(new Error('there is no file cat.mp4')),
  );
  service.start();
  await stage.clock.advance(10);
  expect([service.state, service.stateReason]).toEqual(['lost', 'there is no file cat.mp4']);
  found = true;
  await stage.clock.advance(1000);
  stage.source.sink.frame(stage.jpeg);
  expect(service.state).toBe('live');
  await service.stop('stopped');
});

it('that is stopped takes up settings with which no camera is found, and says so when it is started', async () => {
  let found = true;
  const service = stage.serviceThatFinds(() => (found ? Promise.resolve(stage.source) : Promise.reject(new Error('no camera was found'))));
  await service.reconfigure();
  expect(service.sourceName).toBe('rpicam');
  found = false;
  await service.reconfigure();
  expect([service.state, service.sourceName]).toEqual(['stopped', 'rpicam']);
  expect(stage.clock.pendingTimers).toBe(0);
  service.start();
  await stage.clock.advance(10);
  expect([service.state, service.stateReason]).toEqual(['lost', 'no camera was found']);
  await service.stop('stopped');
});

it('keeps the camera of the last change, however long an earlier one takes to find its own', async () => {
  const earlier = Promise.withResolvers<CameraSource>();
  const later = Promise.withResolvers<CameraSource>();
  const searches = [earlier, later];
  const service = stage.serviceThatFinds(() => searches.shift()?.promise ?? Promise.reject(new Error('one search too many')));
  const changes = [service.reconfigure(), service.reconfigure()];
  later.resolve(stage.source);
  earlier.resolve(new MockSource({ clock: stage.clock, spawn, environment: {} }));
  await Promise.all(changes);
  expect(service.sourceName).toBe('rpicam');
});

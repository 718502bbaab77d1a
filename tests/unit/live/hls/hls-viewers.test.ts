/** Who plays the live picture by HLS, when they come, and when they have gone. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { anything, caller, codeOf, hlsFootage, HlsStage } from '../../../support/hls-stage.ts';

let footage: Awaited<ReturnType<typeof hlsFootage>>;
let stage: HlsStage;

beforeAll(async () => {
  footage = await hlsFootage();
});

beforeEach(() => {
  stage = new HlsStage(footage);
});

afterEach(() => {
  expect(stage.end()).toEqual([0, 0, false, false]);
});

test('whoever asks for nothing for ten seconds has gone, with the last one the camera; what comes later has other names', async () => {
  const { mediaSequence } = await stage.begun();
  await stage.film(95);
  expect(stage.leases).toBe(1);
  await stage.playlist();
  await stage.film(95);
  expect(stage.leases).toBe(1);
  await stage.film(20);
  expect([stage.leases, stage.wanted]).toEqual([0, [true, false]]);
  stage.published = 0;
  const again = await stage.begun();
  expect(again.mediaSequence).toBeGreaterThan(mediaSequence);
  expect(again.segments[0]).toMatchObject({ isDiscontinuous: true, initializationUri: 'init-1.mp4' });
});

test('a held request is of somebody who is there; it is over when no picture comes', async () => {
  const { current } = await stage.begun();
  const held = codeOf(stage.playlist({ segment: current!.sequence }));
  await stage.clock.advance(5000);
  expect(stage.leases).toBe(1);
  await stage.clock.advance(5000);
  expect(await held).toBe('camera_unavailable');
});

test('what was ended is not begun again by a player that goes on asking', async () => {
  const { current } = await stage.begun();
  await stage.playlist({}, caller(undefined, { program: 'VLC' }));
  const held = codeOf(stage.playlist({ segment: current!.sequence }));
  expect(stage.hls.endAll()).toBe(2);
  expect(await held).toBe('hls_gone');
  expect(await codeOf(stage.playlist())).toBe('hls_gone');
  expect(await codeOf(stage.playlist({}, caller(undefined, { program: 'VLC' })))).toBe('hls_gone');
  expect(await codeOf(stage.piece('init-0'))).toBe('hls_gone');
  expect(stage.leases).toBe(0);
  await stage.clock.advance(31_000);
  expect(await codeOf(stage.playlist())).toBe('hls_gone'); // a new one comes by the first playlist
  stage.published = 0;
  expect((await stage.begun(caller(undefined, { program: 'VLC' }))).segments).toHaveLength(1);
});

test('each player is one viewer, and there is room for so many', async () => {
  const first = stage.begun(caller('one'));
  const others = [stage.playlist({}, caller('two')), stage.playlist({}, caller(undefined)), stage.playlist({}, caller(undefined))];
  await first;
  await Promise.all(others);
  expect(stage.hls.viewerCount).toBe(3);
  await expect(stage.playlist({}, caller('four'))).rejects.toMatchObject({ code: 'too_many_viewers' });
  // The same name at another place is somebody else.
  stage.viewersAllowed = 4;
  await stage.playlist({}, caller('one', { watcher: { address: '127.0.0.2', permission: null, isBehindProxy: false } }));
  expect(stage.hls.viewerCount).toBe(4);
});

test('who may not watch any more is gone', async () => {
  let end = (): void => {};
  const watcher = { address: '127.0.0.1', permission: 'device:1', isBehindProxy: false };
  await stage.begun(caller('one', { watcher, onPermissionEnd: (ended) => ((end = ended), () => {}) }));
  end();
  expect([stage.hls.viewerCount, stage.leases]).toEqual([0, 0]);
});

test('a request that nobody waits for any more is forgotten', async () => {
  const { current } = await stage.begun();
  const gone = new AbortController();
  const held = stage.hls.playlist(caller('one'), 'full', { ...anything, segment: current!.sequence }, '', gone.signal);
  gone.abort();
  await expect(held).rejects.toThrow('nobody waits');
});

import { afterEach, expect, test, vi } from 'vitest';
import { hlsTransport } from '../../../../renderer/video/hls-transport.ts';

afterEach(() => vi.unstubAllGlobals());

test('an element that plays HLS by itself is given the address, and tells when its picture was captured', () => {
  vi.stubGlobal('ManagedMediaSource', vi.fn());
  const loaded: string[] = [];
  const video = Object.assign(new EventTarget(), {
    src: '',
    currentTime: 0,
    began: new Date(NaN),
    canPlayType: () => 'maybe',
    getStartDate: () => video.began,
    removeAttribute: (name: string) => loaded.push(`no ${name}`),
    load: () => loaded.push('loaded'),
  });
  let ends = 0;
  const open = hlsTransport(new URL('http://camera.test/live/hls/index.m3u8'));
  const transport = open(video as unknown as HTMLVideoElement, () => (ends += 1));
  expect([video.src, transport.capturedMilliseconds()]).toEqual(['http://camera.test/live/hls/index.m3u8', undefined]);
  video.began = new Date(60_000);
  video.currentTime = 2.5;
  expect(transport.capturedMilliseconds()).toBe(62_500);
  video.dispatchEvent(new Event('ended'));
  expect(ends).toBe(1);
  transport.close();
  video.dispatchEvent(new Event('error'));
  expect([ends, loaded]).toEqual([1, ['no src', 'loaded']]);
});

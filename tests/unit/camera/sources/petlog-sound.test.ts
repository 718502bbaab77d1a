/** The sound of another PetLog, as whoever shows its pictures asks for it. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { fragment, initializationSegment, lengthPrefixed } from '../../../../main/mp4/fragmented-mp4.ts';
import { producerTime } from '../../../../main/mp4/producer-time.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { HttpCameras } from '../../../support/http-cameras.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { smallJpegs } from '../../../support/small-jpegs.ts';

const [jpeg = Buffer.alloc(0)] = await smallJpegs(1);
const [keyframe] = await cameraH264(1);
const annexB = keyframe?.annexB ?? Buffer.alloc(0);
const cameras = new HttpCameras();
const patience = { timeout: 60_000, interval: 20 };
/** By the clock of the other one. */
const wallMicroseconds = 1_800_000_000_000_000;
/** What it sends was captured so long after the picture: nobody waits for it in vain on a busy machine. */
const laterMilliseconds = 60_000;
const off = { problem: 'has its sound switched off in the other PetLog' };

afterEach(() => cameras.close());

/** Another PetLog whose sound can be switched. */
class Other {
  isOn = true;
  /** With this its status begins, and never ends. */
  stuckAs: number | null = null;
  /** What its video answers in place of itself. */
  redirect: string | null = null;
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
  readonly videos: ServerResponse[] = [];

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', headers } = request;
    this.asked.push({ path: url, authorization: headers.authorization });
    if (url.startsWith('/base/live/stream')) {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=frame' });
      response.write(`--frame\r\nContent-Type: image/jpeg\r\nX-Timestamp: ${(wallMicroseconds / 1e6).toFixed(6)}\r\n\r\n`);
      response.write(Buffer.concat([jpeg, Buffer.from('\r\n--frame\r\n')]));
    } else if (url.startsWith('/base/live/status') && this.stuckAs !== null) {
      response.writeHead(this.stuckAs, { 'Content-Type': 'application/json' }).write('{"has_sound":');
    } else if (url.startsWith('/base/live/status')) {
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ has_sound: this.isOn, frame_rate: 10, more: 1 }));
    } else if (this.redirect !== null) {
      response.writeHead(302, { Location: this.redirect }).end();
    } else {
      response.writeHead(200, { 'Content-Type': 'video/mp4' });
      this.videos.push(response);
      response.write(initializationSegment({ widthPixels: 320, heightPixels: 180 }, annexB, true));
      response.write(piece(1, 0, 0));
      // It came later than expected.
      response.write(piece(2, 100, 250));
    }
  };

  countOf(path: string): number {
    return this.asked.filter((one) => one.path.startsWith(`/base${path}`)).length;
  }
}

/** A picture with two frames of sound. */
function piece(number: number, mediaMilliseconds: number, capturedMilliseconds: number): Buffer {
  const frames = [Buffer.from(`${number} a`), Buffer.from(`${number} b`)];
  const sound = { decodeTimeSamples: mediaMilliseconds * 48, frames, firstNumber: 1 };
  return Buffer.concat([
    producerTime(wallMicroseconds + (laterMilliseconds + capturedMilliseconds) * 1000, mediaMilliseconds),
    fragment(number, mediaMilliseconds, [{ data: lengthPrefixed(annexB), durationMilliseconds: 100, isKeyframe: true }], sound),
  ]);
}

async function watch(other: Other, clock = new ManualClock()) {
  const { port } = await cameras.serve(other.answer);
  const started = cameras.start(`petlog+http://127.0.0.1:${port}/base?camera=garden`, { password: 'a token' }, 60, clock);
  await started.recorder.untilFrames(1);
  return { ...started, clock };
}

test('is asked for while somebody hears it, with the token, and has the time of its pictures', async () => {
  const other = new Other();
  const { recorder, capture, clock } = await watch(other);
  expect(other.asked.map(({ path }) => path)).toEqual(['/base/live/stream?camera=garden']);
  capture.hear?.(true);
  const sounds = await recorder.untilSounds(2);
  expect(recorder.formats).toEqual([{ encoding: 'aac', samplesPerSecond: 48_000, channels: 1, configHex: '1188' }]);
  const authorization = 'Bearer a token';
  expect(other.asked.slice(1)).toEqual([
    { path: '/base/live/status?camera=garden', authorization },
    { path: '/base/live/video?camera=garden', authorization },
  ]);
  // Nothing says yet when the first of them were.
  const heard = clock.monotonicMilliseconds() + laterMilliseconds + 100;
  expect(sounds.map(({ data, heardMilliseconds }) => [data.toString(), Math.round(heardMilliseconds ?? 0)])).toEqual([
    ['2 a', heard],
    ['2 b', heard + 21],
  ]);
  const closed = once(other.videos[0] as ServerResponse, 'close');
  capture.hear?.(false);
  await closed;
  expect(recorder.reasons).toEqual([]);
});

test('that is switched off there costs nothing but the question, and is heard once it is on', async () => {
  const other = new Other();
  other.isOn = false;
  const { recorder, capture, clock } = await watch(other);
  capture.hear?.(true);
  await vi.waitFor(() => expect(recorder.formats).toEqual([off]), patience);
  expect(other.countOf('/live/video')).toBe(0);
  other.isOn = true;
  await clock.advance(1000);
  await recorder.untilSounds(2);
  other.isOn = false;
  const closed = once(other.videos[0] as ServerResponse, 'close');
  await clock.advance(10_000);
  await closed;
  await vi.waitFor(() => expect(recorder.formats.at(-1)).toEqual(off), patience);
  expect(recorder.reasons).toEqual([]);
});

test('that ends is begun again', async () => {
  const other = new Other();
  const { recorder, capture, clock } = await watch(other);
  capture.hear?.(true);
  await recorder.untilSounds(2);
  other.videos[0]?.end();
  await vi.waitFor(() => expect(recorder.formats.at(-1)).toEqual({ problem: 'ended its sound' }), patience);
  await clock.advance(1000);
  await recorder.untilSounds(4);
  expect(other.countOf('/live/video')).toBe(2);
});

test.each([200, 503])('whose status, an answer %i, does not come to its end is asked for again', async (status) => {
  const other = new Other();
  other.stuckAs = status;
  const { recorder, capture, clock } = await watch(other);
  capture.hear?.(true);
  await vi.waitFor(() => expect(other.countOf('/live/status')).toBe(1), patience);
  await vi.waitFor(async () => {
    await clock.advance(1000);
    expect(recorder.formats).toContainEqual({ problem: 'does not answer' });
  }, patience);
  other.stuckAs = null;
  await vi.waitFor(async () => {
    await clock.advance(1000);
    expect(other.videos.length).toBeGreaterThan(0);
  }, patience);
  await recorder.untilSounds(2);
  expect(recorder.reasons).toEqual([]);
});

test('that is no longer heard while it is waited for is not asked for again', async () => {
  const other = new Other();
  other.isOn = false;
  const { recorder, capture, clock } = await watch(other);
  capture.hear?.(true);
  await vi.waitFor(() => expect(recorder.formats).toEqual([off]), patience);
  await capture.stop();
  await clock.advance(60_000);
  expect(other.countOf('/live/status')).toBe(1);
});

test('is looked for nowhere where a camera may not be, and the sentence does not say where', async () => {
  const other = new Other();
  other.redirect = 'http://[::1]:9/inside';
  const { recorder, capture } = await watch(other);
  capture.hear?.(true);
  await vi.waitFor(() => expect(recorder.formats).toEqual([{ problem: 'cannot be reached' }]), patience);
  expect(recorder.reasons).toEqual([]);
});

test('that is nothing of the kind is a sentence', async () => {
  const other = new Other();
  const { port } = await cameras.serve((_request, response) =>
    response.writeHead(200, { 'Content-Type': 'video/mp4' }).end('<!doctype html>'),
  );
  other.redirect = `http://127.0.0.1:${port}/`;
  const { recorder, capture } = await watch(other);
  capture.hear?.(true);
  await vi.waitFor(() => expect(recorder.formats).toEqual([{ problem: 'sends sound that is not understood' }]), patience);
});

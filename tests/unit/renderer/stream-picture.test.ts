import { beforeEach, expect, test } from 'vitest';
import { StreamPicture } from '../../../renderer/state/stream-picture.ts';
import { initialStreamView, reduceStreamView, type StreamView } from '../../../renderer/state/stream-view.ts';
import type { LiveStatus } from '../../../shared/api.ts';
import { ManualDelay } from '../../support/manual-delay.ts';
import { liveStatus } from './status.ts';

let time: ManualDelay;
/** What PetLog answers; undefined for nothing. */
let status: LiveStatus | undefined;
let refusal: Error | undefined;
let view: StreamView;
let isOpen: boolean;
let picture: StreamPicture;

beforeEach(() => {
  time = new ManualDelay();
  status = liveStatus();
  refusal = undefined;
  isOpen = true;
  view = reduceStreamView(initialStreamView, { type: 'status', status: liveStatus() });
  picture = new StreamPicture({
    view: () => view,
    isOpen: () => isOpen,
    isConnected: () => true,
    askStatus: async () => status,
    onStatus: (told) => (view = reduceStreamView(view, { type: 'status', status: told })),
    askRefusal: async () => refusal,
    dispatch: (event) => (view = reduceStreamView(view, event)),
    delay: time.delay,
    now: () => time.milliseconds,
    onChange: () => undefined,
  });
});

const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The stream fails; resolves when it may be asked for again. */
async function fail(): Promise<void> {
  picture.failed();
  await answered();
}

async function pass(milliseconds: number): Promise<void> {
  time.pass(milliseconds);
  await answered();
}

test('a stream that breaks off is opened again, later each time until its picture arrives', async () => {
  picture.arrived();
  expect([picture.isThere, picture.hasFailed, view.opening]).toEqual([true, false, 1]);
  for (const [index, milliseconds] of [500, 1000, 2000, 4000, 4000].entries()) {
    await fail();
    expect([picture.isThere, picture.hasFailed, picture.failures]).toEqual([false, true, index + 1]);
    await pass(milliseconds - 1);
    expect(view.opening).toBe(index + 1);
    await pass(1);
    expect([view.opening, picture.hasFailed]).toEqual([index + 2, false]);
  }
  picture.arrived();
  expect([picture.isThere, picture.failures]).toEqual([true, 0]);
  await fail();
  await pass(500);
  expect(view.opening).toBe(7);
});

test('is not opened for a camera that somebody stopped, nor once nobody asks for it', async () => {
  status = liveStatus({ state: 'stopped', explicitly_stopped: true, active_streams: 0 });
  await fail();
  await pass(10_000);
  expect(view).toMatchObject({ watching: false, opening: 1 });
  status = liveStatus();
  view = reduceStreamView(view, { type: 'refresh' });
  await fail();
  picture.stop();
  await pass(10_000);
  expect(view.opening).toBe(2);
  isOpen = false;
  await fail();
  expect(time.pending).toBe(0);
});

test('waits for a PetLog that does not answer', async () => {
  await fail();
  status = undefined;
  await pass(500);
  expect([view.opening, picture.failures]).toEqual([1, 2]);
  status = liveStatus();
  await pass(1000);
  expect(view.opening).toBe(2);
});

test('says why it is refused, until it arrives or somebody asks anew', async () => {
  refusal = new Error('too many viewers');
  await fail();
  expect(picture.refusal).toContain('too many viewers');
  picture.forgive();
  expect([picture.refusal, picture.failures]).toEqual([null, 0]);
  await fail();
  await pass(500);
  picture.arrived();
  expect(picture.refusal).toBeNull();
});

test('one that stands still while the camera gives pictures has failed, once', async () => {
  picture.arrived();
  for (let frame = 0; frame <= 4; frame += 1) {
    picture.sampled(7, frame);
    time.pass(2000);
  }
  expect(picture.failures).toBe(1);
  picture.sampled(null, 5);
  time.pass(20_000);
  picture.sampled(7, 100);
  expect(picture.failures).toBe(1);
});

test('where there is no picture to be compared, as while a video is shown, nothing has failed', () => {
  picture.arrived();
  // What an event has to say that was given nothing is null, and no picture that stays the same.
  const { detail } = new CustomEvent<number | null>('picture-sampled', {});
  for (let frame = 0; frame <= 20; frame += 1) {
    picture.sampled(detail, frame);
    time.pass(2000);
  }
  expect(picture.failures).toBe(0);
});

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { Messages } from '../../../../renderer/state/messages.ts';
import { StripHand } from '../../../../renderer/state/timeline/strip-hand.ts';
import { TimelineController } from '../../../../renderer/state/timeline/timeline-controller.ts';
import type { PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const now = 1_800_000_000_000;
const nothingKept = { enabled: true, start: null, end: null, gaps: [], limit_seconds: 600 };

/** A screen that counts how often it was to be drawn anew, with the timeline of a camera that kept nothing. */
async function open() {
  const host = {
    drawn: 0,
    addController: (_controller: ReactiveController) => undefined,
    removeController: () => undefined,
    requestUpdate: () => void (host.drawn += 1),
    updateComplete: Promise.resolve(true),
  } satisfies ReactiveControllerHost & { drawn: number };
  const client = {
    cameraId: undefined,
    call: async (name: string) => (name === 'rewind.range' ? nothingKept : { spans: [], marks: [], resolution_seconds: 0 }),
  } as unknown as PetLogClient;
  const timeline = new TimelineController(host, client, new Messages(host.requestUpdate), {
    isShown: () => true,
    delay: new ManualDelay().delay,
    now: () => now,
  });
  await timeline.load();
  return { host, timeline };
}

test('moves tell who follows the timeline, and not the whole screen, which hears where live begins and ends', async () => {
  const { host, timeline } = await open();
  expect(host.drawn).toBe(1);
  let told = 0;
  const unfollow = timeline.follow(() => (told += 1));
  const hand = new StripHand(() => timeline);
  hand.grab(now - 3_600_000);
  expect(timeline.playback.mode).toBe('looking');
  expect(host.drawn).toBe(2);
  const toldAtFirst = told;
  for (let move = 1; move <= 20; move += 1) {
    hand.look(now - 3_600_000 - move * 1000);
  }
  hand.zoom(2);
  hand.pan(-1000);
  expect(told).toBeGreaterThanOrEqual(toldAtFirst + 22);
  expect(host.drawn).toBe(2);
  timeline.goLive();
  expect(host.drawn).toBe(3);
  unfollow();
  const toldAtLast = told;
  hand.pan(1000);
  expect(told).toBe(toldAtLast);
});

import { expect, test } from 'vitest';
import { Messages } from '../../../../renderer/state/messages.ts';
import { KeptPart } from '../../../../renderer/state/timeline/kept-part.ts';
import { Playback } from '../../../../renderer/state/timeline/playback.ts';
import { StripHand } from '../../../../renderer/state/timeline/strip-hand.ts';
import { StripWindow } from '../../../../renderer/state/timeline/strip-window.ts';
import type { PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const minute = 60_000;
const now = 1_800_000_000_000;

/** A strip whose last ten minutes were kept, and nothing before. */
function open() {
  const nothing = (): void => undefined;
  const lastMinutes = { start: now - 10 * minute, end: now, gaps: [] };
  const playback = new Playback({
    momentAt: (at) => (at >= now ? { kind: 'live' } : at >= lastMinutes.start ? { kind: 'last-minutes', at } : { kind: 'nothing', at }),
    sourceOf: (moment) =>
      moment.kind === 'last-minutes' ? { kind: 'clip', address: `clip ${moment.at}`, start: moment.at, offsetSeconds: null } : null,
    nextAfter: async () => null,
    now: () => now,
    delay: new ManualDelay().delay,
    onChange: nothing,
  });
  const strip = {
    playback,
    window: new StripWindow(() => now),
    part: new KeptPart({} as PetLogClient, new Messages(nothing), nothing),
    lastMinutes,
    pointed: null as number | null,
    moved: [] as string[],
    momentMoved: () => void strip.moved.push('moment'),
    windowMoved: () => void strip.moved.push('window'),
  };
  return { strip, hand: new StripHand(() => strip) };
}

test('a finger that meant something else leaves everything as it was', () => {
  const { strip, hand } = open();
  const { playback } = strip;
  hand.grab(now - minute);
  expect([playback.mode, strip.pointed, strip.window.followsNow]).toEqual(['looking', now - minute, false]);
  hand.letGo(now - minute, false);
  expect([playback.mode, strip.pointed, strip.moved]).toEqual(['live', null, ['moment']]);
  playback.play(now - 2 * minute);
  hand.grab(now - 5 * minute);
  hand.letGo(now - 5 * minute, false);
  expect([playback.mode, playback.at]).toEqual(['playing', now - 2 * minute]);
});

test('one that meant it plays from there', () => {
  const { strip, hand } = open();
  hand.grab(now - minute);
  hand.look(now - 3 * minute);
  hand.letGo(now - 3 * minute, true);
  expect([strip.playback.mode, strip.playback.at, strip.pointed]).toEqual(['playing', now - 3 * minute, null]);
});

test('a step takes the strip along where it leaves what is seen', () => {
  const { strip, hand } = open();
  const { start } = strip.window.value;
  hand.stepTo(start - 30 * minute);
  expect(strip.window.value.start).toBeLessThanOrEqual(start - 30 * minute);
  expect(strip.playback.at).toBe(start - 30 * minute);
  hand.step(minute);
  expect(strip.playback.at).toBe(start - 29 * minute);
  expect(strip.moved).toEqual(['moment', 'moment']);
});

test('a part is chosen around the moment, and shows the end that is moved', () => {
  const { strip, hand } = open();
  strip.playback.play(now - 5 * minute);
  hand.movePart('start', now - 6 * minute);
  expect(strip.part.span).toBeNull();
  hand.offerPart();
  const { start, end } = strip.part.span ?? { start: 0, end: 0 };
  expect([start, end]).toEqual([now - 5 * minute - 15_000, now - 5 * minute + 15_000]);
  strip.pointed = now;
  hand.movePart('start', now - 6 * minute);
  expect(strip.part.span).toEqual({ start: now - 6 * minute, end });
  expect([strip.playback.mode, strip.playback.at, strip.pointed]).toEqual(['looking', now - 6 * minute, null]);
});

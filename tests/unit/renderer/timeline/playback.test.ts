import { expect, test } from 'vitest';
import type { Moment } from '../../../../renderer/state/timeline/moment.ts';
import { Playback } from '../../../../renderer/state/timeline/playback.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const now = 10_000_000;
const recording = { start: 1_000_000, end: 1_060_000, recordings: 1, recordingId: 'a', previewFrames: 10 };

/** The last ten minutes, and a recording of a minute long before them. */
function open() {
  const time = new ManualDelay();
  const known = { isKnown: true, next: null as number | null };
  const momentAt = (at: number): Moment => {
    if (at >= now - 1_500) {
      return { kind: 'live' };
    }
    if (at >= now - 600_000) {
      return { kind: 'last-minutes', at };
    }
    if (at >= recording.start && at < recording.end) {
      return known.isKnown ? { kind: 'recording', at, recording } : { kind: 'unknown', at };
    }
    return { kind: known.isKnown ? 'nothing' : 'unknown', at };
  };
  const playback = new Playback({
    momentAt,
    sourceOf: (moment) =>
      moment.kind === 'last-minutes'
        ? { kind: 'clip', address: `clip ${moment.at}`, start: moment.at, offsetSeconds: null }
        : moment.kind === 'recording'
          ? { kind: 'recording', address: 'recording a', start: moment.at, offsetSeconds: (moment.at - recording.start) / 1000 }
          : null,
    nextAfter: async () => known.next,
    now: () => now,
    delay: time.delay,
    onChange: () => undefined,
  });
  return { playback, time, known };
}

test('looks while a finger moves, plays where it lets go, and comes back to live', () => {
  const { playback } = open();
  expect([playback.mode, playback.at]).toEqual(['live', now]);
  playback.look(now - 60_000);
  expect([playback.mode, playback.at, playback.source]).toEqual(['looking', now - 60_000, null]);
  playback.play(now - 60_000);
  expect([playback.mode, playback.source?.address]).toEqual(['playing', `clip ${now - 60_000}`]);
  playback.played(2.5);
  expect(playback.at).toBe(now - 57_500);
  playback.play(now - 500);
  expect([playback.mode, playback.source, playback.at]).toEqual(['live', null, now]);
});

test('a recording plays in the same place, and is opened already where a finger rests', () => {
  const { playback, time } = open();
  playback.look(1_020_000);
  expect(playback.source).toBeNull();
  time.pass(299);
  expect(playback.source).toBeNull();
  time.pass(1);
  expect([playback.mode, playback.source, playback.showsSource]).toEqual([
    'looking',
    { kind: 'recording', address: 'recording a', start: 1_020_000, offsetSeconds: 20 },
    true,
  ]);
  playback.look(1_030_000);
  expect([playback.source?.address, playback.showsSource]).toEqual(['recording a', false]);
  playback.play(1_030_000);
  expect([playback.mode, playback.source?.offsetSeconds, playback.showsSource]).toEqual(['playing', 30, true]);
  playback.look(now - 60_000);
  expect(playback.source).toBeNull();
});

test('of a moment with neither nothing plays', () => {
  const { playback } = open();
  playback.play(2_000_000);
  expect([playback.mode, playback.moment.kind, playback.source, playback.at]).toEqual(['looking', 'nothing', null, 2_000_000]);
});

test('what is not known yet plays as soon as it is, unless somebody went on', () => {
  const { playback, known } = open();
  known.isKnown = false;
  playback.play(1_020_000);
  expect([playback.mode, playback.moment.kind]).toEqual(['looking', 'unknown']);
  playback.reconsider();
  expect(playback.mode).toBe('looking');
  known.isKnown = true;
  playback.reconsider();
  expect([playback.mode, playback.source?.address]).toEqual(['playing', 'recording a']);

  known.isKnown = false;
  playback.play(1_020_000);
  playback.look(1_040_000);
  known.isKnown = true;
  playback.reconsider();
  expect([playback.mode, playback.moment.kind]).toEqual(['looking', 'recording']);
});

test('several steps are one search: only the last plays', () => {
  const { playback, time } = open();
  playback.step(-10_000);
  time.pass(400);
  playback.step(-10_000);
  time.pass(499);
  expect([playback.mode, playback.at]).toEqual(['looking', now - 20_000]);
  time.pass(1);
  expect([playback.mode, playback.source?.start]).toEqual(['playing', now - 20_000]);
  playback.step(60_000);
  expect(playback.mode).toBe('live');
});

test('stands still and goes on; a step keeps it still', () => {
  const { playback, time } = open();
  playback.toggle();
  expect(playback.mode).toBe('live');
  playback.play(1_020_000);
  playback.toggle();
  expect([playback.mode, playback.isPaused]).toEqual(['playing', true]);
  playback.step(1_000);
  time.pass(1_000);
  expect([playback.mode, playback.at, playback.showsSource]).toEqual(['looking', 1_021_000, true]);
  playback.toggle();
  expect([playback.mode, playback.isPaused, playback.at]).toEqual(['playing', false, 1_021_000]);
});

test('after a clip the next follows, after a recording what was kept next, and then it is live', async () => {
  const { playback, known } = open();
  playback.play(now - 120_000);
  playback.played(60);
  await playback.ended();
  expect([playback.mode, playback.source?.start]).toEqual(['playing', now - 60_000]);
  playback.played(59);
  await playback.ended();
  expect(playback.mode).toBe('live');

  playback.play(1_050_000);
  known.next = now - 600_000;
  await playback.ended();
  expect([playback.mode, playback.source?.address]).toEqual(['playing', `clip ${now - 600_000}`]);
  playback.play(1_050_000);
  known.next = null;
  await playback.ended();
  expect(playback.mode).toBe('live');
});

test('who went elsewhere meanwhile is left there', async () => {
  const { playback, known } = open();
  playback.play(1_050_000);
  known.next = now - 600_000;
  const ended = playback.ended();
  playback.look(now - 30_000);
  await ended;
  expect([playback.mode, playback.at]).toEqual(['looking', now - 30_000]);
});

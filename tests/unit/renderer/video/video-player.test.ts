import { beforeEach, expect, test } from 'vitest';
import { VideoPlayer } from '../../../../renderer/video/video-player.ts';
import type { OfferedTransport } from '../../../../renderer/video/video-transport.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

let time: ManualDelay;
let pictures: number;
let told: string[];
let openings: Opening[];

/** A way that somebody has opened. */
class Opening {
  readonly name: string;
  readonly end: () => void;
  isClosed = false;
  questions = 0;

  constructor(name: string, end: () => void) {
    this.name = name;
    this.end = end;
    openings.push(this);
    pictures = 0;
  }
}

beforeEach(() => {
  time = new ManualDelay();
  pictures = 0;
  told = [];
  openings = [];
});

function newPlayer(names: readonly string[] = ['best']): VideoPlayer {
  const transports = names.map((name): OfferedTransport => ({
    kind: 'mse',
    open: (_video, onEnded) => {
      if (name === 'impossible') {
        throw new Error('not here');
      }
      const opening = new Opening(name, onEnded);
      return {
        capturedMilliseconds: () => undefined,
        askWhetherOver: () => (opening.questions += 1),
        close: () => (opening.isClosed = true),
      };
    },
  }));
  return new VideoPlayer({
    video: { play: () => Promise.reject(new Error('not asked')) } as unknown as HTMLVideoElement,
    transports,
    delay: time.delay,
    now: () => time.milliseconds,
    pictures: () => pictures,
    place: { isFree: () => false, open: () => expect.unreachable(), take: () => false, drop: () => {} },
    onShown: () => told.push('shown'),
    onLost: () => told.push('lost'),
    onEnded: () => told.push('ended'),
  });
}

/** So many milliseconds pass with ten pictures a second. */
function play(milliseconds: number): void {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    pictures += 1;
    time.pass(100);
  }
}

test('is shown with its first picture, and lost when pictures stop for two seconds', () => {
  const player = newPlayer();
  time.pass(1000);
  expect([told, player.kind]).toEqual([[], null]);
  play(100);
  expect([told, player.kind]).toEqual([['shown'], 'mse']);
  play(5000);
  expect(player.picturesPerSecond).toBeCloseTo(10);
  time.pass(1900);
  expect(told).toEqual(['shown']);
  time.pass(300);
  expect([told, player.kind]).toEqual([['shown', 'lost'], null]);
});

test('climbs back when the same video moves again, after a second of it, and later after each further loss', () => {
  newPlayer();
  play(1000);
  time.pass(3000);
  play(900);
  expect(told).toEqual(['shown', 'lost']);
  play(300);
  expect(told).toEqual(['shown', 'lost', 'shown']);
  time.pass(3000);
  play(1500);
  expect(told).toEqual(['shown', 'lost', 'shown', 'lost']);
  play(1000);
  expect(told.at(-1)).toBe('shown');
  // A video that moved for long has its losses forgotten.
  play(40_000);
  time.pass(3000);
  play(1200);
  expect(told.slice(4)).toEqual(['shown', 'lost', 'shown']);
  expect(openings).toHaveLength(1);
});

test('a connection that gives nothing is opened anew, later and later', () => {
  newPlayer();
  play(1000);
  time.pass(10_500);
  expect(openings.map(({ isClosed }) => isClosed)).toEqual([true]);
  time.pass(1000);
  expect(openings.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  time.pass(10_500);
  expect(openings[1]?.isClosed).toBe(true);
  time.pass(1000);
  expect(openings).toHaveLength(2);
  time.pass(1000);
  expect(openings).toHaveLength(3);
  expect(told).toEqual(['shown', 'lost']);
});

test('what ends while it is shown is told, and not asked for again', async () => {
  newPlayer();
  play(1000);
  openings[0]?.end();
  await Promise.resolve();
  time.pass(60_000);
  expect([told, openings.length, openings[0]?.isClosed, time.pending]).toEqual([['shown', 'ended'], 1, true, 0]);
});

test('what ends after it was shown for a while is begun anew at once, and the picture stays', async () => {
  const player = newPlayer();
  play(4000);
  time.pass(1000);
  openings[0]?.end();
  await Promise.resolve();
  expect([told, openings.map(({ isClosed }) => isClosed), player.kind]).toEqual([['shown'], [true, false], 'mse']);
  time.pass(900);
  expect(told).toEqual(['shown']);
  play(5000);
  expect([told, openings.length]).toEqual([['shown'], 2]);
});

test('where that takes longer something else is shown meanwhile, and what is begun anew is believed at once', async () => {
  newPlayer();
  play(4000);
  time.pass(1000);
  openings[0]?.end();
  await Promise.resolve();
  time.pass(1200);
  expect(told).toEqual(['shown', 'lost']);
  play(100);
  expect(told).toEqual(['shown', 'lost', 'shown']);
});

test('what was begun anew and ends, too, is told', async () => {
  newPlayer();
  play(4000);
  openings[0]?.end();
  await Promise.resolve();
  time.pass(100);
  openings[1]?.end();
  await Promise.resolve();
  time.pass(60_000);
  expect([told, openings.map(({ isClosed }) => isClosed), time.pending]).toEqual([['shown', 'ended'], [true, true], 0]);
});

test('a video that stands still is asked once whether it is over, later where its pictures come seldom', () => {
  newPlayer();
  play(5000);
  time.pass(700);
  expect(openings[0]?.questions).toBe(0);
  time.pass(300);
  expect(openings[0]?.questions).toBe(1);
  time.pass(900);
  expect(openings[0]?.questions).toBe(1);
  play(5000);
  time.pass(1000);
  expect(openings[0]?.questions).toBe(2);
  const playSlowly = (): void => {
    for (let picture = 0; picture < 5; picture += 1) {
      pictures += 1;
      time.pass(1000);
    }
  };
  playSlowly();
  const { questions } = openings[0]!;
  playSlowly();
  expect(openings[0]?.questions).toBe(questions);
});

test('what brings no picture makes room for the next way, and all are tried anew', async () => {
  newPlayer(['impossible', 'best', 'second']);
  time.pass(0);
  expect(openings.map(({ name }) => name)).toEqual(['best']);
  openings[0]?.end();
  await Promise.resolve();
  time.pass(0);
  expect(openings.map(({ name }) => name)).toEqual(['best', 'second']);
  openings[1]?.end();
  await Promise.resolve();
  time.pass(1000);
  time.pass(0);
  expect(openings.map(({ name }) => name)).toEqual(['best', 'second', 'best']);
  expect(told).toEqual([]);
});

test('nothing is left of one that is closed', () => {
  const player = newPlayer();
  play(1000);
  player.close();
  expect([openings[0]?.isClosed, time.pending]).toEqual([true, 0]);
});

import { expect, test } from 'vitest';
import { TamperWatch, type Tampering } from '../../../main/detection/tampering/tamper-watch.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { background, type BackgroundName } from '../../support/moving-scenes/backgrounds.ts';
import { type Light, Scene, small, steady } from '../../support/moving-scenes/scene.ts';
import { quietSequences } from '../../support/moving-scenes/sequences.ts';
import { catPicture } from '../../support/moving-scenes/animal.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import sharp from 'sharp';

const animal = await catPicture();

const roomOf = (name: BackgroundName, seed: number, light: Light = steady, noise = 2): Scene =>
  new Scene({
    name,
    background: background(name, seed),
    animal,
    contrast: 1,
    visits: [],
    light,
    noise,
    shake: 0,
    blocks: 0,
    hasClock: false,
    seed,
  });

/** A picture that shows nothing but noise. */
function plain(brightness: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  return Uint8Array.from({ length: small.widthPixels * small.heightPixels }, () =>
    Math.min(255, Math.max(0, Math.round(brightness + (random.uniform() - 0.5) * 8))),
  );
}

interface Told {
  readonly atSeconds: number;
  readonly tampering: Tampering | null;
  readonly sinceSeconds: number;
}

/** What is told of pictures from then to then. */
function toldOf(
  watch: TamperWatch,
  fromSeconds: number,
  untilSeconds: number,
  pictureAt: (seconds: number) => Uint8Array,
  stepSeconds = 0.5,
): Told[] {
  const told: Told[] = [];
  for (let seconds = fromSeconds; seconds < untilSeconds; seconds += stepSeconds) {
    const report = watch.look({ ...small, samples: pictureAt(seconds) }, seconds * 1000);
    if (report !== null) {
      told.push({ atSeconds: seconds, tampering: report.tampering, sinceSeconds: report.sinceMilliseconds / 1000 });
    }
  }
  return told;
}

const newWatch = (): TamperWatch => new TamperWatch(small.widthPixels, small.heightPixels, []);

/** The left part of a picture is covered up to there. */
function coveredUpTo(samples: Uint8Array, share: number, brightness: number): Uint8Array {
  const cover = plain(brightness, 7);
  return samples.map((value, at) => (at % small.widthPixels < share * small.widthPixels ? cover[at]! : value));
}

test('the first answer is that nothing is wrong; a hand that covers the lens within a second is told after ten, and once, until it is gone', () => {
  const room = roomOf('room', 42);
  const watch = newWatch();
  const told = toldOf(watch, 0, 60, (seconds) =>
    seconds < 10 || seconds >= 40 ? room.grey(seconds) : coveredUpTo(room.grey(seconds), seconds - 10, 6),
  );
  expect(told.map(({ tampering }) => tampering)).toEqual([null, 'black', null]);
  expect(told[1]!.sinceSeconds).toBeGreaterThan(10);
  expect(told[1]!.sinceSeconds).toBeLessThan(11.5);
  expect(told[1]!.atSeconds).toBeGreaterThan(20);
  expect(told[1]!.atSeconds).toBeLessThan(23);
  expect(told[2]!.atSeconds).toBeLessThan(41);
});

test('a lamp that goes out for the night leaves a dark room, which is not covered', () => {
  for (const seed of [42, 43, 44]) {
    const night: Light = (seconds) => (value) => (seconds < 10 ? value : value * 0.04);
    const room = roomOf('room', seed, night);
    expect(toldOf(newWatch(), 0, 120, (seconds) => room.grey(seconds)).map(({ tampering }) => tampering)).toEqual([null]);
  }
});

test('so does an evening that comes slowly, and the morning after it', () => {
  const dusk: Light = (seconds) => (value) => value * (0.03 + 0.97 * Math.min(1, Math.abs(seconds - 150) / 130));
  const room = roomOf('room', 45, dusk);
  expect(toldOf(newWatch(), 0, 300, (seconds) => room.grey(seconds)).map(({ tampering }) => tampering)).toEqual([null]);
});

test('the three colours of nothing: white when blinded, covered when it is neither', () => {
  for (const [brightness, tampering] of [
    [250, 'white'],
    [120, 'covered'],
  ] as const) {
    const room = roomOf('tiles', 46);
    const told = toldOf(newWatch(), 0, 40, (seconds) => (seconds < 10 ? room.grey(seconds) : plain(brightness, 1 + seconds)));
    expect(told.map((each) => each.tampering)).toEqual([null, tampering]);
  }
});

test('white for a few seconds is only exposure', () => {
  const room = roomOf('room', 47);
  const told = toldOf(newWatch(), 0, 40, (seconds) => (seconds < 10 || seconds >= 16 ? room.grey(seconds) : plain(252, 1 + seconds)));
  expect(told.map(({ tampering }) => tampering)).toEqual([null]);
});

test('a camera that was turned away is told, and after ten minutes that is how it stands', () => {
  const before = roomOf('room', 48);
  const after = roomOf('room', 49);
  const watch = newWatch();
  const first = toldOf(watch, 0, 60, (seconds) => (seconds < 10 ? before : after).grey(seconds));
  expect(first.map(({ tampering }) => tampering)).toEqual([null, 'turned']);
  const back = toldOf(watch, 600, 640, () => after.grey(600));
  expect(back.map(({ tampering }) => tampering)).toEqual([null]);
  expect(toldOf(watch, 640, 700, (seconds) => before.grey(seconds))).toEqual([]);
});

test('stays quiet for lamps, infrared, exposure, shadows, headlights and shakes, and knows the scene all the while', () => {
  const kinds = new Set<string>();
  const wrong: string[] = [];
  const blind: string[] = [];
  for (const scene of quietSequences(animal, { most: 2 })) {
    const { name, seed } = scene.options;
    kinds.add(name);
    const watch = newWatch();
    const told = toldOf(watch, 0, 40, (seconds) => scene.grey(seconds), 0.5);
    wrong.push(...told.slice(1).map(({ tampering }) => `${name} ${seed}: ${tampering}`));
    const covered = toldOf(watch, 40, 56, (seconds) => plain(120, seconds), 0.5);
    if (covered.length === 0) {
      blind.push(name);
    }
  }
  expect(kinds.size).toBe(9);
  expect(wrong).toEqual([]);
  // Some of them are before a bare wall, of which nothing can be told.
  expect(blind.length).toBeLessThan(6);
});

test('the real room: the cat that walks through it is none, another room is', async () => {
  const greyOf = async (jpeg: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await sharp(jpeg).greyscale().resize(small.widthPixels, small.heightPixels, { fit: 'fill' }).raw().toBuffer());
  const pictures = await Promise.all(
    footageJpegs(240)
      .filter((_, index) => index % 3 === 0)
      .map(greyOf),
  );
  const watch = newWatch();
  const length = pictures.length * 0.2;
  const footage = toldOf(watch, 0, length, (seconds) => pictures[Math.min(pictures.length - 1, Math.round(seconds / 0.2))]!, 0.2);
  expect(footage.map(({ tampering }) => tampering)).toEqual([null]);
  const mirrored = await sharp(pictures[0], { raw: { width: small.widthPixels, height: small.heightPixels, channels: 1 } })
    .flop()
    .raw()
    .toBuffer();
  expect(toldOf(watch, length, length + 20, () => mirrored).map(({ tampering }) => tampering)).toEqual(['turned']);
});

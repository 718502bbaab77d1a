import { seededRandom } from '../seeded-random.ts';
import { background, type BackgroundName } from './backgrounds.ts';
import { type ColorPicture, type Light, Scene, type SceneOptions, steady, type Visit } from './scene.ts';

/** A light that is switched at some moments. */
export const lamp =
  (moments: readonly number[]): Light =>
  (seconds) => {
    const isOn = moments.filter((moment) => seconds >= moment).length % 2 === 1;
    return (value, x, y) => {
      if (!isOn) {
        return value * 0.62;
      }
      const nearness = Math.exp(-((x - 0.3) ** 2 + (y - 0.2) ** 2) * 2);
      return value * (1 + 0.9 * nearness) + 15;
    };
  };

/** The lamp goes out, the camera sees nothing for a moment, and then all in another light: what reflects it is not what was bright. */
export const infrared =
  (moment: number): Light =>
  (seconds) => {
    if (seconds < moment) {
      return (value) => value;
    }
    if (seconds < moment + 0.6) {
      return (value) => value * 0.15;
    }
    return (value, x, y) => {
      const falloff = 1.25 - 0.9 * Math.hypot(x - 0.5, y - 0.5);
      return (255 * (value / 255) ** 0.6 * 0.75 + 25 * Math.sin(value * 0.09)) * falloff;
    };
  };

const exposure =
  (period: number, strength: number): Light =>
  (seconds) => {
    const [times, more] = [1 + strength * Math.sin((seconds / period) * 2 * Math.PI), 12 * strength * Math.sin(seconds / 3)];
    return (value) => value * times + more;
  };

/** Soft and slow, as of a cloud or of somebody behind a curtain. */
const shadow =
  (speed: number, softness: number): Light =>
  (seconds) =>
  (value, x, y) => {
    const distance = Math.hypot(x - (seconds * speed - 0.3), (y - 0.5) * 0.6) / 0.28;
    return value * (1 - 0.42 / (1 + Math.exp((distance - 1) / softness)));
  };

/** A beam through the window that sweeps over the wall. */
export const headlights =
  (moments: readonly number[]): Light =>
  (seconds) => {
    const since = moments.map((moment) => seconds - moment).find((passed) => passed >= 0 && passed < 2.5);
    if (since === undefined) {
      return (value) => value;
    }
    return (value, x, y) => {
      const distance = ((x - (since * 0.5 - 0.1)) / 0.16) ** 2 + ((y - 0.35) / 0.3) ** 2;
      return value + 85 / (1 + Math.exp((distance - 1) * 6));
    };
  };

type QuietKind = 'noise' | 'lamp' | 'infrared' | 'exposure' | 'flicker' | 'shadow' | 'shake' | 'clock' | 'headlights';

/** How many there are of each. */
const quietKinds: Readonly<Record<QuietKind, number>> = {
  noise: 5,
  lamp: 5,
  infrared: 4,
  exposure: 5,
  flicker: 4,
  shadow: 4,
  shake: 4,
  clock: 4,
  headlights: 4,
};

type Conditions = Pick<SceneOptions, 'light' | 'noise' | 'shake' | 'blocks' | 'hasClock'>;
export const calm: Conditions = { light: steady, noise: 1.5, shake: 0, blocks: 0, hasClock: false };

function conditionsOf(kind: QuietKind, index: number): Conditions {
  switch (kind) {
    case 'noise':
      return { ...calm, noise: 2 + index * 1.5 };
    case 'lamp':
      return { ...calm, light: lamp([9 + index, 24, 31 + index]) };
    case 'infrared':
      return { ...calm, light: infrared(12 + index * 4), noise: 2.5 };
    case 'exposure':
      return { ...calm, light: exposure(5 + index * 5, 0.12 + index * 0.05) };
    case 'flicker':
      return { ...calm, blocks: 1.5 + index };
    case 'shadow':
      return { ...calm, light: shadow(0.04 + index * 0.05, 0.45 - index * 0.08) };
    case 'shake':
      return { ...calm, shake: 0.2 + index * 0.12 };
    case 'clock':
      return { ...calm, hasClock: true, noise: 1.5 + index * 0.7 };
    case 'headlights':
      return { ...calm, light: headlights([10, 20 + index, 30]) };
  }
}

type Way = 'dash' | 'walk' | 'rest' | 'far' | 'faint' | 'night';
const ways: readonly Way[] = ['dash', 'walk', 'rest', 'far', 'faint', 'night'];
const backgrounds: readonly BackgroundName[] = ['wall', 'room', 'carpet', 'tiles'];

const lengths: Readonly<Record<Way, number>> = { dash: 1.2, walk: 4, rest: 8, far: 5, faint: 4, night: 4 };
const widths: Readonly<Record<Way, number>> = { dash: 0.2, walk: 0.22, rest: 0.26, far: 0.07, faint: 0.18, night: 0.2 };

/** Across the picture; who rests stays in the middle for most of the time, moving a little. */
function visit(way: Way, fromSeconds: number, uniform: () => number): Visit {
  const seconds = lengths[way];
  const direction = uniform() < 0.5 ? 1 : -1;
  const y = 0.4 + uniform() * 0.4;
  const width = widths[way] * (0.85 + uniform() * 0.4);
  return {
    fromSeconds,
    untilSeconds: fromSeconds + seconds,
    at(now) {
      const share = (now - fromSeconds) / seconds;
      const along =
        way === 'rest' ? (share < 0.25 ? share * 2 : share > 0.75 ? 0.5 + (share - 0.75) * 2 : 0.5 + 0.01 * Math.sin(now * 4)) : share;
      const x = -width / 2 + along * (1 + width);
      return { x: direction === 1 ? x : 1 - x, y: y + 0.015 * Math.sin(now * 9), width };
    },
  };
}

const conditionsOfWay = (way: Way, index: number): Conditions =>
  way === 'night'
    ? { ...calm, light: () => (value) => value * 0.35 + 8, noise: 3.5 }
    : index % 4 === 1
      ? { ...calm, light: exposure(15, 0.15) }
      : index % 4 === 3
        ? { ...calm, blocks: 1.2, hasClock: true }
        : calm;

/**
 * 39 sequences in which nobody comes, of nine kinds.
 *
 * @param otherSeeds others of the same kinds
 * @param most of each kind, the first ones
 */
export function* quietSequences(animal: ColorPicture, { otherSeeds = 0, most = Infinity } = {}): Generator<Scene> {
  let seed = 100 + otherSeeds;
  for (const [kind, count] of Object.entries(quietKinds) as [QuietKind, number][]) {
    for (let index = 0; index < count; index += 1) {
      seed += 1;
      if (index >= most) {
        continue;
      }
      const scenery = background(backgrounds[seed % backgrounds.length]!, seed);
      yield new Scene({ name: kind, background: scenery, animal, contrast: 1, visits: [], ...conditionsOf(kind, index), seed });
    }
  }
}

/**
 * 51 sequences with 99 visits: all but three have two.
 *
 * @param otherSeeds others of the same kinds
 */
export function* visitedSequences(animal: ColorPicture, otherSeeds = 0): Generator<Scene> {
  for (let index = 0; index < 51; index += 1) {
    const seed = 500 + index + otherSeeds;
    const { uniform } = seededRandom(seed * 977);
    const way = ways[index % ways.length]!;
    const first = 6 + uniform() * 3;
    const visits = [visit(way, first, uniform)];
    if (index % 17 !== 16) {
      visits.push(visit(way, 25 + uniform() * 4, uniform));
    }
    const scenery = background(backgrounds[index % backgrounds.length]!, seed);
    const contrast = way === 'faint' ? 0.35 : 1;
    yield new Scene({ name: way, background: scenery, animal, contrast, visits, ...conditionsOfWay(way, index), seed });
  }
}

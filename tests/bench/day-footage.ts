/** A day before a camera: who comes, how light it is, and what only looks as if somebody came. */
import type { Detection } from '../../main/detection/detector-protocol.ts';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { background } from '../support/moving-scenes/backgrounds.ts';
import { full, type Light, picturesPerSecond, Scene, steady, type Visit } from '../support/moving-scenes/scene.ts';
import { calm, headlights, infrared, lamp } from '../support/moving-scenes/sequences.ts';

const emptyPictures = 40;
const firstVisitSeconds = 1;
/** Who came last has gone by then, and is not waited for any more. */
const disturbanceSeconds = { from: 42, until: 48 } as const;
/** The light changes after so many visits. */
const visitsInOneLight = 20;

const crossing = (seconds: number, y: number, width: number, along: (share: number) => number): Visit => ({
  fromSeconds: firstVisitSeconds,
  untilSeconds: firstVisitSeconds + seconds,
  at: (now) => ({ x: -width / 2 + along((now - firstVisitSeconds) / seconds) * (1 + width), y: y + 0.015 * Math.sin(now * 9), width }),
});
const through = (share: number): number => share;
const backAgain = (share: number): number => 1 - share;
const resting = (share: number): number => (share < 0.25 ? share * 2 : share > 0.75 ? 0.5 + (share - 0.75) * 2 : 0.5);
const ways: readonly Visit[] = [
  crossing(1.2, 0.5, 0.2, through),
  crossing(1.4, 0.7, 0.22, backAgain),
  crossing(4, 0.6, 0.2, through),
  crossing(5, 0.45, 0.18, backAgain),
  crossing(8, 0.65, 0.26, resting),
  crossing(25, 0.55, 0.24, resting),
];
const who = ['cat', 'cat', 'dog', 'cat', 'person'] as const;

type Conditions = Partial<Pick<typeof calm, 'noise' | 'shake' | 'blocks'>> & { readonly light: Light };
const seen: readonly Conditions[] = [
  { light: steady },
  { light: () => (value) => value * 0.35 + 8, noise: 3.5 },
  { light: () => infrared(0)(1), noise: 2.5 },
];
/** On top of one of those, from its first second on. */
const oneAfterAnother =
  (first: Light, second: Light): Light =>
  (seconds) => {
    const [firstLit, secondLit] = [first(seconds), second(seconds)];
    return (value, x, y) => secondLit(firstLit(value, x, y), x, y);
  };

const disturbances: readonly ((light: Light) => Conditions)[] = [
  (light) => ({ light: oneAfterAnother(light, lamp([1, 4])) }),
  (light) => ({ light: oneAfterAnother(light, headlights([1, 3.5])) }),
  (light) => ({ light, shake: 0.4 }),
  (light) => ({ light, blocks: 3 }),
];

const animal = await catPicture();
const room = background('room', 7);

function drawn(conditions: Conditions, visits: readonly Visit[], count: number): Uint8Array[] {
  const scene = new Scene({ ...calm, ...conditions, name: 'day', background: room, animal, contrast: 1, visits, seed: 7 });
  return Array.from({ length: count }, (_, index) => scene.grey(index / picturesPerSecond));
}

const kept = seen.map((conditions) => ({
  empty: drawn(conditions, [], emptyPictures),
  visited: ways.map((visit) => drawn(conditions, [visit], Math.ceil(visit.untilSeconds * picturesPerSecond))),
  disturbed: disturbances.map((change) => {
    const count = (disturbanceSeconds.until - disturbanceSeconds.from) * picturesPerSecond;
    return drawn({ ...conditions, ...change(conditions.light) }, [], count);
  }),
}));

export interface DayPicture {
  /** 320x180, grey. */
  readonly samples: Uint8Array;
  /** Nobody is there, and nothing is different from the pictures before but noise. */
  readonly isCalm: boolean;
  /** What a model would say of it. */
  readonly truth: readonly Detection[];
}

/** In seconds of the day: of a visit. */
export interface DaySpan {
  readonly from: number;
  readonly until: number;
}

/** Visits in a row, each with some time after it in which nobody is there. */
export class DayFootage {
  readonly #visits: number;
  /** From one visit to the next, in pictures. */
  readonly #period: number;

  constructor(pictures: number, visits: number) {
    this.#visits = visits;
    this.#period = Math.floor(pictures / visits);
  }

  get spans(): DaySpan[] {
    return Array.from({ length: this.#visits }, (_, number) => {
      const { fromSeconds, untilSeconds } = ways[number % ways.length]!;
      const begin = (number * this.#period) / picturesPerSecond;
      return { from: begin + fromSeconds, until: begin + untilSeconds };
    });
  }

  picture(index: number): DayPicture {
    const number = Math.floor(index / this.#period);
    const inPeriod = index % this.#period;
    const changeAt = disturbanceSeconds.from * picturesPerSecond;
    const changes = Math.floor((index + this.#period - changeAt) / (this.#period * visitsInOneLight));
    const { empty, visited, disturbed } = kept[changes % kept.length]!;
    const ofVisit = visited[number % visited.length]!;
    if (number < this.#visits && inPeriod < ofVisit.length) {
      const visit = ways[number % ways.length]!;
      const truth = truthOf(visit, who[number % who.length]!, inPeriod / picturesPerSecond);
      return { samples: ofVisit[inPeriod]!, isCalm: false, truth };
    }
    const hasDisturbance = number % visitsInOneLight !== visitsInOneLight - 1;
    const ofDisturbance = hasDisturbance ? disturbed[number % disturbed.length]![inPeriod - changeAt] : undefined;
    const samples = ofDisturbance ?? empty[(index * 7 + (index >> 5)) % emptyPictures]!;
    // In another light the room is learned anew, picture by picture: none of them is as good as five.
    const isLearned = hasDisturbance || inPeriod < changeAt;
    return { samples, isCalm: ofDisturbance === undefined && isLearned, truth: [] };
  }
}

function truthOf({ fromSeconds, untilSeconds, at }: Visit, label: string, seconds: number): Detection[] {
  if (seconds < fromSeconds || seconds >= untilSeconds) {
    return [];
  }
  const { x, y, width } = at(seconds);
  const height = (width * full.widthPixels * animal.heightPixels) / animal.widthPixels / full.heightPixels;
  const left = Math.max(0, x - width / 2);
  return [{ label, score: 0.75, box: { x: left, y: y - height / 2, width: Math.min(1, x + width / 2) - left, height } }];
}

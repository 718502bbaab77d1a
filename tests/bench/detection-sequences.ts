/** Hard sequences of our own making, before PetLog and before other methods. */
import { MotionDetector } from '../../main/detection/motion/motion-detector.ts';
import type { Detector } from '../../main/detection-process/detector.ts';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { picturesPerSecond, type Scene, sequenceSeconds, small, type Visit } from '../support/moving-scenes/scene.ts';
import { quietSequences, visitedSequences } from '../support/moving-scenes/sequences.ts';
import type { MethodReport, SequencesReport } from './detection-results.ts';
import { frameDifference, frigateMethod, motionMethod, type MotionMethod, ownMethod } from './motion-methods.ts';
import { jpegOf } from './detection-pictures.ts';
import { median } from './statistics.ts';
import { watched } from './watched-pictures.ts';

interface Span {
  readonly from: number;
  readonly until: number;
}

/** For the others what Frigate and Motion do: an event begins with two of three pictures and ends after four quiet seconds. */
class Events {
  readonly spans: { from: number; until: number }[] = [];
  #last: boolean[] = [];
  #open: { from: number; until: number } | null = null;

  push(seconds: number, moves: boolean): void {
    this.#last = [...this.#last.slice(-2), moves];
    if (this.#open === null && this.#last.filter(Boolean).length >= 2) {
      this.#open = { from: seconds - 1 / picturesPerSecond, until: seconds };
      this.spans.push(this.#open);
    } else if (this.#open !== null && moves) {
      this.#open.until = seconds;
    } else if (this.#open !== null && seconds - this.#open.until > 4) {
      this.#open = null;
    }
  }
}

export const isOf = (span: Span, { fromSeconds, untilSeconds }: Pick<Visit, 'fromSeconds' | 'untilSeconds'>): boolean =>
  span.from <= untilSeconds + 1 && span.until >= fromSeconds - 0.2;

class Score {
  readonly missedIn: string[] = [];
  readonly falseIn: string[] = [];
  readonly milliseconds: number[] = [];

  judge({ options: { name, visits } }: Scene, spans: readonly Span[]): void {
    for (const visit of visits.filter((candidate) => !spans.some((span) => isOf(span, candidate)))) {
      this.missedIn.push(`${name} ${visit.fromSeconds.toFixed(0)}`);
    }
    for (const span of spans.filter((candidate) => !visits.some((visit) => isOf(candidate, visit)))) {
      this.falseIn.push(`${name} ${span.from.toFixed(0)}`);
    }
  }

  report(method: string): MethodReport {
    const { missedIn, falseIn, milliseconds } = this;
    return { method, missedIn, falseIn, milliseconds: milliseconds.length === 0 ? null : median(milliseconds) };
  }
}

const methods: Readonly<Record<string, () => MotionMethod>> = {
  'PetLog, movement alone': ownMethod,
  "Frigate's method, defaults": frigateMethod,
  "Motion's method, defaults": () => motionMethod({ leastShare: 0.0049, lightSwitchShare: 0, pictures: 1 }),
  "Motion's method, tuned": () => motionMethod({ leastShare: 0.0012, lightSwitchShare: 0.5, pictures: 2 }),
  'frame difference of 1 %': () => frameDifference(0.01),
  'frame difference of 0.2 %': () => frameDifference(0.002),
};

const processorMilliseconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/**
 * @param only names of sequences; all where it is empty
 * @param detector null: movement alone
 */
export async function measureSequences({
  otherSeeds,
  only,
  detector,
  isBesideOthers,
}: {
  otherSeeds: number;
  only: readonly string[];
  detector: Detector | null;
  isBesideOthers: boolean;
}): Promise<SequencesReport> {
  const animal = await catPicture();
  const scores = new Map(Object.keys(isBesideOthers ? methods : {}).map((name) => [name, new Score()]));
  const own = new Score();
  const rest: number[] = [];
  let looks = 0;
  let quietLooks = 0;
  let visits = 0;
  let quiet = 0;
  let done = 0;
  for (const scene of [...quietSequences(animal, { otherSeeds }), ...visitedSequences(animal, otherSeeds)]) {
    if (only.length > 0 && !only.includes(scene.options.name)) {
      continue;
    }
    const isQuiet = scene.options.visits.length === 0;
    visits += scene.options.visits.length;
    quiet += isQuiet ? 1 : 0;
    const count = sequenceSeconds * picturesPerSecond;
    const pictures = Array.from({ length: count }, (_, index) => scene.grey(index / picturesPerSecond));
    for (const [name, score] of scores) {
      const method = methods[name]!();
      const events = new Events();
      const moves: boolean[] = [];
      score.milliseconds.push(processorMilliseconds(() => pictures.forEach((samples) => moves.push(method(samples)))) / count);
      moves.forEach((isMoving, index) => events.push(index / picturesPerSecond, isMoving));
      score.judge(scene, events.spans);
    }
    if (scene.options.name === 'noise') {
      const motion = new MotionDetector(small.widthPixels, small.heightPixels, { sensitivity: 50, ignored: [] });
      rest.push(processorMilliseconds(() => pictures.forEach((samples) => motion.look({ ...small, samples }))) / count);
    }
    if (detector !== null) {
      const sequence = {
        count,
        grey: (index: number) => pictures[index]!,
        jpeg: (index: number) => jpegOf(scene.color(index / picturesPerSecond)),
      };
      const spans = await watched(sequence, detector, {
        onLook: ({ processorMilliseconds: milliseconds, parts }) => {
          own.milliseconds.push(milliseconds / parts.length);
          looks += 1;
          quietLooks += isQuiet ? 1 : 0;
        },
      });
      own.judge(scene, spans);
    }
    process.stderr.write(
      `\r${(done += 1)} sequences, with the detector false so far: ${own.falseIn.length}, missed: ${own.missedIn.length}`,
    );
  }
  process.stderr.write('\n');
  return {
    otherSeeds,
    kinds: [...only],
    quiet,
    visits,
    looks,
    quietLooks,
    restMilliseconds: rest.length === 0 ? null : median(rest),
    methods: [
      ...(detector === null ? [] : [own.report('PetLog, with its detector')]),
      ...[...scores].map(([name, score]) => score.report(name)),
    ],
  };
}

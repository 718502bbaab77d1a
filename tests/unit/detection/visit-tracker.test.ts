import { expect, test } from 'vitest';
import type { Detection } from '../../../main/detection/detector-protocol.ts';
import type { PictureBox, TrackedVisit, WatchedZone } from '../../../main/detection/visit.ts';
import { VisitTracker } from '../../../main/detection/visit-tracker.ts';

const box = (x: number, y = 0.5): PictureBox => ({ x, y, width: 0.2, height: 0.2 });
const found = (label: string, x: number, score = 0.8): Detection => ({ label, score, box: box(x) });
const jpeg = Uint8Array.of(1, 2, 3);

interface World {
  readonly record: TrackedVisit[];
  readonly withdrawn: string[];
  readonly tracker: VisitTracker;
  /** Five pictures a second from then to then, in which that moves, and what a model that is asked says. */
  run(
    fromSeconds: number,
    untilSeconds: number,
    xs: (seconds: number) => readonly number[],
    says?: (seconds: number) => readonly Detection[],
  ): void;
  /** Each visit as it was told last. */
  last(): TrackedVisit[];
}

interface WorldOptions {
  readonly canTell?: boolean;
  readonly unlabelled?: boolean;
  readonly people?: () => boolean;
  readonly zones?: readonly WatchedZone[];
}

function world({ canTell = true, unlabelled = false, people = () => true, zones = [] }: WorldOptions = {}): World {
  const record: TrackedVisit[] = [];
  const withdrawn: string[] = [];
  let keys = 0;
  const tracker = new VisitTracker({
    holdMilliseconds: () => 10_000,
    zones: () => zones,
    canTell: () => canTell,
    isUnlabelledTold: () => unlabelled,
    isTold: (kind) => kind !== 'person' || people(),
    newKey: () => `visit-${(keys += 1)}`,
    record: (visit) => record.push(visit),
    withdraw: (visitKey) => withdrawn.push(visitKey),
  });
  return {
    record,
    withdrawn,
    tracker,
    run(fromSeconds, untilSeconds, xs, says = () => []) {
      for (let picture = Math.round(fromSeconds * 5); picture < untilSeconds * 5; picture += 1) {
        const seconds = picture / 5;
        const regions = xs(seconds).map((x) => ({ box: box(x), area: 0.04, movement: 0.5 }));
        const parts = regions.length > 0 || tracker.wantsLook(seconds * 1000) ? tracker.sight(seconds * 1000, regions, jpeg) : [];
        if (parts.length > 0) {
          tracker.looked(seconds * 1000, parts, says(seconds), jpeg);
        }
        tracker.tick(seconds * 1000);
      }
    },
    last: () => [...new Map(record.map((visit) => [visit.visitKey, visit])).values()],
  };
}

const walk = (seconds: number): readonly number[] => [Math.min(0.8, seconds * 0.1)];
const catWalks = (seconds: number): readonly Detection[] => [found('cat', Math.min(0.8, seconds * 0.1))];

test('a visit is told of at its first certain moment, and ends when it was last seen', () => {
  const { run, record, last } = world();
  run(0, 4, walk, catWalks);
  expect(record[0]).toMatchObject({ visitKey: 'visit-1', eventType: 'visit', label: 'cat', startMilliseconds: 0, ended: false });
  expect(record[0]!.durationSeconds).toBeLessThanOrEqual(1);
  expect(record[0]!.picture).toBe(jpeg);
  run(4, 30, () => []);
  expect(last()).toHaveLength(1);
  expect(last()[0]).toMatchObject({ ended: true, durationSeconds: 3.8 });
  expect(record.length).toBeLessThan(8);
});

test('a dash of one second, of which the model is sure in two looks, is one visit', () => {
  const { run, last } = world();
  run(
    0,
    1,
    (seconds) => [seconds * 0.8],
    (seconds) => (seconds > 0.3 ? [found('cat', seconds * 0.8)] : []),
  );
  run(1, 20, () => []);
  expect(last()).toMatchObject([{ label: 'cat', ended: true, durationSeconds: 0.8 }]);
});

test('one look alone, or looks that are not sure enough, make no visit', () => {
  const once = world();
  once.run(0, 3, walk, (seconds) => (seconds < 0.3 ? [found('dog', 0, 0.9)] : []));
  once.run(3, 30, () => []);
  const unsure = world();
  unsure.run(0, 3, walk, (seconds) => [found('dog', seconds * 0.1, 0.52)]);
  unsure.run(3, 30, () => []);
  expect([...once.record, ...unsure.record]).toEqual([]);
});

test('who rests is looked at again, and stays one visit of three hours', () => {
  const { run, last, record } = world();
  let looks = 0;
  run(0, 3, walk, catWalks);
  run(
    3,
    3 * 3600,
    () => [],
    () => {
      looks += 1;
      return [found('cat', 0.3, 0.6)];
    },
  );
  expect(last()).toHaveLength(1);
  expect(last()[0]).toMatchObject({ label: 'cat', ended: false });
  expect(last()[0]!.durationSeconds).toBeGreaterThan(3 * 3600 - 11);
  expect(looks).toBeLessThan((3 * 3600) / 7);
  expect(record.filter(({ picture }) => picture !== null).length).toBeLessThan(4);
});

test('who is found in two of three last looks in vain is gone since it was last seen', () => {
  const { run, last } = world();
  run(0, 3, walk, catWalks);
  run(
    3,
    20,
    () => [],
    (seconds) => (seconds < 12 ? [found('cat', 0.3, 0.7)] : []),
  );
  run(20, 40, () => []);
  expect(last()).toMatchObject([{ ended: true }]);
  expect(last()[0]!.durationSeconds).toBeGreaterThan(9);
  expect(last()[0]!.durationSeconds).toBeLessThan(13);
});

test('cat and dog in the same pictures, apart, are two visits; one animal that is taken for both is one', () => {
  const two = world();
  two.run(
    0,
    4,
    () => [0.1, 0.7],
    () => [found('cat', 0.1), found('dog', 0.7)],
  );
  two.run(4, 30, () => []);
  expect(
    two
      .last()
      .map(({ label }) => label)
      .toSorted(),
  ).toEqual(['cat', 'dog']);
  const one = world();
  one.run(0, 4, walk, (seconds) => [found('cat', seconds * 0.1, 0.8), found('dog', seconds * 0.1, 0.6)]);
  one.run(4, 30, () => []);
  expect(one.last()).toMatchObject([{ label: 'cat' }]);
});

test('two cats apart are two visits, and a cat in a person’s arms is beside the person', () => {
  const cats = world();
  cats.run(
    0,
    4,
    () => [0.1, 0.7],
    () => [found('cat', 0.1), found('cat', 0.7)],
  );
  cats.run(4, 30, () => []);
  expect(cats.last()).toHaveLength(2);
  const both = world();
  both.run(0, 4, walk, () => [found('person', 0.3), found('cat', 0.32)]);
  both.run(4, 30, () => []);
  expect(
    both
      .last()
      .map(({ label }) => label)
      .toSorted(),
  ).toEqual(['cat', 'person']);
});

test('people can be left out', () => {
  const { run, record } = world({ people: () => false, unlabelled: true });
  run(0, 4, walk, (seconds) => [found('person', seconds * 0.1)]);
  run(4, 30, () => []);
  expect(record).toEqual([]);
});

test('a movement that turns out to be somebody who is left out is over, and taken back; one look at somebody is enough to say no more', () => {
  const { run, record, last, withdrawn } = world({ people: () => false, unlabelled: true });
  run(0, 4, walk);
  expect(record.at(-1)).toMatchObject({ visitKey: 'visit-1', eventType: 'motion', ended: false });
  expect(withdrawn).toEqual([]);
  run(4, 12, walk, (seconds) => [found('person', seconds * 0.1)]);
  expect(last()).toMatchObject([{ visitKey: 'visit-1', label: null, ended: true }]);
  expect(withdrawn).toEqual(['visit-1']);
  run(12, 40, () => []);
  expect(last()).toHaveLength(1);

  const once = world({ people: () => false, unlabelled: true });
  once.run(0, 8, walk, (seconds) => (seconds < 0.5 ? [found('person', seconds * 0.1, 0.55)] : []));
  expect(once.record).toEqual([]);
});

test('a visit of somebody who is left out from then on ends, and is seen again when nobody is left out any more', () => {
  let people = true;
  const { run, record } = world({ people: () => people });
  const person = (seconds: number): readonly Detection[] => [found('person', Math.min(0.8, seconds * 0.1))];
  run(0, 4, walk, person);
  expect(record.at(-1)).toMatchObject({ label: 'person', ended: false });
  people = false;
  run(4, 6, walk, person);
  const count = record.length;
  expect(record.at(-1)).toMatchObject({ label: 'person', ended: true, picture: null });
  run(6, 8, walk, person);
  expect(record).toHaveLength(count);
  people = true;
  run(8, 10, walk, person);
  expect(record.at(-1)).toMatchObject({ label: 'person', ended: false });
});

test('movement without a label is told of only where that is wanted, once nobody could tell', () => {
  const unwanted = world();
  unwanted.run(0, 5, walk);
  unwanted.run(5, 30, () => []);
  expect(unwanted.record).toEqual([]);
  const wanted = world({ unlabelled: true });
  wanted.run(0, 5, walk);
  wanted.run(5, 30, () => []);
  expect(wanted.last()).toMatchObject([{ eventType: 'motion', label: null, startMilliseconds: 0, durationSeconds: 4.8, ended: true }]);
});

test('without a detector, movement is told of at once', () => {
  const { run, record, last } = world({ canTell: false });
  run(0, 2, walk);
  expect(record[0]).toMatchObject({ eventType: 'motion', startMilliseconds: 0, durationSeconds: 0.2, ended: false, picture: jpeg });
  run(2, 30, () => []);
  expect(last()).toMatchObject([{ eventType: 'motion', ended: true, durationSeconds: 1.8 }]);
});

test('a movement that turns out to be a cat is told of as the same event', () => {
  const { run, last } = world({ unlabelled: true });
  run(
    0,
    8,
    (seconds) => [seconds * 0.05],
    (seconds) => (seconds > 5 ? [found('cat', seconds * 0.05)] : []),
  );
  run(8, 30, () => []);
  expect(last()).toMatchObject([{ visitKey: 'visit-1', eventType: 'visit', label: 'cat', startMilliseconds: 0, ended: true }]);
});

test('a single flash is nothing', () => {
  const { run, record, tracker } = world({ canTell: false });
  run(0, 0.2, walk);
  run(5, 5.2, walk);
  expect(record).toEqual([]);
  expect(tracker.isIdle).toBe(true);
});

test('says in which places it was, and for how long, by where it stands', () => {
  const place = (zoneId: string, left: number): WatchedZone => ({
    zoneId,
    kind: 'place',
    place: 'bowl',
    polygon: [
      [left, 0.6],
      [left + 0.3, 0.6],
      [left + 0.3, 0.9],
      [left, 0.9],
    ],
  });
  const { run, last } = world({ zones: [place('bowl', 0), place('bed', 0.7)] });
  run(
    0,
    4,
    () => [0.1],
    () => [found('cat', 0.1)],
  );
  run(4, 30, () => []);
  const [{ zones }] = last() as [TrackedVisit];
  expect(zones.map(({ zoneId }) => zoneId)).toEqual(['bowl']);
  expect(zones[0]!.seconds).toBeCloseTo(3.6, 1); // from the first look on
});

test('what stands in an ignored part is nobody', () => {
  const everywhere: WatchedZone = {
    zoneId: 'z',
    kind: 'ignore',
    place: null,
    polygon: [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  };
  const { run, record } = world({ zones: [everywhere] });
  run(0, 4, walk, catWalks);
  expect(record).toEqual([]);
});

test('when the pictures end, so does every visit, when it was last seen', () => {
  const { run, tracker, last } = world();
  run(0, 4, walk, catWalks);
  tracker.endAll();
  expect(last()).toMatchObject([{ ended: true, durationSeconds: 3.8 }]);
  expect(tracker.isIdle).toBe(true);
});

/** Faint regions alone, five pictures a second, and what a model that is asked says. Answers when it was asked. */
function runFaint({ tracker }: World, untilSeconds: number, x: (seconds: number) => number, says: readonly Detection[] | null): number[] {
  const asked: number[] = [];
  for (let picture = 0; picture < untilSeconds * 5; picture += 1) {
    const seconds = picture / 5;
    const parts = tracker.sight(seconds * 1000, [], jpeg, [{ box: box(x(seconds)), area: 0.01, movement: 0.4 }]);
    if (parts.length > 0) {
      asked.push(seconds);
      tracker.looked(seconds * 1000, parts, says ?? [found('cat', x(seconds))], jpeg);
    }
  }
  return asked;
}

test('what is faint is looked at, and is a visit from its first sight when the model is sure', () => {
  const faint = world();
  runFaint(faint, 4, (seconds) => seconds * 0.1, null);
  faint.run(4, 30, () => []);
  expect(faint.last()).toMatchObject([{ label: 'cat', startMilliseconds: 0, ended: true }]);
});

test('what is faint and nothing is never told of, and looked at less and less, for hours', () => {
  const nothing = world({ unlabelled: true });
  const asked = runFaint(nothing, 600, () => 0.3, []);
  expect(asked.length).toBeGreaterThan(60);
  expect(asked.length).toBeLessThan(140);
  nothing.run(600, 620, () => []);
  expect(nothing.record).toEqual([]);
  expect(nothing.tracker.isIdle).toBe(true);
});

test('without anybody who could tell, what is faint is nothing', () => {
  const alone = world({ canTell: false });
  expect(runFaint(alone, 10, () => 0.3, null)).toEqual([]);
  expect(alone.record).toEqual([]);
});

test('who comes in at a door and stays is told of as that; who only was at it when nobody looked any more has not gone out', () => {
  const door: WatchedZone = {
    zoneId: 'door',
    kind: 'place',
    place: 'door',
    polygon: [
      [0, 0],
      [0.25, 0],
      [0.25, 1],
      [0, 1],
    ],
  };
  const goingIn = world({ zones: [door] });
  goingIn.run(0, 4, walk, catWalks);
  expect(goingIn.record[0]).toMatchObject({ eventType: 'entering_area', ended: false });
  goingIn.run(4, 30, () => []);
  expect(goingIn.last()).toMatchObject([{ eventType: 'entering_area', ended: true }]);
  const back = (seconds: number): readonly number[] => [Math.max(0.1, 0.7 - seconds * 0.1)];
  const says = (seconds: number): readonly Detection[] => [found('cat', back(seconds)[0]!)];
  const goingOut = world({ zones: [door] });
  goingOut.run(0, 7, back, says);
  goingOut.run(7, 40, () => []);
  expect(goingOut.last()).toMatchObject([{ eventType: 'leaving_area', ended: true }]);
  const switchedOff = world({ zones: [door] });
  switchedOff.run(0, 7, back, says);
  switchedOff.tracker.endAll();
  expect(switchedOff.last()).toMatchObject([{ eventType: 'visit', ended: true }]);
});

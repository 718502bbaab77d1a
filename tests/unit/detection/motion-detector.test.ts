import { expect, test } from 'vitest';
import { MotionDetector, type MotionSight } from '../../../main/detection/motion/motion-detector.ts';
import type { Polygon } from '../../../main/detection/motion/polygon-mask.ts';
import { overlapOf } from '../../../main/detection/overlap.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const size = { widthPixels: 320, heightPixels: 180 } as const;

const normals = Float32Array.from({ length: 65_537 }, seededRandom(1).normal);

interface Patch {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
  /** How much of the room it hides; all where it is left out. */
  readonly opacity?: number;
  /** Brightness of its own spots, beside its value. */
  readonly spots?: number;
}

/** A room with an edge in it, noise, and what else is to be seen. */
function* room({ light = 1, patches = [] as readonly Patch[], seed = 1 } = {}): Generator<Uint8Array> {
  for (let picture = seed * 7919; ; picture += 104_729) {
    yield Uint8Array.from({ length: size.widthPixels * size.heightPixels }, (_, at) => {
      const x = at % size.widthPixels;
      const y = (at - x) / size.widthPixels;
      const patch = patches.find(({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height);
      const behind = (90 + (x >> 3) + (y > 100 ? 40 : 0)) * light;
      const spots = patch?.spots === undefined ? ((x ^ y) & 7) * 4 : ((x >> 3) + (y >> 3)) % 2 === 0 ? patch.spots : -patch.spots;
      const { value: own, opacity = 1 } = patch ?? { value: 0, opacity: 0 };
      const value = behind * (1 - opacity) + (own + spots) * opacity;
      return Math.min(255, Math.max(0, value + normals[(at + picture) % normals.length]! * 2));
    });
  }
}

function detectorOf({ sensitivity = 50, ignored = [] as readonly Polygon[] } = {}): {
  look: (samples: Uint8Array) => MotionSight;
  adjust: (sensitivity: number) => void;
  lookAt: (count: number, options?: Parameters<typeof room>[0]) => MotionSight[];
} {
  const detector = new MotionDetector(size.widthPixels, size.heightPixels, { sensitivity, ignored });
  const adjust = (to: number): void => detector.adjust(to);
  const look = (samples: Uint8Array): MotionSight => detector.look({ ...size, samples });
  const seeds = { next: 1 };
  return {
    look,
    adjust,
    lookAt(count, options = {}) {
      const pictures = room({ ...options, seed: (seeds.next += 1) });
      return Array.from({ length: count }, () => look(pictures.next().value as Uint8Array));
    },
  };
}

const cat = { left: 100, top: 80, width: 40, height: 30, value: 210 } as const;

test('says where something came in, and how large it is', () => {
  const { lookAt } = detectorOf();
  expect(lookAt(10).every(({ regions }) => regions.length === 0)).toBe(true);
  const [{ regions }] = lookAt(1, { patches: [cat] }) as [MotionSight];
  expect(regions).toHaveLength(1);
  const { box, area, movement } = regions[0]!;
  expect(overlapOf(box, { x: 100 / 320, y: 80 / 180, width: 40 / 320, height: 30 / 180 })).toBeGreaterThan(0.6);
  expect(area).toBeCloseTo((40 * 30) / (320 * 180), 2);
  expect(movement).toBeGreaterThan(0.5);
});

test('what stands there does not move, and stays known as something for a while', () => {
  const { lookAt } = detectorOf();
  lookAt(10);
  const last = lookAt(50, { patches: [cat] }).at(-1)!;
  expect(last.regions).toHaveLength(1);
  expect(last.regions[0]!.movement).toBeLessThan(0.1);
});

test('where something rested for half a minute and left, no ghost of it moves', () => {
  const { lookAt } = detectorOf();
  lookAt(10);
  lookAt(150, { patches: [cat] });
  const after = lookAt(20).slice(1);
  expect(after.flatMap(({ regions }) => regions).filter(({ movement }) => movement >= 0.1)).toEqual([]);
});

test('stays quiet for noise, and for light that fades', () => {
  const { look } = detectorOf();
  const seen: MotionSight[] = [];
  for (let picture = 0; picture < 150; picture += 1) {
    seen.push(look(room({ light: 1 - picture / 400, seed: picture + 10 }).next().value as Uint8Array));
  }
  expect(seen.flatMap(({ regions }) => regions)).toEqual([]);
});

test('a light that is switched is a new scene, in which something is noticed again', () => {
  const { lookAt } = detectorOf();
  lookAt(10);
  const [first, ...more] = lookAt(10, { light: 0.3 });
  expect(first!.isNewScene || first!.regions.length === 0).toBe(true);
  expect(more.flatMap(({ regions }) => regions)).toEqual([]);
  expect(lookAt(1, { light: 0.3, patches: [cat] })[0]!.regions).toHaveLength(1);
});

test('a part of the wall that only grows brighter is light', () => {
  const { lookAt, look } = detectorOf();
  lookAt(10);
  const lit = (room({ seed: 99 }).next().value as Uint8Array).map((value, at) => {
    const x = at % 320;
    const y = (at - x) / 320;
    return x > 40 && x < 160 && y > 60 && y < 140 ? Math.min(255, value * 1.3) : value;
  });
  expect(look(lit).regions).toEqual([]);
});

test('nothing is noticed in an ignored part, and everything outside it', () => {
  const ignored: Polygon[] = [
    [
      [0.25, 0.4],
      [0.5, 0.4],
      [0.5, 0.7],
      [0.25, 0.7],
    ],
  ];
  const { lookAt } = detectorOf({ ignored });
  lookAt(10);
  expect(lookAt(1, { patches: [cat] })[0]!.regions).toEqual([]);
  expect(lookAt(1, { patches: [{ ...cat, left: 220 }] })[0]!.regions).toHaveLength(1);
});

test.each([
  [0, false],
  [50, false],
  [100, true],
])('with a sensitivity of %i, a thing of 5 by 5 is noticed: %s', (sensitivity, isNoticed) => {
  const { lookAt } = detectorOf({ sensitivity });
  lookAt(10);
  const { regions } = lookAt(1, { patches: [{ left: 100, top: 80, width: 5, height: 5, value: 210 }] })[0]!;
  expect(regions.length > 0).toBe(isNoticed);
});

test('another sensitivity counts from the next picture on, and the empty place stays known', () => {
  const { lookAt, adjust } = detectorOf();
  const small = { left: 100, top: 80, width: 5, height: 5, value: 210 } as const;
  lookAt(10);
  expect(lookAt(1, { patches: [small] })[0]!.regions).toEqual([]);
  adjust(100);
  expect(lookAt(1, { patches: [{ ...small, left: 200 }] })[0]!.regions).toHaveLength(1);
  adjust(0);
  expect(lookAt(1, { patches: [{ ...small, left: 240 }] })[0]!.regions).toEqual([]);
});

test('what hardly differs is faint: no movement, and worth a look; noise alone is neither', () => {
  const { lookAt } = detectorOf();
  expect(
    lookAt(20)
      .slice(1)
      .every(({ faintRegions }) => faintRegions.length === 0),
  ).toBe(true);
  const hardly = { left: 200, top: 120, width: 60, height: 40, value: 150 } as const;
  const [sight] = lookAt(1, { patches: [hardly] }) as [MotionSight];
  expect(sight.regions).toEqual([]);
  expect(sight.faintRegions).toHaveLength(1);
  expect(overlapOf(sight.faintRegions[0]!.box, { x: 200 / 320, y: 120 / 180, width: 60 / 320, height: 40 / 180 })).toBeGreaterThan(0.4);
  const [clear] = lookAt(1, { patches: [cat, hardly] }) as [MotionSight];
  expect(clear.regions.length).toBeGreaterThan(0);
  expect(clear.faintRegions).toEqual([]);
});

test('who looks much like what is behind is no movement and worth a look; light that falls there is neither', () => {
  const over = { left: 200, top: 80, width: 60, height: 40 } as const;
  const seen = (patch: Patch): readonly [regions: number, faintRegions: number] => {
    const { lookAt } = detectorOf();
    lookAt(20);
    const [{ regions, faintRegions }] = lookAt(1, { patches: [patch] }) as [MotionSight];
    return [regions.length, faintRegions.length];
  };
  expect(seen({ ...over, value: 190, opacity: 0.35, spots: 62 })).toEqual([0, 1]);
  expect(seen({ ...over, value: 190, opacity: 0.35, spots: 0 })).toEqual([0, 0]);
});

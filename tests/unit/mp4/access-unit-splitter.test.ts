import { expect, test } from 'vitest';
import { AccessUnitSplitter } from '../../../main/mp4/access-unit-splitter.ts';
import { splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { cameraH264 } from '../../support/camera-h264.ts';

function splitter(largestBytes = 1_000_000) {
  const units: Buffer[] = [];
  const times: number[] = [];
  let garbageBytes = 0;
  const made = new AccessUnitSplitter(
    largestBytes,
    (unit, began) => {
      units.push(unit);
      times.push(began);
    },
    (bytes) => (garbageBytes += bytes),
  );
  return { made, units, times, garbageBytes: () => garbageBytes };
}

const contents = (units: readonly Buffer[]): string[][] =>
  units.map((unit) => splitNalUnits(unit).map((nalUnit) => nalUnit.toString('hex')));

test.each([1, 4])('cuts a stream of %d slices a picture into its pictures, in pieces of any length', async (slices) => {
  const packets = await cameraH264(20, { keyframeEvery: 5, slices });
  const stream = Buffer.concat(packets.map(({ annexB }) => annexB));
  for (const pieceBytes of [1, 7, 1000, stream.length]) {
    const { made, units, garbageBytes } = splitter();
    for (let at = 0; at < stream.length; at += pieceBytes) {
      made.push(stream.subarray(at, at + pieceBytes), 0);
    }
    // The last one is complete when another begins.
    expect(contents(units)).toEqual(contents(packets.slice(0, -1).map(({ annexB }) => annexB)));
    expect(garbageBytes()).toBe(0);
  }
});

test('says when the first byte of a picture came', async () => {
  const packets = await cameraH264(4);
  const { made, times } = splitter();
  packets.forEach(({ annexB }, index) => {
    made.push(annexB.subarray(0, 20), index * 100);
    made.push(annexB.subarray(20), index * 100 + 50);
  });
  expect(times).toEqual([0, 100, 200]);
});

test('begins with a picture after whatever comes before, and counts it', async () => {
  const packets = await cameraH264(4);
  const { made, units, garbageBytes } = splitter();
  made.push(Buffer.alloc(300_000, 0x55), 0);
  made.push(Buffer.from('000001000000019f', 'hex'), 0); // start codes of nothing
  packets.forEach(({ annexB }) => made.push(annexB, 0));
  expect(contents(units)).toEqual(contents(packets.slice(0, 3).map(({ annexB }) => annexB)));
  expect(garbageBytes()).toBeGreaterThan(300_000);
});

test('holds no more than the largest picture', () => {
  const { made, units, garbageBytes } = splitter(100_000);
  made.push(Buffer.from('0000000165', 'hex'), 0);
  for (let count = 0; count < 300; count += 1) {
    made.push(Buffer.alloc(1000, 0x55), 0);
  }
  expect(units).toEqual([]);
  expect(garbageBytes()).toBeGreaterThan(200_000);
});

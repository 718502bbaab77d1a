import { expect, test } from 'vitest';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { readSequenceParameters } from '../../../main/mp4/sequence-parameters.ts';
import { readSliceHeader } from '../../../main/mp4/slice-header.ts';
import { cameraH264 } from '../../support/camera-h264.ts';

const unitOf = (annexB: Buffer, type: number): Buffer =>
  splitNalUnits(annexB).find((unit) => nalUnitType(unit) === type) ?? Buffer.alloc(0);

test.each([
  [320, 180, 'baseline', 66],
  [640, 360, 'main', 77],
  [1280, 720, 'high', 100],
  [322, 182, 'high', 100],
])('reads the size of %d by %d of the profile %s', async (widthPixels, heightPixels, profile, number) => {
  const [first] = await cameraH264(1, { widthPixels, heightPixels, profile });
  expect(readSequenceParameters(unitOf(first?.annexB ?? Buffer.alloc(0), nalUnitTypes.sequenceParameters))).toMatchObject({
    widthPixels,
    heightPixels,
    profile: number,
    isCommonFormat: true,
    isInterlaced: false,
  });
});

test('says that a stream is interlaced', async () => {
  const [first] = await cameraH264(1, { profile: 'high', options: { 'x264-params': 'interlaced=1' } });
  expect(readSequenceParameters(unitOf(first?.annexB ?? Buffer.alloc(0), nalUnitTypes.sequenceParameters))).toMatchObject({
    widthPixels: 320,
    heightPixels: 180,
    isInterlaced: true,
  });
});

test('takes nothing that is no sequence parameter set', () => {
  for (const bytes of ['', '67', '6742', '6742c01e', `67${'00'.repeat(40)}`, `67${'ff'.repeat(40)}`]) {
    expect(readSequenceParameters(Buffer.from(bytes, 'hex'))).toBeNull();
  }
});

test('tells pictures that are predicted from later ones', async () => {
  const kinds = (annexB: Buffer): boolean[] =>
    splitNalUnits(annexB)
      .filter((unit) => [1, 5].includes(nalUnitType(unit)))
      .map((unit) => readSliceHeader(unit)?.isBidirectional ?? false);
  const without = await cameraH264(12, { profile: 'main' });
  expect(without.flatMap(({ annexB }) => kinds(annexB))).toEqual(Array(12).fill(false));
  const withThem = await cameraH264(12, { profile: 'main', bFrames: 1 });
  expect(withThem.flatMap(({ annexB }) => kinds(annexB)).filter(Boolean).length).toBeGreaterThan(3);
});

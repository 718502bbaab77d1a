import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AV_PIX_FMT_YUV420P10LE } from 'node-av/constants';
import { expect, test } from 'vitest';
import { codecString } from '../../../main/mp4/codec-string.ts';
import { splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { fragment, initializationSegment, lengthPrefixed, lengthPrefixedBytes } from '../../../main/mp4/fragmented-mp4.ts';
import { readH265SequenceParameters } from '../../../main/mp4/h265-sequence-parameters.ts';
import { ParameterSets, parameterSetsOf } from '../../../main/mp4/parameter-sets.ts';
import { nalUnitSyntax } from '../../../main/mp4/video-codec.ts';
import { h265Codec } from '../../../shared/h265-codec.ts';
import { cameraH265 } from '../../support/camera-h265.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const run = promisify(execFile);
const { typeOf } = nalUnitSyntax.h265;
const packets = await cameraH265(20, { keyframeEvery: 10 });
const keyframe = packets[0]?.annexB ?? Buffer.alloc(0);
const size = { widthPixels: 320, heightPixels: 180, cameraProfile: 1, codec: 'h265', parameterSets: 'a' } as const;

const sequenceParametersOf = (annexB: Buffer = Buffer.alloc(0)): Buffer =>
  splitNalUnits(annexB).find((unit) => typeOf(unit) === 33) ?? Buffer.alloc(0);

test.each([
  [320, 180],
  [1280, 720],
  [322, 182],
])('reads the size of %d by %d', async (widthPixels, heightPixels) => {
  const [first] = await cameraH265(1, { widthPixels, heightPixels });
  expect(readH265SequenceParameters(sequenceParametersOf(first?.annexB))).toMatchObject({
    ...{ widthPixels, heightPixels, profile: 1, id: 0, temporalLayers: 1 },
    ...{ isCommonFormat: true, isInterlaced: false, isReordered: false },
  });
});

test.each([
  ['reordered pictures', { bFrames: 2 }, { isReordered: true }],
  ['interlaced pictures', { parameters: ['interlace=tff'] }, { isInterlaced: true }],
])('says that there are %s', async (_, options, expected) => {
  const [first] = await cameraH265(4, options);
  expect(readH265SequenceParameters(sequenceParametersOf(first?.annexB))).toMatchObject(expected);
});

test('reads what stands behind the lower temporal layers', () => {
  // Behind the 2 bytes of its header, 4 bits of an id, and the 12 bytes of the profile.
  const unit = sequenceParametersOf(keyframe);
  const bits = [...withoutEmulationPrevention(unit.subarray(2))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const layer = `11${'0'.repeat(14)}${'0'.repeat(88)}${'1'.repeat(8)}`;
  const changed = `${bits.slice(0, 4)}001${bits.slice(7, 104)}${layer}${bits.slice(104)}`;
  const bytes = (changed.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  expect(readH265SequenceParameters(Buffer.from([0x42, 1, ...withEmulationPrevention(bytes)]))).toMatchObject({
    ...{ temporalLayers: 2, widthPixels: 320, heightPixels: 180, isCommonFormat: true },
  });
});

test('says that there are ten bits a sample', async () => {
  const [first] = await cameraH265(1, { pixelFormat: AV_PIX_FMT_YUV420P10LE });
  expect(readH265SequenceParameters(sequenceParametersOf(first?.annexB))).toMatchObject({ profile: 2, isCommonFormat: false });
});

test('takes nothing that is no sequence parameter set', () => {
  for (const bytes of ['', '4201', `4201${'00'.repeat(40)}`, `4201${'ff'.repeat(40)}`]) {
    expect(readH265SequenceParameters(Buffer.from(bytes, 'hex'))).toBeNull();
  }
});

test('keeps parameter sets of each kind, the newest of an id, whatever came first', () => {
  const units = splitNalUnits(parameterSetsOf(keyframe, 'h265'));
  expect(units.map(typeOf)).toEqual([32, 33, 34]);
  const sets = new ParameterSets('h265');
  units.toReversed().forEach((unit, index) => {
    expect(sets.isComplete).toBe(false);
    expect(sets.all()).toHaveLength(index);
    sets.take(unit);
  });
  sets.take(Buffer.concat([units[2] ?? Buffer.alloc(0), Buffer.from([0x80])]));
  sets.take(Buffer.from([0x26, 1, 0xaf]));
  expect(sets.isComplete).toBe(true);
  expect(sets.all().map(typeOf)).toEqual([32, 33, 34]);
  expect(sets.all()[2]?.length).toBe((units[2]?.length ?? 0) + 1);
});

test.each([
  ['01600000009000000000005d', 'hvc1.1.6.L93.90'],
  ['0160000000b000000000005d', 'hvc1.1.6.L93.B0'],
  ['2220000000b0000000000196', 'hvc1.2.4.H150.B0.0.0.0.0.1'],
  ['416000000000000000000078', 'hvc1.A1.6.L120'],
])('names %s as %s', (record, name) => {
  expect(h265Codec(Buffer.from(`01${record}`, 'hex'))).toBe(name);
});

test('what is written plays, and holds parameter sets at its beginning alone', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'h265.mp4');
  const samples = packets.map(({ annexB, isKeyframe }) => {
    const data = lengthPrefixed(annexB, 'h265');
    expect(data.length).toBe(lengthPrefixedBytes(annexB, 'h265'));
    return { data, durationMilliseconds: 67, isKeyframe };
  });
  await writeFile(path, Buffer.concat([initializationSegment(size, keyframe), fragment(1, 0, samples)]));
  const entries = 'stream=codec_name,codec_tag_string,profile,width,height,nb_read_frames';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'csv=p=0', path]);
  expect(stdout.trim()).toBe('hevc,Main,hvc1,320,180,20');
  expect(codecString(keyframe, size)).toMatch(/^hvc1\.1\.6\.L\d+\./);
  const types = samples.flatMap(({ data }) => typesIn(data));
  expect(types.filter((type) => type >= 32 && type <= 38)).toEqual([]);
  expect(types.length).toBeGreaterThanOrEqual(20);
});

test('without its parameter sets nothing begins', () => {
  expect(() => initializationSegment(size, packets[1]?.annexB ?? Buffer.alloc(0))).toThrow('without parameter sets');
});

function typesIn(sample: Buffer): number[] {
  const types: number[] = [];
  for (let at = 0; at < sample.length; at += 4 + sample.readUInt32BE(at)) {
    types.push(typeOf(sample.subarray(at + 4)));
  }
  return types;
}

/** ITU-T H.265, 7.4.2. */
function withoutEmulationPrevention(unit: Buffer): number[] {
  return [...unit].filter((byte, index) => !(byte === 3 && index >= 2 && unit[index - 1] === 0 && unit[index - 2] === 0));
}

function withEmulationPrevention(bytes: readonly number[]): number[] {
  let zeros = 0;
  return bytes.flatMap((byte) => {
    const isEscaped = zeros >= 2 && byte <= 3;
    zeros = byte === 0 ? (isEscaped ? 1 : zeros + 1) : 0;
    return isEscaped ? [3, byte] : [byte];
  });
}

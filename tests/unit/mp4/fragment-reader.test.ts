import { beforeEach, expect, it } from 'vitest';
import { FragmentReader } from '../../../main/mp4/fragment-reader.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../../../main/mp4/fragmented-mp4.ts';
import { producerTime } from '../../../main/mp4/producer-time.ts';
import { cameraH264 } from '../../support/camera-h264.ts';

const [keyframe] = await cameraH264(1);
const annexB = keyframe?.annexB ?? Buffer.alloc(0);
const size = { widthPixels: 320, heightPixels: 180 };
const capturedAtMicroseconds = 1_800_000_000_250_000;
const frames = [Buffer.from('first'), Buffer.from('the second')];

let told: unknown[];
let reader: FragmentReader;

beforeEach(() => {
  told = [];
  reader = new FragmentReader({
    onMovie: (sound) => told.push(sound),
    onProducerTime: (captured, media) => told.push([Math.round(captured), media]),
    onSound: (begin, found) => told.push([begin, found.map(String)]),
  });
});

/** As PetLog sends it: a picture, and what was heard of its time. */
const piece = (number: number, mediaMilliseconds: number, decodeTimeSamples: number | null): Buffer =>
  Buffer.concat([
    producerTime(capturedAtMicroseconds + mediaMilliseconds * 1000, mediaMilliseconds),
    fragment(
      number,
      mediaMilliseconds,
      [{ data: lengthPrefixed(annexB), durationMilliseconds: 66, isKeyframe: true }],
      decodeTimeSamples === null ? null : { decodeTimeSamples, frames, firstNumber: 7 },
    ),
  ]);

const movie = Buffer.concat([initializationSegment(size, annexB, true), piece(1, 0, null), piece(2, 66, 480), piece(3, 133, 2528)]);

const whatIsHeard = [
  { samplesPerSecond: 48_000, channels: 1, configHex: '1188' },
  [capturedAtMicroseconds, 0],
  [capturedAtMicroseconds + 66_000, 66],
  [10, ['first', 'the second']],
  [capturedAtMicroseconds + 133_000, 133],
  [2528 / 48, ['first', 'the second']],
];

it.each([1, 7, 1000, movie.length])('finds the sound and its times, in pieces of %i bytes', (bytes) => {
  for (let begin = 0; begin < movie.length; begin += bytes) {
    reader.push(movie.subarray(begin, begin + bytes));
  }
  expect(told).toEqual(whatIsHeard);
});

it('says that there is none, and goes on with what comes behind', () => {
  reader.push(Buffer.concat([initializationSegment(size, annexB), piece(1, 0, 480), movie]));
  expect(told).toEqual([null, [capturedAtMicroseconds, 0], ...whatIsHeard]);
});

const changed = (type: string, offset: number, value: number): Buffer => {
  const bytes = Buffer.from(movie);
  bytes.writeUInt32BE(value, bytes.lastIndexOf(type) + offset);
  return bytes;
};

it.each([
  ['is a web page', Buffer.from('<!doctype html><title>A camera</title>')],
  ['has a box without an end', changed('mdat', -4, 0xffff_fff0)],
  ['has a box that is smaller than its header', changed('moof', -4, 4)],
  ['has a box that is longer than what it is in', changed('tfdt', -4, 5000)],
  ['has sound behind its fragment', changed('trun', 12, 0xffff)],
  ['has sound before its fragment', changed('trun', 12, 3)],
  ['has more samples than anybody hears', changed('trun', 8, 0x7fff_ffff)],
])('refuses what %s', (_, bytes) => {
  expect(() => reader.push(bytes)).toThrow(RangeError);
});

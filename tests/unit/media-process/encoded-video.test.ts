import { randomBytes } from 'node:crypto';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterEach, expect, test } from 'vitest';
import sharp from 'sharp';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../../../main/mp4/annex-b.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { DecodedVideo } from '../../../main/media-process/decoded-video.ts';
import { EncodedVideo } from '../../../main/media-process/encoded-video.ts';
import { encodes } from '../../../main/ffmpeg/encoder-choice.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

Log.setLevel(AV_LOG_QUIET);

const settings = { frameRate: 15, bitrateKbps: 500, size: null, allowHardware: false };
const jpegs = await smallJpegs(8);
const jpeg = (index: number): Buffer => jpegs[index % jpegs.length]!;
const videos: EncodedVideo[] = [];
const decoded = new DecodedVideo();

function encode(video: EncodedVideo, picture: Buffer, captureMilliseconds: number, sequence: number): void {
  decoded.show(picture);
  video.encode(decoded, captureMilliseconds, sequence);
}

function encodedVideo(overrides: Partial<ConstructorParameters<typeof EncodedVideo>[0]> = {}): EncodedVideo {
  const video = new EncodedVideo({ ...settings, ...overrides });
  videos.push(video);
  return video;
}

afterEach(() => videos.splice(0).forEach((video) => video.close()));

test('gives one packet for each picture at once, with its own capture time, and a keyframe every two seconds', () => {
  const video = encodedVideo();
  const packets: EncodedPacket[] = [];
  video.subscribe((packet) => packets.push(packet));
  for (let index = 0; index < 75; index += 1) {
    encode(video, jpeg(index), 5000 + index * 66.7, index + 1);
    expect(packets).toHaveLength(index + 1);
  }
  expect(packets.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1));
  expect(packets[40]!.captureMilliseconds).toBe(5000 + 40 * 66.7);
  const keyframes = packets.filter(({ isKeyframe }) => isKeyframe);
  expect(keyframes.map(({ captureMilliseconds }) => Math.round(captureMilliseconds - 5000))).toEqual([0, 2001, 4002]);
  for (const { annexB } of keyframes) {
    expect(splitNalUnits(annexB).map(nalUnitType)).toEqual(
      expect.arrayContaining([nalUnitTypes.sequenceParameters, nalUnitTypes.pictureParameters, nalUnitTypes.idrPicture]),
    );
  }
});

test('a packet holds its own bytes alone, so that keeping it for minutes keeps nothing else', () => {
  const video = encodedVideo();
  const packets: EncodedPacket[] = [];
  video.subscribe((packet) => packets.push(packet));
  for (let index = 0; index < 5; index += 1) {
    encode(video, jpeg(index), index * 67, index + 1);
  }
  expect(packets.map(({ annexB }) => annexB.buffer.byteLength)).toEqual(packets.map(({ annexB }) => annexB.length));
});

test('a subscriber that comes later begins with a keyframe, and costs the others nothing', () => {
  const video = encodedVideo();
  const first: EncodedPacket[] = [];
  const second: EncodedPacket[] = [];
  video.subscribe((packet) => first.push(packet));
  encode(video, jpeg(0), 0, 1);
  encode(video, jpeg(1), 67, 2);
  const unsubscribe = video.subscribe((packet) => second.push(packet));
  encode(video, jpeg(2), 133, 3);
  encode(video, jpeg(3), 200, 4);
  unsubscribe();
  encode(video, jpeg(4), 267, 5);
  expect(first).toHaveLength(5);
  expect(second.map(({ sequence, isKeyframe }) => [sequence, isKeyframe])).toEqual([
    [3, true],
    [4, false],
  ]);
  expect(second[0]).toBe(first[2]);
});

test('pictures of another size are scaled to the size of the first', async () => {
  const video = encodedVideo();
  const sizes: unknown[] = [];
  video.subscribe(({ size }) => sizes.push(size));
  const [large] = await smallJpegs(1, 640, 360);
  encode(video, jpeg(0), 0, 1);
  encode(video, large!, 67, 2);
  encode(video, jpeg(1), 133, 3);
  expect(sizes).toEqual(Array.from({ length: 3 }, () => ({ widthPixels: 320, heightPixels: 180 })));
});

test('a camera that compresses 4:2:2 or sends odd sizes is no problem', async () => {
  const odd = await sharp(jpeg(0)).resize(161, 91).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
  const video = encodedVideo();
  const packets: EncodedPacket[] = [];
  video.subscribe((packet) => packets.push(packet));
  encode(video, odd, 0, 1);
  expect(packets[0]?.size).toEqual({ widthPixels: 160, heightPixels: 90 });
});

test('a broken picture is refused and the next one encoded', () => {
  const video = encodedVideo();
  const sequences: number[] = [];
  video.subscribe(({ sequence }) => sequences.push(sequence));
  encode(video, jpeg(0), 0, 1);
  expect(() => encode(video, Buffer.from('this is no JPEG'), 67, 2)).toThrow(/decode a JPEG/);
  encode(video, jpeg(1), 133, 3);
  expect(sequences).toEqual([1, 3]);
});

test('the bit rate stays below its limit even for noise', async () => {
  const noise = await Promise.all(
    Array.from({ length: 10 }, () =>
      sharp(randomBytes(320 * 180 * 3), { raw: { width: 320, height: 180, channels: 3 } })
        .jpeg()
        .toBuffer(),
    ),
  );
  const video = encodedVideo({ bitrateKbps: 1000 });
  let bits = 0;
  video.subscribe(({ annexB, captureMilliseconds }) => (bits += captureMilliseconds < burstSeconds * 1000 ? 0 : annexB.length * 8));
  const burstSeconds = 2; // the rate control begins with a second in hand
  const seconds = 10;
  for (let index = 0; index < (burstSeconds + seconds) * 15; index += 1) {
    encode(video, noise[index % noise.length]!, (index * 1000) / 15, index + 1);
  }
  expect(bits / seconds).toBeGreaterThan(800_000);
  expect(bits / seconds).toBeLessThan(1_000_000);
});

test('an encoder counts only when it really encodes', () => {
  const size = { widthPixels: 320, heightPixels: 180 };
  expect(encodes('libx264', size, settings)).toBe(true);
  expect(encodes('libx264', { widthPixels: 0, heightPixels: 0 }, settings)).toBe(false);
});

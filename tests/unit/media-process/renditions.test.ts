import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterEach, expect, test, vi } from 'vitest';
import { CameraDecoder } from '../../../main/ffmpeg/camera-decoder.ts';
import { H264Encoder } from '../../../main/ffmpeg/h264-encoder.ts';
import { JpegDecoder } from '../../../main/ffmpeg/jpeg-decoder.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { PassedPictures } from '../../../main/media-process/passed-pictures.ts';
import { PassedVideo } from '../../../main/media-process/passed-video.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

Log.setLevel(AV_LOG_QUIET);

const settings = { frameRate: 10, bitrateKbps: 2000, size: null, allowHardware: false };
const jpegs = await smallJpegs(8);
const closers: (() => void)[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  closers.splice(0).forEach((close) => close());
});

function jpegVideo(): JpegVideo {
  const video = new JpegVideo(settings, 0);
  closers.push(() => video.close());
  return video;
}

/** So many pictures of a camera of ten a second. */
function film(video: JpegVideo, from: number, until: number): void {
  for (let index = from; index < until; index += 1) {
    video.encode(jpegs[index % jpegs.length]!, index * 100, index + 1);
  }
}

const times = (packets: readonly EncodedPacket[], areKeyframes = false): number[] =>
  packets.filter(({ isKeyframe }) => isKeyframe || !areKeyframes).map(({ captureMilliseconds }) => captureMilliseconds);

/** Mean brightness of the first picture. */
function brightness({ annexB }: EncodedPacket): number {
  const decoder = new CameraDecoder('h264');
  const picture = decoder.decode(annexB)!;
  const [plane] = picture.data!;
  const rows = Array.from({ length: picture.height }, (_, row) =>
    plane!.subarray(row * picture.linesize[0]!, row * picture.linesize[0]! + picture.width),
  );
  const sum = rows.reduce((total, row) => total + row.reduce((all, value) => all + value, 0), 0);
  const mean = sum / picture.width / picture.height;
  decoder.close();
  return mean;
}

test('renditions are made of one decode, with their keyframes at the same pictures', () => {
  const decode = vi.spyOn(JpegDecoder.prototype, 'decode');
  const encode = vi.spyOn(H264Encoder.prototype, 'encode');
  const video = jpegVideo();
  const [full, small]: EncodedPacket[][] = [[], []];
  video.subscribe((packet) => full!.push(packet));
  film(video, 0, 7);
  const end = video.renditions.subscribe(90, (packet) => small!.push(packet));
  film(video, 7, 40);
  expect(decode).toHaveBeenCalledTimes(40);
  expect(encode).toHaveBeenCalledTimes(40 + 33);
  expect(small![0]).toMatchObject({
    isKeyframe: true,
    captureMilliseconds: 700,
    sequence: 8,
    size: { widthPixels: 160, heightPixels: 90 },
  });
  expect(times(small!)).toEqual(times(full!).slice(7));
  expect(times(full!, true)).toEqual([0, 700, 2700]);
  expect(times(small!, true)).toEqual([700, 2700]);
  video.renditions.requestKeyframe(90);
  film(video, 40, 41);
  expect([full!.at(-1)!.isKeyframe, small!.at(-1)!.isKeyframe]).toEqual([true, true]);
  end();
  film(video, 41, 50);
  expect([full!.length, small!.length]).toEqual([50, 34]);
});

test('all renditions show the same colours', () => {
  const video = jpegVideo();
  const [full, small]: EncodedPacket[][] = [[], []];
  video.renditions.subscribe(90, (packet) => small!.push(packet));
  film(video, 0, 2);
  video.subscribe((packet) => full!.push(packet));
  film(video, 2, 5);
  const [fullKey, smallKey] = [full!.find(({ isKeyframe }) => isKeyframe)!, small!.find(({ isKeyframe }) => isKeyframe)!];
  expect(Math.abs(brightness(fullKey) - brightness(smallKey))).toBeLessThan(3);
  const later = small!.find(({ captureMilliseconds, isKeyframe }) => isKeyframe && captureMilliseconds === fullKey.captureMilliseconds)!;
  expect(Math.abs(brightness(fullKey) - brightness(later))).toBeLessThan(3); // made after the full one of the same picture
});

test('a small rendition alone costs no full one, and the history of a still room stays cheap beside it', () => {
  const video = jpegVideo();
  const kept: EncodedPacket[] = [];
  const small: EncodedPacket[] = [];
  const end = video.renditions.subscribe(90, (packet) => small.push(packet));
  film(video, 0, 3);
  expect([kept.length, small.length, video.hasSubscribers]).toEqual([0, 3, true]);
  const forget = video.subscribeAtRest((packet) => kept.push(packet));
  for (let index = 3; index < 80; index += 1) {
    video.encode(jpegs[0]!, index * 100, index + 1);
  }
  expect(small).toHaveLength(80);
  expect(kept.length).toBeLessThan(30);
  forget();
  end();
  expect(video.hasSubscribers).toBe(false);
});

test('a picture that is no higher keeps its size, and a camera that changes its size has small pictures of another shape', async () => {
  const video = jpegVideo();
  const packets: EncodedPacket[] = [];
  video.renditions.subscribe(360, (packet) => packets.push(packet));
  film(video, 0, 2);
  const [square] = await smallJpegs(1, 400, 400);
  video.encode(square!, 200, 3);
  expect(packets.map(({ size, isKeyframe }) => [size.widthPixels, size.heightPixels, isKeyframe])).toEqual([
    [320, 180, true],
    [320, 180, false],
    [360, 360, true],
  ]);
});

test('a broken picture costs itself alone, in every rendition', () => {
  const video = jpegVideo();
  const [full, small]: EncodedPacket[][] = [[], []];
  video.subscribe((packet) => full!.push(packet));
  video.renditions.subscribe(90, (packet) => small!.push(packet));
  film(video, 0, 2);
  expect(() => video.encode(Buffer.from('no picture'), 200, 3)).toThrow('decode a JPEG');
  film(video, 3, 5);
  expect([times(full!), times(small!)]).toEqual([
    [0, 100, 300, 400],
    [0, 100, 300, 400],
  ]);
});

test('what a camera encoded before it stopped is not for whoever comes later, also where it comes late', async () => {
  const camera = await cameraH264(20, { keyframeEvery: 5 });
  const video = new PassedVideo({ ...settings, input: 'h264' });
  closers.push(() => video.close());
  const passed = (index: number): void =>
    video.pass({ ...camera[index]!, captureMilliseconds: index, sequence: index + 1, size: { widthPixels: 320, heightPixels: 180 } });
  const subscribed = (): number[] => {
    const sequences: number[] = [];
    closers.push(video.subscribe(({ sequence }) => sequences.push(sequence)));
    return sequences;
  };
  [0, 1, 2].forEach(passed);
  const early = subscribed();
  video.forget(4);
  passed(3);
  const late = subscribed();
  [10, 11].forEach(passed);
  const later = subscribed();
  passed(12);
  expect([early, late, later]).toEqual([
    [1, 2, 3, 4, 11, 12, 13],
    [11, 12, 13],
    [11, 12, 13],
  ]);
});

test('where all of an earlier run of the camera comes late, it goes into files, and is shown to nobody', async () => {
  const camera = await cameraH264(20, { keyframeEvery: 5 });
  const video = new PassedVideo({ ...settings, input: 'h264' });
  closers.push(() => video.close());
  const decode = vi.spyOn(CameraDecoder.prototype, 'decode');
  video.forget(4);
  const kept: number[] = [];
  const small: number[] = [];
  closers.push(video.subscribe(({ sequence }) => kept.push(sequence)));
  closers.push(video.renditions.subscribe(90, ({ sequence }) => small.push(sequence)));
  for (const index of [0, 1, 2, 3, 10, 11, 12]) {
    video.pass({ ...camera[index]!, captureMilliseconds: index * 100, sequence: index + 1, size: { widthPixels: 320, heightPixels: 180 } });
  }
  await vi.waitFor(() => expect(small).toContain(13));
  expect(small).toEqual([11, 12, 13]);
  expect(decode).toHaveBeenCalledTimes(3);
  expect(kept).toEqual([1, 2, 3, 4, 11, 12, 13]);
});

test('what a camera encoded is passed on as it is, and decoded once for its small rendition and its JPEGs', async () => {
  const decode = vi.spyOn(CameraDecoder.prototype, 'decode');
  const camera = await cameraH264(20, { keyframeEvery: 10 });
  const video = new PassedVideo({ ...settings, input: 'h264' });
  closers.push(() => video.close());
  const [full, small]: EncodedPacket[][] = [[], []];
  const jpegTimes: number[] = [];
  const pictures = new PassedPictures((_jpeg, captureMilliseconds) => jpegTimes.push(captureMilliseconds));
  const packetAt = (index: number): EncodedPacket => ({
    ...camera[index]!,
    captureMilliseconds: index * 100,
    sequence: index + 1,
    size: { widthPixels: 320, heightPixels: 180, cameraProfile: 66 },
  });
  const next = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  video.subscribe((packet) => full!.push(packet));
  for (let index = 0; index < 3; index += 1) {
    video.pass(packetAt(index));
  }
  await next();
  expect(decode).not.toHaveBeenCalled();
  const end = video.renditions.subscribe(90, (packet) => small!.push(packet));
  pictures.want({ quality: 80, framesPerSecond: 10 });
  pictures.makeOf(video);
  for (let index = 3; index < 20; index += 1) {
    video.pass(packetAt(index));
    await next();
  }
  await vi.waitFor(() => expect(small).toHaveLength(20)); // from the newest keyframe on
  expect(full!.map(({ annexB }) => annexB)).toEqual(camera.map(({ annexB }) => annexB));
  expect(decode).toHaveBeenCalledTimes(20);
  expect(small!.at(-1)).toMatchObject({ captureMilliseconds: 1900, sequence: 20, size: { widthPixels: 160, heightPixels: 90 } });
  expect(times(small!, true)).toEqual([0, 1000]);
  expect(jpegTimes.at(-1)).toBe(1900);
  end();
  pictures.makeOf(null);
  video.pass(packetAt(10));
  await next();
  expect(decode).toHaveBeenCalledTimes(20);
});

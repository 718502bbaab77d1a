import { beforeAll, beforeEach, expect, test } from 'vitest';
import { PlayableSource } from '../../../main/live/playable-source.ts';
import { PacketHub, type PacketSubscription } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { codecString } from '../../../main/mp4/codec-string.ts';
import type { VideoCodec } from '../../../main/mp4/video-codec.ts';
import { cameraH265 } from '../../support/camera-h265.ts';

const options = { mostBytes: 10_000_000, onAvailable: () => {} };
const mainProfile = { profile: 1, isHighTier: false } as const;
/** A real keyframe, whose level is in it. */
let h265: Buffer;
let name: string;
let own: PacketHub;
let encoded: PacketHub;
/** Whether these are read. */
let wanted: { own: boolean; encoded: boolean };
let ownH265: string | null;
let keyframes: string[];

beforeAll(async () => {
  h265 = (await cameraH265(1))[0]!.annexB;
  name = codecString(h265, { codec: 'h265' });
});

beforeEach(() => {
  wanted = { own: false, encoded: false };
  own = new PacketHub((areWanted) => (wanted.own = areWanted));
  encoded = new PacketHub((areWanted) => (wanted.encoded = areWanted));
  ownH265 = null;
  keyframes = [];
});

const source = (limits: ConstructorParameters<typeof PlayableSource>[0]['h265']): PlayableSource => {
  const of = (hub: PacketHub, called: string) => ({
    subscribe: hub.subscribe.bind(hub),
    requestKeyframe: () => void keyframes.push(called),
  });
  return new PlayableSource({ own: of(own, 'own'), ownH265: () => ownH265, h265: limits, encoded: () => of(encoded, 'encoded') });
};

const packet = (captureMilliseconds: number, codec: VideoCodec, isKeyframe = true): EncodedPacket => ({
  annexB: codec === 'h265' ? h265 : Buffer.from('h264'),
  isKeyframe,
  captureMilliseconds,
  sequence: captureMilliseconds,
  size: { widthPixels: 320, heightPixels: 180, ...(codec === 'h265' ? { codec, parameterSets: 'a' } : {}) },
});
const taken = (packets: PacketSubscription): number[] => {
  const times: number[] = [];
  for (let next = packets.take(); next !== null; next = packets.take()) {
    times.push(next.captureMilliseconds);
  }
  return times;
};

test('H.265 is passed on to those who take its level, and nothing is encoded for that', () => {
  ownH265 = name;
  const packets = source({ ...mainProfile, level: 180 }).subscribe(options);
  own.publish(packet(1, 'h265'));
  own.publish(packet(2, 'h265', false));
  expect(taken(packets)).toEqual([1, 2]);
  expect(wanted).toEqual({ own: true, encoded: false });
  packets.close();
  expect(wanted).toEqual({ own: false, encoded: false });
});

test.each([
  ['no H.265 at all', null],
  ['a lower level', { ...mainProfile, level: 30 }],
  ['another profile', { profile: 4, isHighTier: false, level: 180 }],
])('who takes %s is given what is encoded, also where that is known from the first picture alone', (_, limits) => {
  const early = source(limits).subscribe(options);
  expect(wanted).toEqual({ own: true, encoded: false });
  ownH265 = name;
  own.publish(packet(1, 'h265'));
  expect(taken(early)).toEqual([]);
  expect(wanted).toEqual({ own: false, encoded: true });
  const late = source(limits).subscribe(options);
  encoded.publish(packet(2, 'h264'));
  expect([taken(early), taken(late)]).toEqual([[2], [2]]);
  source(limits).requestKeyframe();
  expect(keyframes).toEqual(['encoded']);
});

test('a camera that changes to H.264 and back is followed, and nothing goes on being encoded', () => {
  ownH265 = name;
  const packets = source(null).subscribe(options);
  encoded.publish(packet(1, 'h264'));
  expect(taken(packets)).toEqual([1]);

  ownH265 = null;
  encoded.publish(packet(2, 'h264', false));
  expect(taken(packets)).toEqual([2]);
  expect(wanted).toEqual({ own: true, encoded: true });
  // What it gave before is still on its way, and what has been seen is not seen again.
  own.publish(packet(1, 'h265'));
  own.publish(packet(2, 'h264'));
  expect(taken(packets)).toEqual([]);
  own.publish(packet(3, 'h264'));
  own.publish(packet(4, 'h264', false));
  expect(taken(packets)).toEqual([3, 4]);
  expect(wanted).toEqual({ own: true, encoded: false });

  ownH265 = name;
  own.publish(packet(5, 'h265'));
  expect(taken(packets)).toEqual([]);
  expect(wanted).toEqual({ own: false, encoded: true });
  encoded.publish(packet(6, 'h264'));
  expect(taken(packets)).toEqual([6]);
  packets.close();
  expect(wanted).toEqual({ own: false, encoded: false });
});

test('what a slow reader lost is counted through every change', () => {
  ownH265 = name;
  const packets = source(null).subscribe({ ...options, mostBytes: 4 });
  encoded.publish(packet(1, 'h264'));
  encoded.publish(packet(2, 'h264', false));
  expect(packets.lostPackets).toBe(2);
  encoded.publish(packet(3, 'h264'));
  expect(taken(packets)).toEqual([3]);
  ownH265 = null;
  expect(taken(packets)).toEqual([]);
  own.publish(packet(4, 'h264'));
  expect(taken(packets)).toEqual([4]);
  expect(packets.lostPackets).toBe(2);
});

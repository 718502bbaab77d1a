import { expect, test } from 'vitest';
import { LiveRenditions } from '../../../main/live/renditions.ts';
import { PacketHub, type PacketSubscription } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { RenditionHubs } from '../../../main/media/rendition-hubs.ts';
import type { VideoCodec } from '../../../main/mp4/video-codec.ts';
import { Config } from '../../../shared/config.ts';

const defaults = Config.parse({});
const config = { ...defaults, video: { ...defaults.video, renditions: [360, 1080, 1200] } };

const level5 = 'hvc1.1.6.L150.B0';

const packetOf = (name: string, codec: VideoCodec): EncodedPacket => ({
  annexB: Buffer.from(name),
  isKeyframe: true,
  captureMilliseconds: 0,
  sequence: 1,
  size: { widthPixels: 2560, heightPixels: 1440, ...(codec === 'h264' ? {} : { codec }) },
});

/** A camera's packets, as the application has them, and which of them are wanted. */
function camera(passedCodec: VideoCodec | null, resolution: readonly [number, number] = [2560, 1440]) {
  const passedH265 = passedCodec === 'h265' ? level5 : null;
  const wanted = new Set<number>();
  const follow = (height: number) => (areWanted: boolean) => {
    if (areWanted) {
      wanted.add(height);
    } else {
      wanted.delete(height);
    }
  };
  const own = new PacketHub(follow(0));
  const hubs = new RenditionHubs({ onWanted: (height, areWanted) => follow(height)(areWanted), requestKeyframe: () => {} });
  const media = {
    passedCodec,
    passedH265,
    subscribe: own.subscribe.bind(own),
    requestKeyframe: () => {},
    rendition: (height: number) => hubs.of(height),
    publishedPackets: () => 0,
  };
  const renditions = new LiveRenditions({ config: () => config, resolution: () => resolution, media });
  return { renditions, media, own, hubs, wanted };
}

const taken = (packets: PacketSubscription): string[] => {
  const names: string[] = [];
  for (let packet = packets.take(); packet !== null; packet = packets.take()) {
    names.push(packet.annexB.toString());
  }
  return names;
};
const options = { mostBytes: 1_000_000, onAvailable: () => {} };
const told = (list: readonly { name: string; codec: string }[]): string[] => list.map(({ name, codec }) => `${name} ${codec}`);

test.each<[VideoCodec | null, string[]]>([
  [null, ['full h264', '1200p h264', '1080p h264', '360p h264']],
  ['h264', ['full h264', '1200p h264', '1080p h264', '360p h264']],
  ['h265', ['full h265', '1080p h264', '360p h264']],
])('of a camera that passes on %s', (codec, expected) => {
  const { renditions } = camera(codec);
  expect(told(renditions.all)).toEqual(expected);
  expect(renditions.h264.every((each) => each.codec === 'h264')).toBe(true);
  expect(renditions.sentFor(undefined, null).map(({ name }) => name)).toEqual(renditions.h264.map(({ name }) => name));
  // The largest leaves at once, whatever it is called.
  expect(renditions.sentFor(undefined, null).map(({ paceKbps }) => paceKbps === null)).toEqual(
    expected.slice(codec === 'h265' ? 1 : 0).map((_, index) => index === 0),
  );
  expect(renditions.all[0].bitrateKbps === null).toBe(codec !== null);
});

test('H.264 of a small camera that gives H.265 has its own size, and the whole bit rate', () => {
  const { renditions } = camera('h265', [640, 360]);
  expect(renditions.all.slice(1)).toEqual([
    { name: '360p', widthPixels: 640, heightPixels: 360, bitrateKbps: config.recording.bitrate_kbps, codec: 'h264' },
  ]);
});

test('who takes H.264 alone gets what the camera gives where that is H.264, and nothing is encoded', () => {
  const { renditions, own, wanted } = camera('h264');
  const packets = renditions.playablePacketsOf('full').subscribe(options);
  own.publish(packetOf('own', 'h264'));
  expect(taken(packets)).toEqual(['own']);
  expect([...wanted]).toEqual([0]);
  packets.close();
  expect([...wanted]).toEqual([]);
});

test.each([
  ['known to give H.265', 'h265' as const],
  ['not known yet', null],
])('and what is encoded of a camera that is %s', (_, passedCodec) => {
  const { renditions, media, own, hubs, wanted } = camera(passedCodec);
  const packets = renditions.playablePacketsOf('full').subscribe(options);
  Object.assign(media, { passedCodec: 'h265', passedH265: level5 });
  own.publish(packetOf('own', 'h265'));
  expect(taken(packets)).toEqual([]);
  expect([...wanted]).toEqual([1080]);
  hubs.publish(1080, packetOf('encoded', 'h264'));
  expect(taken(packets)).toEqual(['encoded']);
  packets.close();
  expect([...wanted]).toEqual([]);
});

test('what is encoded of a camera whose first picture is another size than was asked for is the one that all get', () => {
  const { renditions, media, own, wanted } = camera(null, [1280, 720]);
  const packets = renditions.playablePacketsOf('full').subscribe(options);
  Object.assign(media, { passedCodec: 'h265', passedH265: level5 });
  own.publish({ ...packetOf('own', 'h265'), size: { widthPixels: 640, heightPixels: 360, codec: 'h265' } });
  expect(taken(packets)).toEqual([]);
  expect([...wanted]).toEqual([360]);
  packets.close();
});

test('H.265 is passed on to viewers of WebRTC who take it up to that level, and what is smaller is H.264', () => {
  const { renditions } = camera('h265');
  const level = (number: number) => ({ profile: 1, isHighTier: false, level: number });
  const names = (asked: string | undefined, number: number): string[] =>
    renditions.sentFor(asked, level(number)).map(({ name, mayBeH265 = false }) => `${name}${mayBeH265 ? ' or H.265' : ''}`);
  expect(names(undefined, 150)).toEqual(['full-h265-1-L150 or H.265', '360p']);
  expect(names('full', 153)).toEqual(['full-h265-1-L153 or H.265']);
  expect(names('360p', 153)).toEqual(['360p']);
  expect(names(undefined, 123)).toEqual(['1080p', '360p']);
  expect(names('full', 123)).toEqual(['full']);
  expect(camera('h264').renditions.sentFor(undefined, level(180))[0]).toEqual({ name: 'full', paceKbps: null });
  expect(camera(null).renditions.sentFor(undefined, level(180))[0]).toEqual({ name: 'full', paceKbps: null });
});

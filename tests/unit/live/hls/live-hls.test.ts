import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { HlsCaller } from '../../../../main/live/hls/hls-readers.ts';
import { LiveHls } from '../../../../main/live/hls/live-hls.ts';
import type { PlaylistWish } from '../../../../main/live/hls/playlist-wish.ts';
import { PacketHub } from '../../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../../main/media/protocol.ts';
import { silentLogger } from '../../../../main/system/logger.ts';
import type { PetLogError } from '../../../../shared/errors.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { attributesOf, type ReadPlaylist, readPlaylist } from '../../../support/playlist-reader.ts';

const keyframeEvery = 20;
const intervalMilliseconds = 100;
const never = new AbortController().signal;
const anything: PlaylistWish = { segment: undefined, part: undefined, mayLeaveOut: false };
let footage: readonly Pick<EncodedPacket, 'annexB' | 'isKeyframe'>[];
let clock: ManualClock;
let hub: PacketHub;
let smallHub: PacketHub;
let smallWanted: boolean[];
let wanted: boolean[];
let leases: number;
let keyframeRequests: number;
let hls: LiveHls;
let published: number;
let widthPixels: number;
let viewersAllowed: number;

beforeAll(async () => {
  footage = await cameraH264(keyframeEvery * 2, { keyframeEvery });
});

beforeEach(() => {
  clock = new ManualClock();
  wanted = [];
  leases = 0;
  keyframeRequests = 0;
  published = 0;
  widthPixels = 320;
  viewersAllowed = 3;
  hub = new PacketHub((areWanted) => wanted.push(areWanted));
  smallWanted = [];
  smallHub = new PacketHub((areWanted) => smallWanted.push(areWanted));
  hls = new LiveHls({
    heard: () => null,
    renditions: () => [
      { name: 'full', widthPixels, heightPixels: 180, bitrateKbps: 2000, codec: 'h264' },
      { name: '90p', widthPixels: 160, heightPixels: 90, bitrateKbps: 500, codec: 'h264' },
    ],
    packetsOf: (rendition) => ({
      subscribe: (options) => (rendition === 'full' ? hub : smallHub).subscribe(options),
      requestKeyframe: () => (keyframeRequests += 1),
    }),
    camera: {
      acquire: () => {
        leases += 1;
        return { release: () => (leases -= 1) };
      },
    },
    clock,
    logger: silentLogger,
    limits: () => ({ viewers: viewersAllowed, viewers_per_device: 9, viewers_per_address: 9 }),
    allWatchers: () => hls.watchers,
  });
});

afterEach(() => {
  hls.endAll();
  expect([leases, clock.pendingTimers, wanted.at(-1) ?? false, smallWanted.at(-1) ?? false]).toEqual([0, 0, false, false]);
});

const caller = (readerId?: string, given: Partial<HlsCaller> = {}): HlsCaller => ({
  watcher: { address: '127.0.0.1', permission: null, isBehindProxy: false },
  program: 'player',
  readerId,
  onPermissionEnd: () => () => {},
  ...given,
});

/** So many further pictures of the camera. */
async function film(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const picture = footage[published % footage.length]!;
    const packet = { ...picture, captureMilliseconds: clock.monotonicMilliseconds(), sequence: published };
    hub.publish({ ...packet, size: { widthPixels, heightPixels: 180 } });
    smallHub.publish({ ...packet, size: { widthPixels: 160, heightPixels: 90 } });
    published += 1;
    await clock.advance(intervalMilliseconds);
  }
}

/** The same, while somebody plays it. */
async function play(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    await film(Math.min(left, 50));
    await playlist();
  }
}

const playlist = async (wish: Partial<PlaylistWish> = {}, who = caller('one')): Promise<ReadPlaylist> =>
  readPlaylist(await hls.playlist(who, 'full', { ...anything, ...wish }, '', never));

const smallPlaylist = async (wish: Partial<PlaylistWish> = {}): Promise<ReadPlaylist> =>
  readPlaylist(await hls.playlist(caller('one'), '90p', { ...anything, ...wish }, '', never));

/** The reader's playlist, once the camera gives pictures. */
async function begun(who = caller('one')): Promise<ReadPlaylist> {
  const first = playlist({}, who);
  await film(keyframeEvery + 4);
  await first;
  return playlist({}, who);
}

/** With which error it is refused. */
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as PetLogError).code,
  );

const numberOf = (uri: string): number => Number(/\d+/.exec(uri)?.[0]);

const piece = async (uri: string, who = caller('one'), rendition = 'full'): Promise<Buffer> => {
  const [kind = ''] = uri.split('-');
  const name = { kind: kind === 'init' ? ('initialization' as const) : (kind as 'segment' | 'part'), number: numberOf(uri) };
  return Buffer.concat(await hls.piece(who, rendition, name, never));
};

test('the first playlist is there with the first whole segment, which is short where a keyframe can be asked for', async () => {
  const first = hls.index(caller(), (rendition, readerId) => `${rendition}/media.m3u8?reader=${readerId}`, never);
  const isThere = vi.fn();
  void first.then(isThere);
  expect([leases, wanted]).toEqual([1, [true]]);
  await film(12);
  expect([isThere.mock.calls.length, keyframeRequests]).toEqual([0, 1]);
  published = 0; // the keyframe that was asked for
  await film(1);
  const [, , , facts = '', address = ''] = (await first).split('\n');
  expect(attributesOf(facts.replace('#EXT-X-STREAM-INF:', '')).get('RESOLUTION')).toBe('320x180');
  expect(Number(attributesOf(facts.replace('#EXT-X-STREAM-INF:', '')).get('FRAME-RATE'))).toBeCloseTo(10, 1);
  const reader = address.replace('full/media.m3u8?reader=', '');
  expect((await playlist({}, caller(reader))).segments).toHaveLength(1);
  expect([leases, hls.viewerCount, keyframeRequests]).toEqual([1, 1, 1]);
});

test('begins with what came since the newest keyframe, where somebody reads the packets already', async () => {
  hub.subscribe({ onAvailable: () => {}, mostBytes: 1e7 });
  await film(keyframeEvery - 2);
  const first = playlist();
  await film(2);
  published = 0;
  await film(1);
  expect((await first).segments[0]!.durationSeconds).toBe(2);
  hub.close();
});

test('a segment is its parts; each goes on where the one before it ended', async () => {
  await begun();
  await film(keyframeEvery * 2);
  const { segments, current } = await playlist();
  for (const { uri, parts } of segments) {
    expect((await piece(uri!)).equals(Buffer.concat(await Promise.all(parts.map((part) => piece(part.uri)))))).toBe(true);
    expect(parts.map(({ isIndependent }) => isIndependent)).toEqual(parts.map((_part, index) => index === 0));
  }
  expect((await piece(segments[0]!.initializationUri!)).subarray(4, 8).toString()).toBe('ftyp');
  const times = segments.map(({ programDate }) => programDate!.getTime());
  expect(times.map((time) => time - times[0]!)).toEqual(segments.map((_segment, index) => index * keyframeEvery * intervalMilliseconds));
  expect(numberOf(current!.parts[0]!.uri)).toBe(numberOf(segments.at(-1)!.parts.at(-1)!.uri) + 1);
});

test('a reload is held until the part is there, and answered at once where it is there already', async () => {
  const { current } = await begun();
  const { sequence, parts } = current!;
  const answered = vi.fn();
  const held = playlist({ segment: sequence, part: parts.length });
  void held.then(answered);
  expect((await playlist({ segment: sequence, part: parts.length - 1 })).current!.parts).toHaveLength(parts.length);
  expect((await playlist({ segment: sequence - 1 })).current!.sequence).toBe(sequence);
  await film(1);
  expect(answered).not.toHaveBeenCalled();
  await film(2);
  expect((await held).current!.parts).toHaveLength(parts.length + 1);
  const whole = playlist({ segment: sequence });
  await film(keyframeEvery);
  expect((await whole).segments.at(-1)!.sequence).toBe(sequence);
  // A part that the segment never had: the next one has begun.
  expect((await playlist({ segment: sequence, part: 10 })).current!.sequence).toBe(sequence + 1);
});

test('the hinted part is held until it is there', async () => {
  const { hintUri } = await begun();
  const held = piece(hintUri);
  await film(3);
  expect((await held).subarray(4, 8).toString()).toBe('moof');
});

test('what is far ahead or long over is refused at once', async () => {
  const { current, hintUri } = await begun();
  const { sequence } = current!;
  expect(await code(playlist({ part: 0 }))).toBe('malformed_request');
  expect(await code(playlist({ segment: sequence + 2 }))).toBe('malformed_request');
  expect(await code(playlist({ segment: sequence, part: 40 }))).toBe('malformed_request');
  expect(await code(playlist({ segment: sequence + 1, part: 40 }))).toBe('malformed_request');
  expect(await code(piece(`part-${numberOf(hintUri) + 1}`))).toBe('malformed_request');
  expect(await code(piece(`segment-${sequence}`))).toBe('hls_gone');
  expect(await code(piece('init-7'))).toBe('hls_gone');
  await play(keyframeEvery * 40);
  expect(await code(piece('part-0'))).toBe('hls_gone');
  expect(await code(piece('segment-0'))).toBe('hls_gone');
});

test('the last segments are kept, however long it goes on; players are told what they miss, or what is new alone', async () => {
  await begun();
  await play(keyframeEvery * 30);
  const all = await playlist();
  expect([all.segments.length, all.mediaSequence]).toEqual([all.segments.length, all.segments[0]!.sequence]);
  expect(all.segments.length).toBeLessThanOrEqual(12);
  expect((await piece(`segment-${all.mediaSequence - 1}`)).length).toBeGreaterThan(0); // of the list before
  const fresh = await playlist({ mayLeaveOut: true });
  expect(fresh.skippedSegments).toBeGreaterThan(0);
  expect(fresh.segments).toEqual(all.segments.slice(fresh.skippedSegments).map((segment) => ({ ...segment, initializationUri: null })));
});

test('another size begins a segment with a beginning of its own', async () => {
  await begun();
  await film(keyframeEvery - 4);
  widthPixels = 160;
  published = 0;
  await film(keyframeEvery + 1);
  const { segments } = await playlist();
  expect(segments.map(({ isDiscontinuous, initializationUri }) => [isDiscontinuous, initializationUri]).slice(-2)).toEqual([
    [false, 'init-0.mp4'],
    [true, 'init-1.mp4'],
  ]);
});

test('whoever asks for nothing for ten seconds has gone, with the last one the camera; what comes later has other names', async () => {
  const { mediaSequence } = await begun();
  await film(95);
  expect(leases).toBe(1);
  await playlist();
  await film(95);
  expect(leases).toBe(1);
  await film(20);
  expect([leases, wanted]).toEqual([0, [true, false]]);
  published = 0;
  const again = await begun();
  expect(again.mediaSequence).toBeGreaterThan(mediaSequence);
  expect(again.segments[0]).toMatchObject({ isDiscontinuous: true, initializationUri: 'init-1.mp4' });
});

test('a held request is of somebody who is there; it is over when no picture comes', async () => {
  const { current } = await begun();
  const held = code(playlist({ segment: current!.sequence }));
  await clock.advance(5000);
  expect(leases).toBe(1);
  await clock.advance(5000);
  expect(await held).toBe('camera_unavailable');
});

test('what was ended is not begun again by a player that goes on asking', async () => {
  const { current } = await begun();
  await playlist({}, caller(undefined, { program: 'VLC' }));
  const held = code(playlist({ segment: current!.sequence }));
  expect(hls.endAll()).toBe(2);
  expect(await held).toBe('hls_gone');
  expect(await code(playlist())).toBe('hls_gone');
  expect(await code(playlist({}, caller(undefined, { program: 'VLC' })))).toBe('hls_gone');
  expect(await code(piece('init-0'))).toBe('hls_gone');
  expect(leases).toBe(0);
  await clock.advance(31_000);
  expect(await code(playlist())).toBe('hls_gone'); // a new one comes by the first playlist
  published = 0;
  expect((await begun(caller(undefined, { program: 'VLC' }))).segments).toHaveLength(1);
});

test('each player is one viewer, and there is room for so many', async () => {
  const first = begun(caller('one'));
  const others = [playlist({}, caller('two')), playlist({}, caller(undefined)), playlist({}, caller(undefined))];
  await first;
  await Promise.all(others);
  expect(hls.viewerCount).toBe(3);
  await expect(playlist({}, caller('four'))).rejects.toMatchObject({ code: 'too_many_viewers' });
  // The same name at another place is somebody else.
  viewersAllowed = 4;
  await playlist({}, caller('one', { watcher: { address: '127.0.0.2', permission: null, isBehindProxy: false } }));
  expect(hls.viewerCount).toBe(4);
});

test('who may not watch any more is gone', async () => {
  let end = (): void => {};
  const watcher = { address: '127.0.0.1', permission: 'device:1', isBehindProxy: false };
  await begun(caller('one', { watcher, onPermissionEnd: (ended) => ((end = ended), () => {}) }));
  end();
  expect([hls.viewerCount, leases]).toEqual([0, 0]);
});

test('a request that nobody waits for any more is forgotten', async () => {
  const { current } = await begun();
  const gone = new AbortController();
  const held = hls.playlist(caller('one'), 'full', { ...anything, segment: current!.sequence }, '', gone.signal);
  gone.abort();
  await expect(held).rejects.toThrow('nobody waits');
});

test('a smaller rendition is told of, and encoded only while somebody plays it', async () => {
  await begun();
  const lines = (await hls.index(caller('one'), (rendition) => rendition, never)).split('\n');
  expect(lines.filter((line) => !line.startsWith('#') && line !== '')).toEqual(['full', '90p']);
  expect(smallWanted).toEqual([]);
  expect(await code(piece('init-0', caller('one'), '90p'))).toBe('hls_gone');
  const first = smallPlaylist();
  published = 0;
  await film(keyframeEvery + 1);
  const small = await first;
  expect(small.segments).toHaveLength(1);
  expect((await piece(small.segments[0]!.uri!, caller('one'), '90p')).subarray(4, 8).toString()).toBe('moof');
  for (let second = 0; second < 11; second += 1) {
    await film(10);
    await playlist();
  }
  expect([smallWanted, wanted, hls.viewerCount]).toEqual([[true, false], [true], 1]);
  const again = smallPlaylist();
  published = 0;
  await film(keyframeEvery + 1);
  expect((await again).mediaSequence).toBeGreaterThan(small.mediaSequence);
});

test('the same moment has the same time in all renditions, also behind a pause and where one begins later', async () => {
  await begun();
  const first = smallPlaylist();
  published = 0;
  await film(keyframeEvery * 2);
  await first;
  await playlist();
  await clock.advance(3000); // the camera gave nothing
  published = 0;
  await film(keyframeEvery * 2 + 2);
  const timesOf = async ({ segments }: ReadPlaylist, rendition: string): Promise<[number, number][]> =>
    Promise.all(
      segments.map(async ({ uri, programDate }) => [programDate!.getTime(), decodeTimeOf(await piece(uri!, caller('one'), rendition))]),
    );
  const full = new Map(await timesOf(await playlist(), 'full'));
  const small = await timesOf(await smallPlaylist(), '90p');
  expect(small.length).toBeGreaterThan(2);
  expect(small.map(([date]) => full.get(date))).toEqual(small.map(([, time]) => time));
});

test('a playlist says how far the other rendition is that is played', async () => {
  await begun();
  const first = smallPlaylist();
  published = 0;
  await film(keyframeEvery + 4);
  await first;
  const { current } = await smallPlaylist();
  expect((await playlist()).reports).toEqual([{ uri: '../90p/media.m3u8', segment: current!.sequence, part: current!.parts.length - 1 }]);
});

/** `tfdt` of the first fragment (ISO/IEC 14496-12, 8.8.12), in the units of the video's clock. */
function decodeTimeOf(bytes: Buffer): number {
  const at = bytes.indexOf('tfdt', 0, 'latin1');
  return bytes[at + 4] === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at + 8);
}

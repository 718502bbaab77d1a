import { describe, expect, it, vi } from 'vitest';
import { HomeKitViewers } from '../../../main/homekit/homekit-viewers.ts';
import { isOfPeople, isOfPets } from '../../../main/homekit/seen.ts';
import { PacketHub } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';

const size = { widthPixels: 1280, heightPixels: 720 } as EncodedPacket['size'];
const renditions = [
  { name: 'full', widthPixels: 1280, heightPixels: 720, bitrateKbps: 2000, codec: 'h264' },
  { name: '360p', widthPixels: 640, heightPixels: 360, bitrateKbps: 500, codec: 'h264' },
] as const;
const large = { widthPixels: 1920, heightPixels: 1080 };
const limits = { viewers: 2, viewers_per_device: 9, viewers_per_address: 9 };

let sequence = 0;
const packet = (captureMilliseconds: number, isKeyframe = false): EncodedPacket => ({
  annexB: Buffer.from([(sequence += 1)]),
  isKeyframe,
  captureMilliseconds,
  sequence,
  size,
});

function viewersOf() {
  const hubs = { full: new PacketHub(() => {}), '360p': new PacketHub(() => {}) };
  const requestKeyframe = vi.fn<() => void>();
  const release = vi.fn<() => void>();
  const viewers: HomeKitViewers = new HomeKitViewers({
    renditions: () => renditions,
    packetsOf: (name) => ({ subscribe: (options) => hubs[name as 'full'].subscribe(options), requestKeyframe }),
    camera: { acquire: () => ({ release }) },
    limits: () => limits,
    allWatchers: () => viewers.watchers,
  });
  const sent: { value: number | undefined; at: number }[] = [];
  const onEnded = vi.fn<() => void>();
  const stream = { send: (annexB: Buffer, at: number) => void sent.push({ value: annexB[0], at }), onEnded };
  return { hubs, viewers, sent, stream, onEnded, release, requestKeyframe };
}

describe('those who watch in a home', () => {
  it('get what came since the newest keyframe at once, and then each picture when it comes', () => {
    const { hubs, viewers, sent, stream } = viewersOf();
    hubs.full.subscribe({ onAvailable: () => {}, mostBytes: 1e6 });
    [packet(0, true), packet(500), packet(1000)].forEach((one) => hubs.full.publish(one));
    viewers.begin('a', '192.168.1.7', large, stream);
    expect(sent.map(({ at }) => at)).toEqual([996, 998, 1000]);
    hubs.full.publish(packet(1066));
    expect(sent.at(-1)?.at).toBe(1066);
    viewers.requestKeyframe('a');
    viewers.end('a');
    hubs.full.publish(packet(1133));
    expect(sent).toHaveLength(4);
  });

  it('get the size that fits what a home wants, and another when it wants another', () => {
    const { hubs, viewers, sent, stream, requestKeyframe } = viewersOf();
    viewers.begin('a', '192.168.1.7', { widthPixels: 320, heightPixels: 240 }, stream);
    expect(hubs['360p'].isHeard, 'no microphone is open for who gets no sound').toBe(false);
    hubs['360p'].publish(packet(1, true));
    hubs.full.publish(packet(2, true));
    expect(sent.map(({ at }) => at)).toEqual([1]);
    viewers.change('a', large);
    hubs.full.publish(packet(3)); // no keyframe
    hubs.full.publish(packet(4, true));
    hubs['360p'].publish(packet(5));
    expect(sent.map(({ at }) => at)).toEqual([1, 4]);
    viewers.requestKeyframe('a');
    expect(requestKeyframe).toHaveBeenCalledTimes(1);
    viewers.endAll();
  });

  it('count as viewers, are limited as viewers, and are told when somebody here ends what they watch', () => {
    const { viewers, stream, onEnded, release } = viewersOf();
    viewers.begin('a', '192.168.1.7', large, stream);
    viewers.begin('b', '192.168.1.8', large, stream);
    expect(viewers.viewerCount).toBe(2);
    expect(() => viewers.begin('c', '192.168.1.9', large, stream)).toThrow(/2/);
    viewers.end('a');
    expect(onEnded).not.toHaveBeenCalled();
    expect(viewers.endAll()).toBe(1);
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(release).toHaveBeenCalledTimes(2);
  });
});

it('tells pets from people, and both from what only moves', () => {
  expect([isOfPets, isOfPeople].map((is) => is({ label: 'cat', pet_id: null }))).toEqual([true, false]);
  expect([isOfPets, isOfPeople].map((is) => is({ label: null, pet_id: 7 }))).toEqual([true, false]);
  expect([isOfPets, isOfPeople].map((is) => is({ label: 'person', pet_id: null }))).toEqual([false, true]);
  expect([isOfPets, isOfPeople].map((is) => is({ label: null, pet_id: null }))).toEqual([false, false]);
});

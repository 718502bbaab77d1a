import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { initLogger } from 'node-datachannel';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readOffer } from '../../../main/webrtc-process/offer.ts';
import { Session } from '../../../main/webrtc-process/session.ts';
import { StreamPicture } from '../../../main/webrtc-process/stream-picture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { WebRtcClient } from '../../support/webrtc-client.ts';

const closers: (() => void)[] = [];

beforeAll(() => initLogger('Fatal', () => {}));

afterEach(() => closers.splice(0).forEach((close) => close()));

const keyframeAt = (captureMilliseconds: number): StreamPicture =>
  new StreamPicture({ annexB: Buffer.from([0, 0, 0, 1, 0x65, 1]), codec: 'h264', isKeyframe: true, captureMilliseconds });
const group = [keyframeAt(1)];

/** A session that is answered, as its client does not know yet. */
async function open(renditions: readonly { paceKbps: number | null }[] = [{ paceKbps: null }], hasSound = true) {
  const client = new WebRtcClient({ hearsSound: true, playoutDelayId: 6 });
  const clock = new ManualClock();
  const [onEnded, onKeyframeWanted, onRenditionWanted] = [vi.fn(), vi.fn(), vi.fn()];
  const offer = await client.offer();
  const { video, sound } = readOffer(offer);
  /** What the program gives a session, which keeps it as long as it lives. */
  const options = {
    ...{ sessionId: 'one', offer, video: video!, sound, onVoice: null },
    ...{ portNumber: 0, bindAddress: '127.0.0.1', stunServer: null, bridgesRelays: false, clock },
    renditions,
    hasSound,
    captureMilliseconds: () => 0,
    group: () => group,
    ...{ onRenditionWanted, onKeyframeWanted, onEnded },
  };
  const session = new Session(options);
  const answer = await session.answer();
  closers.push(
    () => session.close(),
    () => client.close(),
  );
  return { session, client, options, clock, onEnded, onKeyframeWanted, onRenditionWanted, answer };
}

async function connect({ client, answer }: Awaited<ReturnType<typeof open>>): Promise<void> {
  client.accept(answer);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(0), 60_000);
}

async function openAndClose(): Promise<WeakRef<object>> {
  const opened = await open();
  await connect(opened);
  closers.splice(0).forEach((close) => close());
  return new WeakRef(opened.options);
}

test('a browser that never comes, or says nothing more, is gone within ten seconds; one that reports stays', async () => {
  const absent = await open();
  await absent.clock.advance(7000);
  expect(absent.onEnded).not.toHaveBeenCalled();
  await absent.clock.advance(3000);
  expect(absent.onEnded).toHaveBeenCalledOnce();

  const present = await open();
  await connect(present);
  for (let reports = 0; reports < 5; reports += 1) {
    await present.clock.advance(4000);
    present.client.report(0, true);
    await vi.waitFor(() => expect(present.onKeyframeWanted).toHaveBeenCalledTimes(reports + 1), 60_000);
  }
  expect(present.onEnded).not.toHaveBeenCalled();
  await present.clock.advance(10_000);
  expect(present.onEnded).toHaveBeenCalledOnce();
});

test('a link that is too narrow is left alone until it is empty before the smaller rendition begins', async () => {
  const { session, client, clock, onRenditionWanted, ...opened } = await open([{ paceKbps: null }, { paceKbps: 400 }]);
  await connect({ session, client, clock, onRenditionWanted, ...opened });
  await clock.advance(5000);
  client.report(0.5, true);
  await vi.waitFor(() => expect(opened.onKeyframeWanted).toHaveBeenCalledOnce(), 60_000);
  const packets = client.packets;
  session.send(keyframeAt(5000));
  await clock.advance(200);
  expect(onRenditionWanted).not.toHaveBeenCalled();
  await clock.advance(200);
  expect(onRenditionWanted.mock.calls).toEqual([[1]]);
  session.goOnWith(1);
  session.send(keyframeAt(5400));
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(packets), 60_000);
  expect(client.packets).toBe(packets + 1); // the full picture was left out
});

test('a browser is asked to show each picture at once, unless it has to wait for what is heard with it', async () => {
  for (const hasSound of [false, true]) {
    const opened = await open(undefined, hasSound);
    const received = Promise.withResolvers<Buffer>();
    opened.client.onPicturePacket = (packet) => received.resolve(packet);
    await connect(opened);
    const packet = await received.promise;
    // One extension with a header of one byte (RFC 8285, 4.2): number 6, of three bytes that are two delays of 0.
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 0x62, 0, 0, 0]);
    expect((packet[0]! & 0x10) !== 0, 'has a header extension').toBe(!hasSound);
    expect(packet.subarray(12, 20).equals(extension)).toBe(!hasSound);
    expect(opened.answer.includes('a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay')).toBe(!hasSound);
  }
});

test('the units of a picture arrive as they were between their start codes, long or short, with the marker at the last', async () => {
  const opened = await open();
  const packets: Buffer[] = [];
  opened.client.onPicturePacket = (packet) => packets.push(packet);
  await connect(opened);
  const before = packets.length;
  const units = [Buffer.from([0x67, 0x42, 0, 0, 3, 1]), Buffer.from([0x68, 0xce, 9]), Buffer.from([0x65, ...Array<number>(300).fill(7)])];
  const startCodes = [
    [0, 0, 0, 1],
    [0, 0, 1],
    [0, 0, 0, 1],
  ];
  const annexB = Buffer.concat(units.flatMap((unit, index) => [Buffer.from(startCodes[index]!), unit]));
  opened.session.send(new StreamPicture({ annexB, codec: 'h264', isKeyframe: true, captureMilliseconds: 100 }));
  await vi.waitFor(() => expect(packets).toHaveLength(before + units.length), 60_000);
  const sent = packets.slice(before).sort((one, other) => one.readUInt16BE(2) - other.readUInt16BE(2));
  expect(sent.map((packet) => packet.subarray(12).toString('hex'))).toEqual(units.map((unit) => unit.toString('hex')));
  expect(sent.map((packet) => packet[1]! >> 7)).toEqual([0, 0, 1]);
});

test('a device that slept takes nobody for gone', async () => {
  const { clock, onEnded } = await open();
  await clock.advance(4000);
  await clock.sleep(60_000);
  expect(onEnded).not.toHaveBeenCalled();
  await clock.advance(10_000);
  expect(onEnded).toHaveBeenCalledOnce();
});

test('nothing of a session stays in memory when it is over', { timeout: 60_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const options = await openAndClose();
  await vi.waitFor(() => {
    collect();
    expect(options.deref() === undefined).toBe(true); // what is expected of itself would be kept
  }, 60_000);
});

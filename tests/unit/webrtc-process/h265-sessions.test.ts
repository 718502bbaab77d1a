/** Sessions that take H.265 beside H.264: real connections on this machine, and what comes through them. */
import { initLogger } from 'node-datachannel';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CameraPacket } from '../../../main/camera/source.ts';
import { type AccessUnit, AccessUnits } from '../../../main/capture-process/rtsp/access-units.ts';
import { NalDepacketizer } from '../../../main/capture-process/rtsp/nal-depacketizer.ts';
import { readRtp, type RtpPacket } from '../../../main/capture-process/rtsp/rtp.ts';
import type { SentRendition, WebRtcReport } from '../../../main/live/webrtc/protocol.ts';
import { splitNalUnits } from '../../../main/mp4/annex-b.ts';
import type { VideoCodec } from '../../../main/mp4/video-codec.ts';
import { WebRtcProgram } from '../../../main/webrtc-process/webrtc-program.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { cameraH265 } from '../../support/camera-h265.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { LossyLink } from '../../support/lossy-link.ts';
import { payloadTypes, WebRtcClient } from '../../support/webrtc-client.ts';

const chrome = 'level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST';
const renditions = [
  { name: 'full', paceKbps: null, mayBeH265: true },
  { name: '120p', paceKbps: 400 },
];
let h265: CameraPacket[];
let h264: CameraPacket[];
let program: WebRtcProgram;
let clock: ManualClock;
let reports: WebRtcReport[];
let lastRequestId = 0;
const closers: (() => void)[] = [];

beforeAll(async () => {
  initLogger('Fatal', () => {});
  h265 = await cameraH265(30, { keyframeEvery: 15, widthPixels: 640, heightPixels: 360 });
  h264 = await cameraH264(30, { keyframeEvery: 15 });
});

beforeEach(() => {
  reports = [];
  clock = new ManualClock();
  program = new WebRtcProgram((report) => reports.push(report), clock);
});

afterEach(() => closers.splice(0).forEach((close) => close()));

/** As the camera gives them, fifteen a second from then on. */
function give(pictures: readonly CameraPacket[], codec: VideoCodec, beginMilliseconds: number, rendition = 'full'): void {
  pictures.forEach(({ annexB, isKeyframe }, index) => {
    const captureMilliseconds = beginMilliseconds + (index * 1000) / 15;
    program.handle({ type: 'picture', cameraId: 'main', rendition, annexB, codec, isKeyframe, captureMilliseconds });
  });
}

class Receiver {
  readonly packets: RtpPacket[] = [];
  readonly pictures: (AccessUnit & { readonly codec: VideoCodec })[] = [];
  /** Each packet is given to its codec alone, so that a hole is looked for among all of them. */
  readonly #depacketizers = new Map(
    (['h264', 'h265'] as const).map((codec) => [
      payloadTypes[codec],
      new NalDepacketizer(codec, new AccessUnits(codec, (picture) => this.pictures.push({ ...picture, codec }))),
    ]),
  );

  take(packet: Buffer): void {
    const read = readRtp(packet)!;
    this.packets.push(read);
    this.#depacketizers.get(read.payloadType as 49)?.push(read);
  }

  get sequenceNumbers(): number[] {
    return this.packets.map(({ sequence }) => sequence);
  }
}

async function open(
  h265Parameters: string | null | undefined,
  offered: readonly SentRendition[] = renditions,
  { takesH264 = true, sessionId = 'one' }: { readonly takesH264?: boolean; readonly sessionId?: string } = {},
) {
  const client = new WebRtcClient({ takesH264, ...(h265Parameters === undefined ? {} : { h265: h265Parameters }) });
  const receiver = new Receiver();
  client.onPicturePacket = (packet) => receiver.take(packet);
  const offer = await client.offer();
  const session = { sessionId, cameraId: 'main', hasSound: false, mayTalk: false, machineOffsetMilliseconds: 0, offer };
  const network = { portNumber: 0, bindAddress: '127.0.0.1', stunServer: null, bridgesRelays: false };
  const requestId = (lastRequestId += 1);
  program.handle({ type: 'open', requestId, ...session, renditions: offered, ...network });
  closers.push(
    () => program.handle({ type: 'close', sessionId }),
    () => client.close(),
  );
  const answer = await vi.waitFor(() => {
    const found = reports.find((report) => (report.type === 'succeeded' || report.type === 'refused') && report.requestId === requestId);
    expect(found).toBeDefined();
    return found;
  }, 60_000);
  const sdp = answer?.type === 'succeeded' ? answer.answer.sdp : '';
  return { client, receiver, sdp, refusal: answer?.type === 'refused' ? answer.reason : null };
}

const haveCome = (receiver: Receiver, count: number): Promise<void> =>
  vi.waitFor(() => expect(receiver.pictures.length).toBeGreaterThanOrEqual(count), 60_000);
/** Start codes of three and of four bytes mean the same. */
const unitsOf = (pictures: readonly { readonly annexB: Buffer }[]): Buffer[][] => pictures.map(({ annexB }) => splitNalUnits(annexB));
const isGapless = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number === (numbers[index - 1]! + 1) % 65_536);
const isRising = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);

test('an offer that takes H.265 is answered with it beside H.264, as it was offered', async () => {
  const { sdp } = await open(chrome);
  expect(sdp).toMatch(/^a=rtpmap:102 H264\/90000\r?$/m);
  expect(sdp).toMatch(/^a=rtpmap:49 H265\/90000\r?$/m);
  expect(sdp).toMatch(/^a=fmtp:49 level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST\r?$/m);
  expect(sdp).toMatch(/^a=rtcp-fb:49 nack pli\r?$/m);
});

test('one without parameters is answered without any', async () => {
  const { sdp } = await open(null);
  expect(sdp).toMatch(/^a=rtpmap:49 H265\/90000\r?$/m);
  expect(sdp).not.toMatch(/^a=fmtp:49/m);
});

test.each<[string, string | undefined, boolean]>([
  ['takes none', undefined, true],
  ['takes some, of a camera that gives none', chrome, false],
])('an offer that %s is answered with H.264 alone', async (_, parameters, mayBeH265) => {
  const { sdp } = await open(parameters, [{ ...renditions[0]!, mayBeH265 }]);
  expect(sdp).toMatch(/H264/);
  expect(sdp).not.toMatch(/H265/);
});

test('whoever comes in the middle gets the keyframe with its parameter sets and all since then, in order, as the camera made it', async () => {
  const { client, receiver, sdp } = await open(chrome);
  give(h265.slice(0, 8), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 8);
  give(h265.slice(8), 'h265', 10_000 + 8000 / 15);
  await haveCome(receiver, 30);
  expect(unitsOf(receiver.pictures)).toEqual(unitsOf(h265));
  expect(receiver.pictures.map(({ isKeyframe }) => isKeyframe)).toEqual(h265.map(({ isKeyframe }) => isKeyframe));
  expect(isRising(receiver.pictures.map(({ timestamp }) => timestamp))).toBe(true);
  expect(isGapless(receiver.sequenceNumbers)).toBe(true);
  expect(new Set(receiver.packets.map(({ payloadType }) => payloadType))).toEqual(new Set([payloadTypes.h265]));
  expect(receiver.packets.every(({ payload }) => payload.length <= 1200)).toBe(true);
  expect(receiver.packets.filter(({ marker }) => marker).length).toBe(30);
  await vi.waitFor(() => expect(client.pictureReports).toBeGreaterThan(0), 60_000);
});

const isKeyframeWanted = (): boolean => reports.some(({ type }) => type === 'keyframe-wanted');

test('whoever comes where no keyframe is there is sent nothing before the next one, without which nothing could be seen', async () => {
  const { client, receiver, sdp } = await open(chrome);
  give(h265.slice(3, 5), 'h265', 10_000);
  client.accept(sdp);
  await vi.waitFor(() => expect(isKeyframeWanted()).toBe(true), 60_000); // it is connected
  give(h265.slice(5, 8), 'h265', 11_000);
  give(h265.slice(15, 18), 'h265', 12_000);
  await haveCome(receiver, 3);
  expect(unitsOf(receiver.pictures)).toEqual(unitsOf(h265.slice(15, 18)));
  expect(receiver.packets.filter(({ marker }) => marker)).toHaveLength(3);
});

test('whoever comes just when the last one went begins as everybody does, and with nothing that is over', async () => {
  const first = await open(chrome);
  give(h265.slice(0, 4), 'h265', 10_000);
  program.handle({ type: 'close', sessionId: 'one' });
  const second = await open(chrome, renditions, { sessionId: 'two' });
  second.client.accept(second.sdp);
  await haveCome(second.receiver, 4);
  expect(unitsOf(second.receiver.pictures)).toEqual(unitsOf(h265.slice(0, 4)));
  expect(first.receiver.packets).toEqual([]);
  program.handle({ type: 'close', sessionId: 'two' });
  program.handle({ type: 'forget-pictures', cameraId: 'main', rendition: 'full' });
  const third = await open(chrome, renditions, { sessionId: 'three' });
  third.client.accept(third.sdp);
  await vi.waitFor(() => expect(isKeyframeWanted()).toBe(true), 60_000);
  give(h265.slice(15, 17), 'h265', 12_000);
  await haveCome(third.receiver, 2);
  expect(unitsOf(third.receiver.pictures)).toEqual(unitsOf(h265.slice(15, 17)));
});

test('a packet that was lost is sent once more, and no picture is missing then', async () => {
  const { client, receiver, sdp } = await open(chrome);
  let passed = 0;
  let lost: number | null = null;
  const { link, answer } = await LossyLink.between(sdp, (payloadType, sequenceNumber) => {
    passed += payloadType === payloadTypes.h265 ? 1 : 0;
    if (passed !== 5 || lost !== null) {
      return false;
    }
    lost = sequenceNumber;
    return true;
  });
  closers.push(() => void link[Symbol.asyncDispose]());
  give(h265.slice(0, 3), 'h265', 10_000);
  client.accept(answer);
  await vi.waitFor(() => expect(receiver.packets.filter(({ marker }) => marker).length).toBe(3), 60_000);
  expect(receiver.sequenceNumbers).not.toContain(lost);
  client.miss(lost!);
  await vi.waitFor(() => expect(receiver.sequenceNumbers).toContain(lost), 60_000);
  const inOrder = receiver.packets.toSorted((one, other) => one.sequence - other.sequence);
  expect(isGapless(inOrder.map(({ sequence }) => sequence))).toBe(true);
  const pictures: AccessUnit[] = [];
  const depacketizer = new NalDepacketizer('h265', new AccessUnits('h265', (picture) => pictures.push(picture)));
  inOrder.forEach((packet) => depacketizer.push(packet));
  expect(unitsOf(pictures)).toEqual(unitsOf(h265.slice(0, 3)));
});

test('whoever cannot go on is given the newest keyframe again with what came since, later than what was, and no more than once a second', async () => {
  const { client, receiver, sdp } = await open(chrome);
  give(h265.slice(0, 5), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 5);
  await clock.advance(1500);
  client.report(0, true);
  client.report(0, true);
  await haveCome(receiver, 10);
  give(h265.slice(5, 7), 'h265', 10_000 + 5000 / 15);
  await haveCome(receiver, 12);
  expect(unitsOf(receiver.pictures)).toEqual(unitsOf([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6].map((index) => h265[index]!)));
  expect(isRising(receiver.pictures.map(({ timestamp }) => timestamp))).toBe(true);
  expect(isGapless(receiver.sequenceNumbers)).toBe(true);
  expect(reports.some(({ type }) => type === 'keyframe-wanted')).toBe(false);
});

test('a camera that changes to H.264 and back is followed in the same stream', async () => {
  const { client, receiver, sdp } = await open(chrome);
  give(h265.slice(0, 4), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 4);
  give(h264.slice(0, 4), 'h264', 11_000);
  give(h265.slice(15, 19), 'h265', 12_000);
  await haveCome(receiver, 12);
  expect(isGapless(receiver.sequenceNumbers)).toBe(true);
  const codecs = receiver.packets.map(({ payloadType }) => payloadType).filter((type, index, all) => type !== all[index - 1]);
  expect(codecs).toEqual([payloadTypes.h265, payloadTypes.h264, payloadTypes.h265]);
  expect(new Set(receiver.packets.map(({ source }) => source)).size).toBe(1);
  expect(isRising(receiver.packets.filter(({ marker }) => marker).map(({ timestamp }) => timestamp))).toBe(true);
  expect(unitsOf(receiver.pictures.filter(({ codec }) => codec === 'h264'))).toEqual(unitsOf(h264.slice(0, 4)));
});

test('an offer that takes H.265 alone is answered with that, and stays with it on a narrow link', async () => {
  const { client, receiver, sdp } = await open(chrome, renditions, { takesH264: false });
  expect(sdp).toMatch(/^a=rtpmap:49 H265\/90000\r?$/m);
  expect(sdp).not.toMatch(/H264/);
  give(h265.slice(0, 4), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 4);
  await clock.advance(5000);
  client.report(0.5);
  await clock.advance(1000);
  expect(reports.some(({ type }) => type === 'rendition-wanted')).toBe(false);
  give(h265.slice(15, 18), 'h265', 15_000);
  await haveCome(receiver, 7);
  expect(isGapless(receiver.sequenceNumbers)).toBe(true);
});

test('it ends where the camera gives H.264 from then on, and is refused where it does so already', async () => {
  const { client, receiver, sdp } = await open(chrome, renditions, { takesH264: false });
  give(h265.slice(0, 4), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 4);
  give(h264.slice(0, 1), 'h264', 11_000);
  expect(reports).toContainEqual({ type: 'session-ended', sessionId: 'one' });
  expect(receiver.packets.every(({ payloadType }) => payloadType === payloadTypes.h265)).toBe(true);
  reports = [];
  const { refusal } = await open(chrome, [{ name: 'full', paceKbps: null }], { takesH264: false });
  expect(refusal).toBe('the offer takes H.265 alone, and what would be sent is H.264');
});

test('a link that is too narrow is sent the smaller rendition, which is H.264, and H.265 again when it recovers', async () => {
  const { client, receiver, sdp } = await open(chrome);
  give(h265.slice(0, 2), 'h265', 10_000);
  client.accept(sdp);
  await haveCome(receiver, 2);
  await clock.advance(5000);
  const wanted = () => reports.flatMap((report) => (report.type === 'rendition-wanted' ? [report.rendition] : []));
  client.report(0.5);
  await vi.waitFor(async () => {
    await clock.advance(100);
    expect(wanted()).toEqual(['120p']);
  }, 60_000);
  give(h264.slice(0, 3), 'h264', 15_500, '120p');
  await vi.waitFor(() => expect(receiver.packets.at(-1)?.payloadType).toBe(payloadTypes.h264), 60_000);
  await vi.waitFor(async () => {
    client.report(0);
    await clock.advance(250);
    expect(wanted()).toEqual(['120p', 'full']);
  }, 60_000);
  // Its newest keyframe is older than what was seen.
  give(h265.slice(15, 18), 'h265', 15_000);
  await vi.waitFor(() => expect(receiver.packets.at(-1)?.payloadType).toBe(payloadTypes.h265), 60_000);
  expect(isGapless(receiver.sequenceNumbers)).toBe(true);
  const timestamps = receiver.packets.filter(({ marker }) => marker).map(({ timestamp }) => timestamp);
  expect(isRising(timestamps)).toBe(true);
});

import { beforeEach, expect, test } from 'vitest';
import type { WebRtcSound } from '../../../../main/live/webrtc/protocol.ts';
import type { SessionOwner } from '../../../../main/live/webrtc/webrtc-process-client.ts';
import { WebRtcViewers } from '../../../../main/live/webrtc/webrtc-viewers.ts';
import { PacketHub } from '../../../../main/media/packet-hub.ts';
import type { OpusFrame } from '../../../../main/media/sound/sound-frame.ts';

const someone = { address: '127.0.0.1', permission: null, isBehindProxy: false };
const renditions = [{ name: 'full', paceKbps: null }];
const frame = { firstSample: 960, data: Buffer.from('frame') };
let viewers: WebRtcViewers;
let owners: SessionOwner[];
let sent: WebRtcSound[];
let closed: string[];
let gone: string[];
let leases: number;
let listened: [sessionId: string, isListening: boolean][];
let isOn: boolean;
/** Whether the next offer takes sound. */
let isSoundWanted: boolean;
let takers: Set<(frame: OpusFrame) => void>;
/** What happens while an offer is being answered. */
let meanwhile: () => void;
let isThere: boolean;
/** When the process is there. */
let started: Promise<void>;
/** Of the camera. */
let hub: PacketHub;
/** What the process was sent of them, and which renditions it was told to forget. */
let pictures: string[];
let forgotten: string[];

beforeEach(() => {
  owners = [];
  sent = [];
  closed = [];
  gone = [];
  leases = 0;
  listened = [];
  isOn = true;
  isSoundWanted = true;
  takers = new Set();
  meanwhile = () => {};
  isThere = false;
  started = Promise.resolve();
  hub = new PacketHub(() => {});
  pictures = [];
  forgotten = [];
  viewers = new WebRtcViewers({
    cameraId: 'main',
    process: {
      get isThere() {
        return isThere;
      },
      open: async (_sessionId, _offer, owner) => {
        owners.push(owner);
        await started;
        isThere = true;
        owner.onAsked();
        meanwhile();
        return { sdp: 'v=0', isSoundWanted, isVoiceReceived: owner.mayTalk };
      },
      send: ({ annexB }) => pictures.push(Buffer.from(annexB).toString()),
      forgetPictures: (_cameraId, rendition) => forgotten.push(rendition),
      sendSound: (sound) => sent.push(sound),
      listen: (sessionId, isListening) => listened.push([sessionId, isListening]),
      addCandidates: () => {},
      closeSession: (sessionId) => closed.push(sessionId),
    },
    packetsOf: () => ({ subscribe: (options) => hub.subscribe(options), requestKeyframe: () => {} }),
    sound: {
      get isOn() {
        return isOn;
      },
      takeOpus: (take) => {
        takers.add(take);
        return () => takers.delete(take);
      },
    },
    camera: {
      acquire: () => {
        leases += 1;
        return { release: () => (leases -= 1) };
      },
    },
    onGone: (sessionId) => gone.push(sessionId),
    limits: () => ({ viewers: 9, viewers_per_device: 9, viewers_per_address: 9 }),
    allWatchers: () => viewers.watchers,
  });
});

const open = async (onBegun: (sessionId: string) => void = () => {}): Promise<string> =>
  (await viewers.open('v=0', { renditions, watcher: someone, mayTalk: false, onBegun, onEnded: () => {} })).sessionId;

test('it is known for a while whose a session was that has ended, of so many', async () => {
  const first = await open();
  expect(viewers.endedWatcherOf(first)).toBeNull();
  viewers.end(first);
  expect([viewers.watcherOf(first), viewers.endedWatcherOf(first)]).toEqual([null, someone]);
  for (let count = 0; count < 100; count += 1) {
    viewers.end(await open());
  }
  expect(viewers.endedWatcherOf(first)).toBeNull();
});

/** The camera's next picture. */
const pass = (name: string, isKeyframe = false): void =>
  hub.pass({ annexB: Buffer.from(name), isKeyframe, captureMilliseconds: 1, sequence: 1, size: { widthPixels: 2, heightPixels: 2 } });

test('the first one begins with what came since the keyframe, although the process is not there yet', async () => {
  pass('key', true);
  pass('second');
  const { promise, resolve } = Promise.withResolvers<void>();
  started = promise;
  const opened = open();
  pass('third');
  expect(pictures).toEqual([]);
  resolve();
  const sessionId = await opened;
  pass('fourth');
  expect(pictures).toEqual(['key', 'second', 'third', 'fourth']);
  const other = await open();
  viewers.end(sessionId);
  expect(forgotten).toEqual([]);
  viewers.end(other);
  expect(forgotten).toEqual(['full']);
});

test('sound is taken once for all who hear it, and while somebody does', async () => {
  isSoundWanted = false;
  await open();
  expect(takers.size).toBe(0);
  isSoundWanted = true;
  const hearing = [await open(), await open()];
  expect(owners.map(({ hasSound }) => hasSound)).toEqual([true, true, true]);
  expect(takers.size).toBe(1);
  takers.forEach((take) => take(frame));
  expect(sent).toEqual([{ cameraId: 'main', ...frame }]);
  viewers.end(hearing[0] ?? '');
  expect(takers.size).toBe(1);
  owners[2]?.onEnded(); // the browser went
  expect(takers.size).toBe(0);
  expect(viewers.viewerCount).toBe(1);
});

test('when sound is switched on, those begin anew who wanted it and have no track for it', async () => {
  isOn = false;
  const without = await open();
  isSoundWanted = false;
  await open();
  expect([owners[0]?.hasSound, takers.size]).toEqual([false, 0]);
  isOn = true;
  isSoundWanted = true;
  await open();
  viewers.soundBegan();
  expect(closed).toEqual([without]);
  expect(viewers.viewerCount).toBe(2);
});

test('so does who is answered just then', async () => {
  isOn = false;
  meanwhile = () => (isOn = true);
  const sessionId = await open();
  expect(closed).toEqual([sessionId]);
  expect([viewers.viewerCount, takers.size]).toEqual([0, 0]);
});

test('it can be ended while its offer is being looked at', async () => {
  let begunId = '';
  meanwhile = () => viewers.end(begunId);
  const sessionId = await open((id) => (begunId = id));
  expect([begunId, closed, gone]).toEqual([sessionId, [sessionId], [sessionId]]);
  expect([viewers.watchers.length, leases, takers.size]).toEqual([0, 0, 0]);
});

test('who only talks needs no camera, and is no viewer; what is said goes to whoever listens, up to the end', async () => {
  const opened = await viewers.open('v=0', { renditions: [], watcher: someone, mayTalk: true, onBegun: () => {}, onEnded: () => {} });
  expect([viewers.viewerCount, viewers.watchers.length, leases]).toEqual([0, 1, 0]);
  expect(viewers.isVoiceReceived(opened.sessionId)).toBe(true);
  const said: string[] = [];
  const say = (): void => owners[0]?.onVoice({ sequenceNumber: 1, timestamp: 0, data: Buffer.from('voice') });
  say();
  viewers.listen(opened.sessionId, ({ data }) => said.push(Buffer.from(data).toString()));
  say();
  viewers.listen(opened.sessionId, null);
  say();
  expect(said).toEqual(['voice']);
  expect(listened).toEqual([
    [opened.sessionId, true],
    [opened.sessionId, false],
  ]);
  owners[0]?.onEnded();
  expect(gone).toEqual([opened.sessionId]);
  expect(viewers.isVoiceReceived(await open())).toBe(false);
});

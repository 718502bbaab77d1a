import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whepTransport } from '../../../../renderer/video/whep-transport.ts';

const page = 'http://camera.test/';
/** What happened, in order. */
let happened: string[];
let dtlsState: string;
/** What the answer makes of the sound. */
let soundDirection: string;
let answerDelete: () => void;
/** What is told of STUN and TURN servers. */
let links: Record<string, string>;
let patchStatus: number;
let postStatus: number;
let connections: FakeConnection[];

/** As much of a connection as a transport uses. */
class FakeConnection extends EventTarget {
  readonly iceGatheringState = 'complete';
  readonly connectionState = 'connected';
  readonly localDescription = { sdp: 'a=rtpmap:96 H264/90000' };
  constructor() {
    super();
    connections.push(this);
  }
  addTransceiver(kind: string): object {
    happened.push(`takes ${kind}`);
    return { receiver: {}, currentDirection: kind === 'audio' ? soundDirection : 'recvonly' };
  }
  getReceivers(): object[] {
    return [{ transport: { state: dtlsState } }];
  }
  setConfiguration({ iceServers }: RTCConfiguration): void {
    happened.push(`uses ${JSON.stringify(iceServers)}`);
  }
  async setLocalDescription(): Promise<void> {}
  async setRemoteDescription(): Promise<void> {
    happened.push('connected');
    this.dispatchEvent(new Event('connectionstatechange'));
  }
  close(): void {
    happened.push('closed');
  }
}

beforeEach(() => {
  happened = [];
  dtlsState = 'connected';
  soundDirection = 'recvonly';
  const { promise: deleted, resolve } = Promise.withResolvers<Response>();
  answerDelete = () => resolve(new Response(null, { status: 204 }));
  vi.stubGlobal('document', { baseURI: page });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  links = {};
  connections = [];
  isStopped = false;
  patchStatus = 204;
  postStatus = 201;
  vi.stubGlobal('fetch', async (address: URL, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
    happened.push(`${method} ${address.pathname}${method === 'PATCH' ? ` ${body}` : ''}`);
    if (method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: links });
    }
    if (method === 'PATCH') {
      return new Response(null, { status: patchStatus });
    }
    return method === 'DELETE' ? deleted : new Response('v=0', { status: postStatus, headers: { location: '/live/webrtc/seven' } });
  });
});

afterEach(() => vi.unstubAllGlobals());

/** Whether somebody has stopped the camera. */
let isStopped: boolean;

const newWay = (isHeard = false) =>
  whepTransport({
    address: new URL('live/webrtc', page),
    isHeard: () => isHeard,
    assertWatchable: async () => {
      happened.push('asked');
      if (isStopped) {
        throw new Error('it was stopped');
      }
    },
  });
const open = (isHeard = false) => newWay(isHeard)({ srcObject: null } as HTMLVideoElement, () => happened.push('ended'));
const connected = ['takes video', 'OPTIONS /live/webrtc', 'POST /live/webrtc', 'connected'];

test('a session is ended before its connection, which would end it otherwise', async () => {
  const transport = open();
  await expect.poll(() => happened).toEqual(connected);
  transport.close();
  await expect.poll(() => happened).toEqual([...connected, 'DELETE /live/webrtc/seven']);
  answerDelete();
  await expect.poll(() => happened).toEqual([...connected, 'DELETE /live/webrtc/seven', 'closed']);
});

test('nobody is asked to end a session that the other side has ended', async () => {
  const transport = open();
  await expect.poll(() => happened).toEqual(connected);
  dtlsState = 'closed';
  transport.close();
  await expect.poll(() => happened).toEqual([...connected, 'closed']);
});

test('whoever hears it asks for the sound too, and goes another way where none comes', async () => {
  const heard = ['takes video', 'takes audio', 'OPTIONS /live/webrtc', 'POST /live/webrtc', 'connected'];
  const transport = open(true);
  await expect.poll(() => happened).toEqual(heard);
  transport.close();
  await expect.poll(() => happened).toContain('DELETE /live/webrtc/seven');
  happened = [];
  soundDirection = 'inactive';
  const silent = open(true);
  await expect.poll(() => happened).toEqual([...heard, 'ended']);
  silent.close();
});

test('uses the servers that it is told of, and tells candidates that it finds late', async () => {
  links = { link: '<turn:turn.example.net>; rel="ice-server"; username="u"; credential="c"' };
  const transport = open();
  const server = '[{"urls":"turn:turn.example.net","username":"u","credential":"c"}]';
  await expect.poll(() => happened).toEqual(['takes video', 'OPTIONS /live/webrtc', `uses ${server}`, 'POST /live/webrtc', 'connected']);
  happened = [];
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ relay', usernameFragment: 'uf', sdpMid: '0' };
  connections[0]?.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  await expect.poll(() => happened).toEqual([`PATCH /live/webrtc/seven a=ice-ufrag:uf\r\na=mid:0\r\na=${candidate.candidate}\r\n`]);
  transport.close();
});

test('who begins anew knows the servers from the last answer, and asks whether there is anything to be watched first', async () => {
  const openOne = newWay();
  const video = { srcObject: null } as HTMLVideoElement;
  openOne(video, () => {});
  await expect.poll(() => happened).toEqual(connected);
  happened = [];
  openOne(video, () => {});
  await expect.poll(() => happened).toEqual(['takes video', 'asked', 'POST /live/webrtc', 'connected']);
  happened = [];
  isStopped = true;
  openOne(video, () => happened.push('ended'));
  await expect.poll(() => happened).toEqual(['takes video', 'asked', 'ended']);
});

test('asked whether it is over, it asks for its session, and ends where there is none', async () => {
  const transport = open();
  await expect.poll(() => happened).toEqual(connected);
  happened = [];
  const question = 'PATCH /live/webrtc/seven a=mid:0\r\na=end-of-candidates\r\n';
  transport.askWhetherOver?.();
  await expect.poll(() => happened).toEqual([question]);
  patchStatus = 404;
  transport.askWhetherOver?.();
  await expect.poll(() => happened).toEqual([question, question, 'ended']);
  transport.close();
  await expect.poll(() => happened).toEqual([question, question, 'ended', 'closed']);
});

test('a session that the other side has ended is told nothing and asked nothing more', async () => {
  const transport = open();
  await expect.poll(() => happened).toEqual(connected);
  happened = [];
  dtlsState = 'closed';
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ relay', usernameFragment: 'uf', sdpMid: '0' };
  connections[0]?.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  transport.askWhetherOver?.();
  expect(happened).toEqual(['ended']);
  transport.close();
  await expect.poll(() => happened).toEqual(['ended', 'closed']);
});

test('a session that is gone is told of one candidate in vain, and of no further one', async () => {
  const transport = open();
  await expect.poll(() => happened).toEqual(connected);
  happened = [];
  patchStatus = 404;
  const find = (candidate: string): unknown =>
    connections[0]?.dispatchEvent(
      Object.assign(new Event('icecandidate'), { candidate: { candidate, usernameFragment: 'uf', sdpMid: '0' } }),
    );
  find('candidate:1');
  await expect.poll(() => happened).toEqual(['PATCH /live/webrtc/seven a=ice-ufrag:uf\r\na=mid:0\r\na=candidate:1\r\n']);
  await new Promise(setImmediate); // the answer is read
  find('candidate:2');
  expect(happened).toHaveLength(1);
  transport.close();
});

test('tells a refusal from what may go another time', async () => {
  for (const [status, isRefused] of [
    [403, true],
    [404, true],
    [406, true],
    [422, true],
    [401, false],
    [429, false],
    [502, false],
    [503, false],
  ] as const) {
    happened = [];
    postStatus = status;
    const transport = open();
    await expect.poll(() => happened).toContain('ended');
    expect([status, transport.isRefused]).toEqual([status, isRefused]);
    transport.close();
  }
  postStatus = 201;
  happened = [];
  soundDirection = 'inactive';
  const silent = open(true);
  await expect.poll(() => happened).toContain('ended');
  expect(silent.isRefused).toBe(true);
  silent.close();
});

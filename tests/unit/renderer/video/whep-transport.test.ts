import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whepTransport } from '../../../../renderer/video/whep-transport.ts';

const page = 'http://camera.test/';
/** What happened, in order. */
let happened: string[];
let dtlsState: string;
/** What the answer makes of the sound. */
let soundDirection: string;
let answerDelete: () => void;

/** As much of a connection as a transport uses. */
class FakeConnection extends EventTarget {
  readonly iceGatheringState = 'complete';
  readonly connectionState = 'connected';
  readonly localDescription = { sdp: 'a=rtpmap:96 H264/90000' };
  addTransceiver(kind: string): object {
    happened.push(`takes ${kind}`);
    return { receiver: {}, currentDirection: kind === 'audio' ? soundDirection : 'recvonly' };
  }
  getReceivers(): object[] {
    return [{ transport: { state: dtlsState } }];
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
  vi.stubGlobal('fetch', async (address: URL, { method = 'GET' }: RequestInit = {}) => {
    happened.push(`${method} ${address.pathname}`);
    return method === 'DELETE' ? deleted : new Response('v=0', { status: 201, headers: { location: '/live/webrtc/seven' } });
  });
});

afterEach(() => vi.unstubAllGlobals());

const open = (isHeard = false) =>
  whepTransport(new URL('live/webrtc', page), () => isHeard)({ srcObject: null } as HTMLVideoElement, () => happened.push('ended'));
const connected = ['takes video', 'POST /live/webrtc', 'connected'];

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
  const heard = ['takes video', 'takes audio', 'POST /live/webrtc', 'connected'];
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

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whepTransport } from '../../../../renderer/video/whep-transport.ts';

const page = 'http://camera.test/';
/** What happened, in order. */
let happened: string[];
let dtlsState: string;
let answerDelete: () => void;

/** As much of a connection as a transport uses. */
class FakeConnection extends EventTarget {
  readonly iceGatheringState = 'complete';
  readonly connectionState = 'connected';
  readonly localDescription = { sdp: 'a=rtpmap:96 H264/90000' };
  addTransceiver(): object {
    return { receiver: {} };
  }
  getReceivers(): object[] {
    return [{ transport: { state: dtlsState } }];
  }
  async setLocalDescription(): Promise<void> {}
  async setRemoteDescription(): Promise<void> {
    happened.push('connected');
  }
  close(): void {
    happened.push('closed');
  }
}

beforeEach(() => {
  happened = [];
  dtlsState = 'connected';
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

const open = () => whepTransport(new URL('live/webrtc', page))({ srcObject: null } as HTMLVideoElement, () => happened.push('ended'));
const connected = ['POST /live/webrtc', 'connected'];

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

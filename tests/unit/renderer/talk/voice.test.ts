import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Voice } from '../../../../renderer/talk/voice.ts';

const page = 'http://camera.test/';
/** What happened, in order. */
let happened: string[];
let connections: FakeConnection[];

/** As much of a connection as a voice uses. */
class FakeConnection extends EventTarget {
  readonly iceGatheringState = 'complete';
  readonly localDescription = { sdp: 'v=0' };
  connectionState = 'new';
  constructor() {
    super();
    connections.push(this);
  }
  addTransceiver(_track: object, { direction }: RTCRtpTransceiverInit): void {
    happened.push(`offers ${direction}`);
  }
  getReceivers(): object[] {
    return [{ transport: { state: 'connected' } }];
  }
  setConfiguration({ iceServers }: RTCConfiguration): void {
    happened.push(`uses ${JSON.stringify(iceServers)}`);
  }
  async setLocalDescription(): Promise<void> {}
  async setRemoteDescription(): Promise<void> {
    this.connectionState = 'connected';
    this.dispatchEvent(new Event('connectionstatechange'));
  }
  close(): void {
    happened.push('closed');
  }
}

/** A microphone. */
class FakeTrack extends EventTarget {
  enabled = true;
  stop(): void {
    happened.push('microphone closed');
  }
}

beforeEach(() => {
  happened = [];
  connections = [];
  vi.stubGlobal('document', { baseURI: page });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('fetch', async (address: URL, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
    happened.push(`${method} ${address.pathname}${address.search}${method === 'PATCH' ? ` ${body}` : ''}`);
    if (method === 'OPTIONS') {
      const link = '<turn:relay.test:3478>; rel="ice-server"; username="petlog"; credential="secret"; credential-type="password"';
      return new Response(null, { status: 204, headers: { link } });
    }
    return method === 'POST'
      ? new Response('v=0', { status: 201, headers: { location: '/live/webrtc/seven' } })
      : new Response(null, { status: 204 });
  });
});

afterEach(() => vi.unstubAllGlobals());

test('a voice goes through the servers that PetLog tells of, also where they take their time, and ends with its session', async () => {
  const track = new FakeTrack();
  const voice = await Voice.open(track as unknown as MediaStreamTrack, 'hall', () => happened.push('ended'));
  expect(track.enabled).toBe(false);
  expect(happened.splice(0)).toEqual([
    'offers sendonly',
    'OPTIONS /live/webrtc?camera=hall',
    'uses [{"urls":"turn:relay.test:3478","username":"petlog","credential":"secret"}]',
    'POST /live/webrtc?camera=hall',
  ]);
  const candidate = { candidate: 'candidate:1', usernameFragment: 'part', sdpMid: '0' };
  connections[0]!.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  expect(happened.splice(0)).toEqual(['PATCH /live/webrtc/seven a=ice-ufrag:part\r\na=mid:0\r\na=candidate:1\r\n']);
  voice.close();
  await vi.waitFor(() => expect(happened).toContain('closed'));
  expect(happened).toEqual(['microphone closed', 'DELETE /live/webrtc/seven', 'closed']);
});

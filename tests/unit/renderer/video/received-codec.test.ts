import { afterEach, expect, test, vi } from 'vitest';
import { ReceivedCodec } from '../../../../renderer/video/received-codec.ts';
import { canPlayH265ByWhep } from '../../../../renderer/video/whep-transport.ts';

afterEach(() => vi.unstubAllGlobals());

/** A connection whose pictures are of that kind, and how often it was asked. */
function connection(answer: string) {
  let asked = 0;
  const received = { codecId: 'one' };
  const statistics = new Map<string, object>([
    ['one', { type: 'codec', mimeType: 'video/H265' }],
    ['two', { type: 'codec', mimeType: 'video/H264' }],
    ['sound', { type: 'inbound-rtp', kind: 'audio', codecId: 'three' }],
  ]);
  return {
    received,
    get asked() {
      return asked;
    },
    remoteDescription: { sdp: answer } as RTCSessionDescription,
    async getStats() {
      asked += 1;
      return new Map([...statistics, ['in', { type: 'inbound-rtp', kind: 'video', ...received }]]) as unknown as RTCStatsReport;
    },
  };
}

test('says what the pictures are, also when that changes', async () => {
  const told = connection('a=rtpmap:102 H264/90000\r\na=rtpmap:49 H265/90000\r\n');
  const codec = new ReceivedCodec(told);
  expect(codec.isH265).toBe(false);
  await vi.waitFor(() => expect(codec.isH265).toBe(true));
  told.received.codecId = 'two';
  await vi.waitFor(() => expect(codec.isH265).toBe(false));
});

test('asks nobody where there can be no H.265', () => {
  const told = connection('a=rtpmap:102 H264/90000\r\n');
  expect(new ReceivedCodec(told).isH265).toBe(false);
  expect(told.asked).toBe(0);
});

test('a browser takes by WebRTC what its capabilities say, up to the level', () => {
  const takes = (sdpFmtpLine: string | undefined, codec: string): boolean => {
    const codecs = [
      { mimeType: 'video/VP8', clockRate: 90_000 },
      { mimeType: 'video/H265', clockRate: 90_000, sdpFmtpLine },
    ];
    vi.stubGlobal(
      'RTCRtpReceiver',
      Object.assign(() => {}, { getCapabilities: () => ({ codecs }) }),
    );
    return canPlayH265ByWhep(codec);
  };
  expect(takes('level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST', 'hvc1.1.6.L150.B0')).toBe(true);
  expect(takes(undefined, 'hvc1.1.6.L93.B0')).toBe(true);
  expect(takes(undefined, 'hvc1.1.6.L120.B0')).toBe(false);
  expect(takes('level-id=180', 'avc1.640028')).toBe(false);
  vi.unstubAllGlobals();
  expect(canPlayH265ByWhep('hvc1.1.6.L93.B0')).toBe(false);
});

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { initLogger } from 'node-datachannel';
import { beforeAll, expect, test, vi } from 'vitest';
import type { WebRtcPicture } from '../../../main/live/webrtc/protocol.ts';
import { Session } from '../../../main/webrtc-process/session.ts';
import { WebRtcClient } from '../../support/webrtc-client.ts';

beforeAll(() => initLogger('Fatal', () => {}));

/** What the program gives a session, which keeps it as long as it lives. */
async function openAndClose(): Promise<WeakRef<object>> {
  const client = new WebRtcClient({ hearsSound: true });
  const group: WebRtcPicture[] = [
    { cameraId: 'main', rendition: 'full', annexB: Buffer.from([0, 0, 0, 1, 0x65, 1]), isKeyframe: true, captureMilliseconds: 1 },
  ];
  const options = {
    sessionId: 'one',
    offer: await client.offer(),
    ...{ portNumber: 0, bindAddress: '127.0.0.1', stunServer: null },
    renditions: [{ paceKbps: null }],
    hasSound: true,
    captureMilliseconds: () => 0,
    group: () => group,
    ...{ onRenditionWanted: () => {}, onKeyframeWanted: () => {}, onEnded: () => {} },
  };
  const session = new Session(options);
  client.accept(await session.answer());
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(0), 30_000);
  session.close();
  client.close();
  return new WeakRef(options);
}

test('nothing of a session stays in memory when it is over', { timeout: 60_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const options = await openAndClose();
  await vi.waitFor(() => {
    collect();
    expect(options.deref() === undefined).toBe(true); // what is expected of itself would be kept
  }, 20_000);
});

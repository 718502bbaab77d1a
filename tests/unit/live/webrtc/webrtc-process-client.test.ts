import { initLogger } from 'node-datachannel';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebRtcProcessClient } from '../../../../main/live/webrtc/webrtc-process-client.ts';
import { childModuleUrl } from '../../../../main/system/child-module.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { silentLogger } from '../../../../main/system/logger.ts';
import { WebRtcClient } from '../../../support/webrtc-client.ts';

let sender: WebRtcProcessClient;
let browser: WebRtcClient;
/** Of which servers it is asked, before each session. */
let stunServer: () => Promise<string | null>;

beforeEach(() => {
  initLogger('Fatal', () => {});
  stunServer = async () => null;
  sender = new WebRtcProcessClient({
    program: childModuleUrl('webrtc-process'),
    clock: createSystemClock(),
    logger: silentLogger,
    portNumber: () => 0,
    bindAddress: () => '127.0.0.1',
    stunServer: () => stunServer(),
    bridgesRelays: () => false,
    machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
  });
  browser = new WebRtcClient();
});

afterEach(async () => {
  browser.close();
  await sender.close();
});

const owner = (onEnded: () => void) => ({
  cameraId: 'main',
  renditions: [{ name: 'full', paceKbps: null }],
  ...{ hasSound: false, mayTalk: false },
  ...{ onEnded, onAsked: () => {}, onVoice: () => {}, onRenditionWanted: () => {}, onRenditionTaken: () => {}, onKeyframeWanted: () => {} },
});

test('is there again at once when it was killed while somebody watched, and goes where nobody comes back', async () => {
  const onEnded = vi.fn();
  await sender.open('one', await browser.offer(), owner(onEnded));
  const { pid } = sender;
  process.kill(pid!, 'SIGKILL');
  await vi.waitFor(() => expect(onEnded).toHaveBeenCalledOnce(), 60_000);
  await vi.waitFor(() => expect([undefined, pid]).not.toContain(sender.pid), 60_000);
  await vi.waitFor(() => expect(sender.pid).toBeUndefined(), 60_000);
});

test('a session that is ended before it began is none', async () => {
  const found = Promise.withResolvers<string | null>();
  stunServer = () => found.promise;
  const onEnded = vi.fn();
  const opened = sender.open('one', await browser.offer(), owner(onEnded));
  sender.closeSession('one');
  found.resolve(null);
  await expect(opened).rejects.toMatchObject({ code: 'ECANCELED' });
  expect([sender.pid, onEnded.mock.calls]).toEqual([undefined, []]);
});

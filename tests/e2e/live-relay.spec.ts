/** The live picture by WebRTC through a relay (TURN), in each way that a browser can ask one. */
import { expect } from '@playwright/test';
import { chromiumFlags, findTestBrowser } from '../support/chromium.ts';
import { test } from '../support/dashboard.ts';
import { networkAddress } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { startTurnServer } from '../support/turn-server.ts';

// Nobody has signed the certificate of the relay.
const launchOptions = { executablePath: findTestBrowser(), args: [...chromiumFlags, '--ignore-certificate-errors'] };
test.use({ picturesPerSecond: 10, launchOptions });

const host = networkAddress();

for (const way of ['udp', 'tcp', 'tls'] as const) {
  test(`a browser that only a relay lets through, asked over ${way}, is told of the configured one, and plays through it`, async ({
    start,
    page,
    dashboard,
  }) => {
    test.skip(host === undefined, 'this machine has no network address but loopback');
    await using server = await startTurnServer(host!);
    const { urls, username, credential } = server;
    const video = { webrtc_port: 0, ice_servers: [{ urls: [urls[way]], username, credential }] };
    const petlog = await start({ arguments: ['--host', '0.0.0.0'], config: { video } });
    await page.addInitScript(() => {
      const { RTCPeerConnection: Direct } = globalThis;
      const iceTransportPolicy = 'relay';
      globalThis.RTCPeerConnection = class extends Direct {
        constructor() {
          super({ iceTransportPolicy });
          Object.assign(globalThis, { relayed: this });
        }
        override setConfiguration(configuration: RTCConfiguration): void {
          super.setConfiguration({ ...configuration, iceTransportPolicy });
        }
      };
    });
    await dashboard.watch(`http://${host}:${new URL(petlog.url).port}`);
    await expectMovingPicture(dashboard.video);
    await dashboard.openOptions();
    await expect(page.locator('petlog-live-menu .played')).toHaveText(/^H\.264 \(WebRTC\)/);
    const ownEnd = await page.evaluate(async () => {
      const { relayed } = globalThis as unknown as { relayed: RTCPeerConnection };
      const reports = [...(await relayed.getStats()).values()] as { id: string; type: string; [name: string]: unknown }[];
      const transport = reports.find(({ type }) => type === 'transport');
      const pair = reports.find(({ id }) => id === transport?.['selectedCandidatePairId']);
      const own = reports.find(({ id }) => id === pair?.['localCandidateId']);
      return { type: own?.['candidateType'], askedOver: own?.['relayProtocol'] };
    });
    expect(ownEnd).toEqual({ type: 'relay', askedOver: way });
  });
}

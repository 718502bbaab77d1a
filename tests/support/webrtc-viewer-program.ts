/**
 * Watches by WebRTC until it is ended: `node webrtc-viewer-program.ts URL [COUNT]`. Says `watching` when every viewer has its
 * pictures.
 */
import { initLogger } from 'node-datachannel';
import { setTimeout as delay } from 'node:timers/promises';
import { WebRtcClient } from './webrtc-client.ts';

initLogger('Fatal', () => {});
const [, , url = '', count = '1'] = process.argv;
const clients: WebRtcClient[] = [];
for (let number = 0; number < Number(count); number += 1) {
  const client = new WebRtcClient({ doesReport: true });
  clients.push(client);
  const { status } = await client.watch(url);
  if (status !== 201) {
    throw new Error(`no session: ${status}`);
  }
}
while (clients.some(({ packets }) => packets < 20)) {
  await delay(50);
}
process.stdout.write('watching\n');

/** A body may take its time: whoever was let in before it may not be any more behind it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { apiToken, kioskCaller } from '../support/paired-device.ts';
import { RawConnection } from '../support/raw-connection.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { WebRtcClient } from '../support/webrtc-client.ts';

let running: RunningPetLog;
let client: WebRtcClient;
let connection: RawConnection;

beforeEach(async () => {
  running = await runPetLog({
    PETLOG_SECURITY_ACCESS: 'accounts',
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_VIDEO_WEBRTC_PORT: '0',
  });
  client = new WebRtcClient({ bindAddress: '127.0.0.1', hearsSound: false, doesReport: false });
  connection = new RawConnection(running.port);
});

afterEach(async () => {
  connection.close();
  client.close();
  await running.stop();
});

it('an offer whose end comes after its sender was shut out begins nothing', async () => {
  const mine = await apiToken(running, 'viewer');
  const other = await apiToken(running, 'admin');
  const offer = await client.offer();
  const head = [
    'POST /live/webrtc HTTP/1.1',
    `Host: 127.0.0.1:${running.port}`,
    `Authorization: ${mine.bearer.Authorization}`,
    'Content-Type: application/sdp',
    `Content-Length: ${Buffer.byteLength(offer)}`,
    'Expect: 100-continue',
  ];
  // The server says that it goes on to the body: who asks was let in.
  const proceeds = await connection.ask(`${head.join('\r\n')}\r\n\r\n${offer.slice(0, 100)}`, 0);
  expect(proceeds.status).toBe(100);
  await running.petlog.control.operations['tokens.revoke']({ id: mine.id }, kioskCaller);
  const answer = await connection.ask(offer.slice(100));
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([401, expect.objectContaining({ code: 'unauthorized' })]);
  const { body: status } = await call(`${running.url}/live/status`, 'GET', undefined, other.bearer);
  expect(LiveStatus.parse(status).active_streams).toBe(0);
});

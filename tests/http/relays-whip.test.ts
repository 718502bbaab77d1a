/** `/relays` by WHIP: a media server that takes video by WebRTC, in a process of its own, which is killed and comes back. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { type Relay, RelayList } from '../../shared/relays.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { WhipServer } from '../support/whip-server.ts';

const patience = { timeout: 60_000, interval: 50 } as const;
const token = 'a-token-that-nobody-knows';
let running: RunningPetLog | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

const start = async (environment: Record<string, string> = {}): Promise<RunningPetLog> =>
  (running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_RECORDING_REWIND_MINUTES: '0',
    PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
    PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1',
    ...environment,
  }));

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  const sent = body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${running?.url}${path}`, { method, ...sent });
  return { status: response.status, text: await response.text() };
}

const theRelay = async (): Promise<Relay> => RelayList.parse(JSON.parse((await ask('GET', '/relays')).text)).relays[0]!;

it('publishes H.264 and Opus that a server takes by WebRTC, is back when it is, and says when it ends', { timeout: 120_000 }, async () => {
  await start({ PETLOG_CAMERA_SOUND: 'true' });
  await using server = await WhipServer.start({ token });
  const url = `http://127.0.0.1:${server.port}/cat/whip`;
  const added = await ask('POST', '/relays', { name: 'Server', url, bearer_token: token });
  expect(added.status).toBe(201);
  expect(JSON.parse(added.text)).toMatchObject({ url, bearer_token: '<redacted>', sound: true });
  await server.received({ pictures: 20, frames: 20 });
  expect(server.offer).toMatch(/^m=video [^]*^a=sendonly\r?$[^]*^a=rtpmap:96 H264\/90000\r?$[^]*^m=audio [^]*opus\/48000\/2\r?$/im);
  expect(await server.decoded()).toMatchObject({ size: '320x240', objections: '' });
  expect((await server.decoded()).pictures).toBeGreaterThanOrEqual(15);
  expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: 0, last_error: null });
  const { relay_id: id } = await theRelay();
  for (const [tried, ok] of [
    ['<redacted>', true],
    ['wrong', false],
  ] as const) {
    const tested = await ask('POST', '/relays/test', { relay_id: id, url, bearer_token: tried });
    expect(JSON.parse(tested.text)).toMatchObject({ ok });
  }

  await server.kill();
  await vi.waitFor(async () => expect((await theRelay()).failed_step).not.toBeNull(), patience);
  await using again = await WhipServer.start({ port: server.port, token });
  await again.received({ pictures: 10 });
  expect(await again.decoded()).toMatchObject({ size: '320x240', objections: '' });
  await vi.waitFor(async () => expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: 1, last_error: null }), patience);

  await ask('POST', '/live/privacy', { on: true });
  await again.asked(/^DELETE \/cat\/sessions\/1$/);
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('waiting'), patience);
  expect((await ask('GET', '/relays')).text).not.toContain(token);
});

it('goes on when the process that sends was killed', { timeout: 120_000 }, async () => {
  await start();
  await using server = await WhipServer.start();
  await ask('POST', '/relays', { name: 'Server', url: `http://127.0.0.1:${server.port}/cat/whip` });
  await server.received({ pictures: 10 });
  const [pid] = childrenOf(process.pid).filter((child) => commandLineOf(child).includes('relay-process'));
  process.kill(pid!, 'SIGKILL');
  await vi.waitFor(async () => expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: 1, last_error: null }), patience);
  await server.received({ pictures: server.pictures + 10 });
  expect(server.requests.filter((request) => request === 'POST /cat/whip')).toHaveLength(2);
});

it('says what a server does not take, and gives the token to no other', { timeout: 120_000 }, async () => {
  await start();
  await using server = await WhipServer.start({ token });
  const url = `http://127.0.0.1:${server.port}/cat/whip`;
  const tested = async (input: object): Promise<object> => JSON.parse((await ask('POST', '/relays/test', input)).text) as object;
  expect(await tested({ url, bearer_token: 'wrong' })).toEqual({
    ok: false,
    failed_step: 'publish',
    reason: `127.0.0.1:${server.port} does not accept the username and the password, or the token (401).`,
  });
  expect(await tested({ url: url.replace('cat', 'dog'), bearer_token: token })).toMatchObject({ failed_step: 'publish' });
  expect(await tested({ url, bearer_token: token })).toEqual({ ok: true, failed_step: null, reason: null });
  await server.asked(/^DELETE /);

  const { relay_id: id } = JSON.parse(
    (await ask('POST', '/relays', { name: 'S', url, bearer_token: token, enabled: false })).text,
  ) as Relay;
  const elsewhere = url.replace('127.0.0.1', '192.168.7.7');
  expect((await ask('PATCH', `/relays/${id}`, { url: elsewhere, bearer_token: '<redacted>' })).text).toContain(
    'there is no token for this server yet',
  );
  expect(JSON.parse((await ask('PATCH', `/relays/${id}`, { url: elsewhere })).text)).toMatchObject({ bearer_token: '' });
  expect((await ask('PATCH', `/relays/${id}`, { url: 'rtsp://192.168.7.7/cat', bearer_token: token })).text).toContain(
    'only an address of WHIP',
  );
});

it('goes to no address that an answer or a redirect names, and that nobody allowed', { timeout: 120_000 }, async () => {
  const moved = createServer((_request, response) => {
    response.writeHead(307, { Location: 'http://127.0.0.3:9/cat/whip' }).end();
  }).listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(moved.listening).toBe(true));
  const { port } = moved.address() as AddressInfo;
  await using server = await WhipServer.start();
  // Of that server only its port for HTTP: its answers name others of this machine.
  await start({ PETLOG_SECURITY_ALLOWED_TARGETS: `127.0.0.1:${server.port},127.0.0.1:${port}` });
  for (const [at, reason] of [
    [server.port, 'is this machine itself'],
    [port, '127.0.0.3 is this machine itself'],
  ] as const) {
    const { text } = await ask('POST', '/relays/test', { url: `http://127.0.0.1:${at}/cat/whip` });
    expect(JSON.parse(text)).toMatchObject({ ok: false, failed_step: 'look_up', reason: expect.stringContaining(reason) as string });
  }
  await server.asked(/^DELETE /); // what was begun there is ended
  moved.close();
});

/** `/relays`: live video that is published to a media server, and what becomes of it. Servers of other people are in tests/extras. */
import { afterEach, expect, it, vi } from 'vitest';
import { Relay, RelayList, RelayTested } from '../../shared/relays.ts';
import { freeTcpPort, type ListeningMediaServer, startMediaServer } from '../support/media-server.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const patience = { timeout: 60_000, interval: 50 } as const;
const secret = 'a-long-enough-secret';
let running: RunningPetLog | null = null;
const servers: ListeningMediaServer[] = [];

afterEach(async () => {
  await running?.stop();
  running = null;
  await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_IDLE_STOP_SECONDS: '0',
    PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1',
    ...environment,
  });
  return running;
}

function serve(kind: 'rtsp' | 'rtmp' | 'srt', port: number): ListeningMediaServer {
  const server = startMediaServer(kind, port);
  servers.push(server);
  return server;
}

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string; body: unknown }> {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(`${running?.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
}

async function theRelay(): Promise<Relay> {
  const { relays } = RelayList.parse((await ask('GET', '/relays')).body);
  return relays[0]!;
}

it('publishes what a camera gives, is back when its server is, and rests while the camera is private or stopped', async () => {
  await start();
  const port = await freeTcpPort();
  const server = serve('rtsp', port);
  const added = await ask('POST', '/relays', { name: 'Server', url: `rtsp://cat:${secret}@127.0.0.1:${port}/live/cat` });
  expect(added.status).toBe(201);
  const { relay_id: id, url: shown } = Relay.parse(added.body);
  expect(shown).toBe(`rtsp://cat:<redacted>@127.0.0.1:${port}/live/cat`);

  await server.pictures(15);
  await vi.waitFor(async () => expect((await theRelay()).sent_bytes).toBeGreaterThan(0), patience);
  expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: 0, last_error: null });
  expect((await ask('GET', '/live/status')).body).toMatchObject({ state: 'live', active_streams: 0 });
  // The address has a password in it: nobody reads it from the list of processes.
  const children = childrenOf(process.pid);
  const lines = children.map((pid) => commandLineOf(pid));
  expect(lines.join('\n')).not.toContain(secret);

  await server.kill();
  await vi.waitFor(async () => expect((await theRelay()).last_error).not.toBeNull(), patience);
  expect((await theRelay()).last_error).toMatch(
    /^127\.0\.0\.1:\d+ (broke the connection off|refuses the connection: nothing listens at that port)\.$/,
  );
  await serve('rtsp', port).pictures(5);
  await vi.waitFor(async () => expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: 1, last_error: null }), patience);

  await ask('POST', '/live/privacy', { on: true });
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('waiting'), patience);
  expect((await ask('GET', '/live/status')).body).toMatchObject({ state: 'stopped' });
  serve('rtsp', port);
  await ask('POST', '/live/privacy', { on: false });
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('publishing'), patience);

  await ask('POST', '/live/stop');
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('waiting'), patience);
  expect((await ask('GET', '/live/status')).body).toMatchObject({ state: 'stopped' });
  serve('rtsp', port);
  await ask('POST', '/live/start');
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('publishing'), patience);

  // The secret stays as it is, and comes along to no other server.
  expect((await ask('PATCH', `/relays/${id}`, { url: shown, enabled: false })).body).toMatchObject({ state: 'off', url: shown });
  expect((await ask('PATCH', `/relays/${id}`, { url: shown.replace('127.0.0.1', '192.168.7.7') })).body).toMatchObject({
    code: 'invalid_input',
    detail: expect.stringContaining('there is no secret for this server') as string,
  });
  expect((await ask('DELETE', `/relays/${id}`)).status).toBe(200);
  expect((await ask('GET', '/relays')).body).toEqual({ relays: [] });
  await vi.waitFor(async () => expect((await ask('GET', '/live/status')).body).toMatchObject({ explicitly_stopped: false }), patience);
});

it('publishes by RTMP and SRT from one encoding, and tells of it in figures', async () => {
  await start();
  const [rtmp, srt] = [serve('rtmp', await freeTcpPort()), serve('srt', await freeTcpPort())];
  for (const [address, shown] of [
    [`rtmp://127.0.0.1:${rtmp.port}/live/cat`, `rtmp://127.0.0.1:${rtmp.port}/live/<redacted>`],
    [
      `srt://127.0.0.1:${srt.port}?passphrase=${secret}&streamid=cat&latency=200`,
      `srt://127.0.0.1:${srt.port}?passphrase=<redacted>&streamid=<redacted>&latency=200`,
    ],
  ] as const) {
    expect((await ask('POST', '/relays', { name: 'Server', url: address })).body).toMatchObject({ url: shown });
  }
  await Promise.all([rtmp.pictures(10), srt.pictures(10)]);
  await vi.waitFor(async () => {
    const { text } = await ask('GET', '/metrics');
    expect(text.match(/^petlog_relay_publishing\{relay="[\w-]+",camera="main"\} 1$/gm)).toHaveLength(2);
  }, patience);
  const relayProcesses = childrenOf(process.pid)
    .map((pid) => commandLineOf(pid))
    .filter((line) => line.includes('relay-process'));
  expect(relayProcesses).toHaveLength(1);
});

it('says which step of an address fails, and refuses those that are only for this machine, without repeating secrets', async () => {
  const { port: ownPort } = await start({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.2' });
  const port = await freeTcpPort();
  const tested = await ask('POST', '/relays/test', { url: `rtmp://cat:${secret}@127.0.0.2:${port}/live/${secret}` });
  expect(RelayTested.parse(tested.body)).toEqual({
    ok: false,
    failed_step: 'connect',
    reason: `127.0.0.2:${port} refuses the connection: nothing listens at that port.`,
  });
  for (const [address, reason] of [
    [`rtsp://cat:${secret}@localhost:8554/cat`, 'is this machine itself'],
    [`rtsp://cat:${secret}@127.0.0.1:${ownPort}/cat`, 'is PetLog itself'],
    [`rtmp://169.254.169.254/live/${secret}`, 'gives out the keys of a machine in a cloud'],
    [`ftp://cat:${secret}@192.168.7.7/whip`, 'cannot be used here'],
    [`http://cat:${secret}@127.0.0.1/whip`, 'is this machine itself'],
    [`srt://192.168.7.7?streamid=${secret}`, 'needs a port'],
    [`srt://192.168.7.7:9000?mode=listener&passphrase=${secret}`, 'and nothing else'],
    [`rtmp://192.168.7.7/${secret}`, 'needs an application and a stream key'],
    ['cat', 'this is not an address'],
  ] as const) {
    const answer = await ask('POST', '/relays', { name: 'Server', url: address });
    expect(answer.status, address).toBe(422);
    expect(answer.text, address).toContain(reason);
    expect(answer.text, address).not.toContain(secret);
  }
  expect((await ask('POST', '/relays', { name: 'S', url: 'rtsp://192.168.7.7/cat', camera_id: 'attic' })).body).toMatchObject({
    code: 'camera_not_found',
  });
  expect((await ask('POST', '/relays', { name: 'S', url: 'rtsp://192.168.7.7/cat', rendition: '999p' })).body).toMatchObject({
    code: 'rendition_not_found',
  });
  expect((await ask('GET', '/relays')).body).toEqual({ relays: [] });
});

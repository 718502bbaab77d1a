/** `POST /live/webrtc`: offers of every kind, and who may end what came of them. What browsers make of it is in tests/e2e. */
import { initLogger } from 'node-datachannel';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { call } from '../support/http-client.ts';
import { apiToken, kioskCaller } from '../support/paired-device.ts';
import { decibelsOf, decodedOpus } from '../support/opus-decoding.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { startTurnServer } from '../support/turn-server.ts';
import { postOffer as post, WebRtcClient } from '../support/webrtc-client.ts';

let running: RunningPetLog | null = null;
const clients: WebRtcClient[] = [];
const viewersProgram = fileURLToPath(new URL('../support/live-viewers-program.ts', import.meta.url));

beforeAll(() => initLogger('Fatal', () => {}));

afterEach(async () => {
  clients.splice(0).forEach((client) => client.close());
  await running?.stop();
  running = null;
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_IDLE_STOP_SECONDS: '0',
    PETLOG_VIDEO_WEBRTC_PORT: '0',
    ...environment,
  });
  return running;
}

const codeOf = async (response: Response): Promise<unknown> => [response.status, ((await response.json()) as { code: string }).code];

const webRtcProcesses = (): number[] => childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('webrtc-process'));

const statusOf = async ({ url }: RunningPetLog, headers = {}): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${url}/live/status`, 'GET', undefined, headers)).body);

/**
 * @param bindAddress null for every network
 * @param doesReport whoever says nothing is taken for gone after eight seconds
 */
function newClient(bindAddress: string | null = '127.0.0.1', hearsSound = false, doesReport = false): WebRtcClient {
  const client = new WebRtcClient({ bindAddress, hearsSound, doesReport });
  clients.push(client);
  return client;
}

async function watch(
  { url }: RunningPetLog,
  headers: Record<string, string> = {},
  query = '',
  hearsSound = false,
  doesReport = false,
): Promise<{ client: WebRtcClient; session: string }> {
  const client = newClient('127.0.0.1', hearsSound, doesReport);
  const response = await client.watch(url, headers, query);
  expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([201, 'application/sdp']);
  const location = response.headers.get('location') ?? '';
  expect(location).toMatch(/^\/live\/webrtc\/[0-9a-f-]{36}$/);
  expect(response.headers.get('etag')).toMatch(/^".+"$/);
  await vi.waitFor(() => expect(client.packets).toBeGreaterThan(20), 60_000);
  return { client, session: url + location };
}

it('refuses what is no offer of one video in a sentence, and keeps nothing of it', async () => {
  const petlog = await start();
  const { url } = petlog;
  const offer = await newClient().offer();
  expect(await codeOf(await post(url, 'hello'))).toEqual([422, 'invalid_input']);
  expect(await codeOf(await post(url, offer.replace('m=video', 'm=audio')))).toEqual([422, 'invalid_input']);
  expect(await codeOf(await post(url, `${offer}${'m=video 9 UDP/TLS/RTP/SAVPF 96\r\n'.repeat(9)}`))).toEqual([422, 'invalid_input']);
  expect(await codeOf(await post(url, offer.replace(/a=fingerprint:.*\r\n/, 'a=fingerprint:sha-256 nonsense\r\n')))).toEqual([
    422,
    'invalid_input',
  ]);
  expect(await codeOf(await post(url, `${offer}${'a=x\r\n'.repeat(200_000)}`))).toEqual([413, 'payload_too_large']);
  expect(await codeOf(await post(url, offer, { 'Content-Type': 'application/json' }))).toEqual([415, 'unsupported_media_type']);
  expect(
    await codeOf(
      await fetch(`${url}/live/webrtc?camera=attic`, { method: 'POST', body: offer, headers: { 'Content-Type': 'application/sdp' } }),
    ),
  ).toEqual([404, 'camera_not_found']);
  const options = await fetch(`${url}/live/webrtc`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('accept-post'), options.headers.get('link')]).toEqual([204, 'application/sdp', null]);
  expect((await statusOf(petlog)).active_streams).toBe(0);
});

it('starts the camera, sends its pictures, is the own business of each device, and ends with its permission', async () => {
  const petlog = await start({ PETLOG_SECURITY_ACCESS: 'accounts' });
  const mine = await apiToken(petlog, 'viewer');
  const other = await apiToken(petlog, 'admin');
  expect((await post(petlog.url, 'v=0')).status).toBe(401);
  const { session } = await watch(petlog, mine.bearer);
  expect(await statusOf(petlog, mine.bearer)).toMatchObject({ state: 'live', active_streams: 1 });
  const metrics = await (await fetch(`${petlog.url}/metrics`, { headers: other.bearer })).text();
  expect(metrics).toMatch(/^petlog_viewers_by_transport\{camera="main",transport="webrtc"\} 1$/m);
  const { body: options } = await call(`${petlog.url}/live/options`, 'GET', undefined, mine.bearer);
  expect(LiveOptions.parse(options).transports.map(({ kind }) => kind)).toEqual(['webrtc', 'mse', 'hls', 'mjpeg']);

  const change = (body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(session, { method: 'PATCH', body, headers: { 'Content-Type': 'application/trickle-ice-sdpfrag', ...headers } });
  const candidate = 'a=mid:0\r\na=candidate:1 1 UDP 2122252543 127.0.0.1 9 typ host\r\n';
  expect((await change(candidate, mine.bearer)).status).toBe(204);
  expect(await codeOf(await change('x', mine.bearer))).toEqual([422, 'invalid_input']);
  expect(await codeOf(await change(candidate, other.bearer))).toEqual([404, 'not_found']);
  expect(await codeOf(await fetch(session, { method: 'DELETE', headers: other.bearer }))).toEqual([404, 'not_found']);
  expect((await statusOf(petlog, mine.bearer)).active_streams).toBe(1);

  await petlog.petlog.control.operations['tokens.revoke']({ id: mine.id }, kioskCaller);
  expect((await statusOf(petlog, other.bearer)).active_streams).toBe(0);
  expect(await codeOf(await fetch(session, { method: 'DELETE', headers: other.bearer }))).toEqual([404, 'not_found']);
  await vi.waitFor(() => expect(webRtcProcesses()).toEqual([]), 60_000);
});

it('ends, for whoever was there without an account, when accounts are switched on', async () => {
  const petlog = await start({ PETLOG_SECURITY_ACCESS: 'open' });
  const admin = await apiToken(petlog, 'admin');
  await watch(petlog);
  await petlog.petlog.control.operations['settings.change']({ security: { access: 'accounts' } }, kioskCaller);
  expect((await statusOf(petlog, admin.bearer)).active_streams).toBe(0);
});

it('says which port it cannot have, goes on with everything else, and sends once the port is free', async () => {
  const other = createSocket('udp4').bind(0);
  await once(other, 'listening');
  const { port } = other.address();
  const petlog = await start({ PETLOG_VIDEO_WEBRTC_PORT: String(port) });
  const refused = await post(petlog.url, await newClient().offer());
  const { code, detail } = (await refused.json()) as { code: string; detail: string };
  expect([refused.status, code]).toEqual([503, 'camera_unavailable']);
  expect(detail).toBe(
    `The camera is not available: UDP port ${port}, which WebRTC is sent from (video.webrtc_port), is taken by another program.`,
  );
  const video = await fetch(`${petlog.url}/live/video`);
  expect(video.status).toBe(200);
  await new Promise<void>((resolve) => other.close(() => resolve()));
  await watch(petlog);
  await video.body?.cancel();
});

it('asks the configured server how it is seen, and tells of it whoever may watch, and nobody else', async () => {
  await using server = await startTurnServer('127.0.0.1');
  const { port, username, credential } = server;
  const iceServers = [{ urls: [`turn:127.0.0.1:${port}`], username, credential }, { urls: ['stun:stun.example.net'] }];
  const petlog = await start({
    PETLOG_SECURITY_ACCESS: 'accounts',
    PETLOG_VIDEO_ICE_SERVERS: JSON.stringify(iceServers),
    PETLOG_SECURITY_ALLOWED_TARGETS: `127.0.0.1:${port}`,
  });
  const viewer = await apiToken(petlog, 'viewer');
  const links = [
    `<turn:127.0.0.1:${port}>; rel="ice-server"; username="petlog"; credential="so \\"secret\\""; credential-type="password"`,
    '<stun:stun.example.net>; rel="ice-server"',
  ].join(', ');
  const linksFor = async (headers: Record<string, string>): Promise<string | null> =>
    (await fetch(`${petlog.url}/live/webrtc`, { method: 'OPTIONS', headers })).headers.get('link');
  expect([await linksFor({}), await linksFor(viewer.bearer)]).toEqual([null, links]);

  const direct = newClient();
  const answer = await direct.watch(petlog.url, viewer.bearer);
  expect(answer.headers.get('link')).toBe(links);
  expect(await answer.text()).toMatch(/^a=candidate:.* typ srflx/m);
  await vi.waitFor(() => expect(direct.packets).toBeGreaterThan(5), 60_000);
});

it('sends the rendition that is asked for, and encodes no other for that', async () => {
  const petlog = await start({ PETLOG_VIDEO_RENDITIONS: '120' });
  const { session } = await watch(petlog, {}, '?rendition=120p');
  const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
  const sent = (name: string): number => Number(new RegExp(`_total\\{camera="main",rendition="${name}"\\} (\\d+)`).exec(metrics)?.[1]);
  expect(sent('120p')).toBeGreaterThan(0);
  expect(sent('full')).toBe(0);
  // A browser may end what has just ended here.
  for (const _time of ['first', 'second']) {
    expect((await fetch(session, { method: 'DELETE' })).status).toBe(204);
  }
  expect((await statusOf(petlog)).active_streams).toBe(0);
});

it('moves one viewer to a smaller rendition while its link loses packets, and back; the other stays', async () => {
  const petlog = await start({ PETLOG_VIDEO_RENDITIONS: '120' });
  const [moved, stays] = [await watch(petlog), await watch(petlog)];
  const sent = async (name: string): Promise<number> => {
    const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
    return Number(new RegExp(`_total\\{camera="main",rendition="${name}"\\} (\\d+)`).exec(metrics)?.[1]);
  };
  /** How much of one there is, while there is some of another. */
  const sentMeanwhile = async (name: string, other: string): Promise<number> => {
    const [before, ofOther] = [await sent(name), await sent(other)];
    await vi.waitFor(async () => expect(await sent(other)).toBeGreaterThan(ofOther + 10), 60_000);
    return (await sent(name)) - before;
  };
  let lostShare = 0.5;
  const reports = setInterval(() => {
    moved.client.report(lostShare);
    stays.client.report(0);
  }, 500);
  try {
    await vi.waitFor(async () => expect(await sent('120p')).toBeGreaterThan(20), 60_000);
    expect(moved.client.ssrc).not.toBe(0);
    await vi.waitFor(() => expect(moved.client.missing).toBe(0), 60_000);
    expect((await fetch(stays.session, { method: 'DELETE' })).status).toBe(204);
    // Only the small one is encoded now.
    await vi.waitFor(async () => expect(await sentMeanwhile('full', '120p')).toBe(0), 60_000);
    lostShare = 0;
    const before = await sent('full');
    await vi.waitFor(async () => expect(await sent('full')).toBeGreaterThan(before + 20), 60_000);
    expect(await sentMeanwhile('120p', 'full')).toBe(0);
    await vi.waitFor(() => expect(moved.client.missing).toBe(0), 60_000);
  } finally {
    clearInterval(reports);
  }
});

const soundProcesses = (): number[] => childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('sound-process'));

it('lets those hear the room who take it, when it is switched on, until it is switched off or private', { timeout: 120_000 }, async () => {
  const petlog = await start({ PETLOG_RECORDING_PRE_ROLL_SECONDS: '0', PETLOG_RECORDING_REWIND_MINUTES: '0' });
  const switchSound = (sound: boolean): Promise<unknown> => call(`${petlog.url}/settings`, 'PATCH', { camera: { sound } });
  const muted = await watch(petlog, {}, '', false, true);
  const early = await watch(petlog, {}, '', true, true);
  expect(early.client.sound).toEqual([]);
  expect((await statusOf(petlog)).active_streams).toBe(2);
  await switchSound(true);
  // A session has the tracks that it was answered with: who took none but wanted it comes back.
  await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(1), 60_000);

  const { client } = await watch(petlog, {}, '', true, true);
  await vi.waitFor(() => expect(client.sound.length).toBeGreaterThan(60), 60_000);
  const steps = client.sound.slice(1).map(({ timestamp }, index) => timestamp - (client.sound[index]?.timestamp ?? 0));
  expect(steps.filter((step) => step <= 0 || step % 960 !== 0)).toEqual([]);
  expect(decibelsOf(decodedOpus(client.sound.map(({ data }) => data)))).toBeGreaterThan(-60);
  await vi.waitFor(() => expect(client.soundReports).toBeGreaterThan(0), 60_000);
  expect(muted.client.sound).toEqual([]);

  /** The pictures go on, and the sound does not. */
  const expectSilence = async (): Promise<void> => {
    await vi.waitFor(() => expect(soundProcesses()).toEqual([]), 60_000);
    const morePictures = async (): Promise<void> => {
      const { packets } = client;
      await vi.waitFor(() => expect(client.packets).toBeGreaterThan(packets + 20), 60_000);
    };
    await morePictures(); // what was on its way comes before them
    const frames = client.sound.length;
    await morePictures();
    expect(client.sound.length).toBe(frames);
  };
  await switchSound(false);
  await expectSilence();
  const before = client.sound.length;
  await switchSound(true);
  await vi.waitFor(() => expect(client.sound.length).toBeGreaterThan(before + 20), 60_000);
  await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
  await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(0), 60_000);
  await vi.waitFor(() => expect(soundProcesses()).toEqual([]), 60_000);
});

/** Those of this machine in its networks; local to a link are only the ones of which each link has some. */
const ownAddresses = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address) && !address.startsWith('169.254.'));

it.skipIf(ownAddresses.length === 0)('offers every address that this machine has in its networks', async () => {
  await using petlog = await startPetLog({ arguments: ['--host', '0.0.0.0'], config: { video: { webrtc_port: 0 } } });
  const client = newClient(null);
  const answer = await (await post(petlog.url, await client.offer())).text();
  const hosts = [...answer.matchAll(/^a=candidate:\S+ 1 UDP \d+ (\S+) \d+ typ host/gim)].map(([, address = '']) => address);
  expect(hosts).toEqual(expect.arrayContaining(ownAddresses.map(({ address }) => address)));
  const ports = new Set([...answer.matchAll(/^a=candidate:\S+ 1 UDP \d+ \S+ (\d+) typ host/gim)].map(([, port]) => port));
  expect(ports.size).toBe(1);
  if (ownAddresses.some(({ family }) => family === 'IPv6')) {
    // A browser that has IPv6 alone.
    client.accept(answer.replaceAll(/^a=candidate:\S+ 1 UDP \d+ \d+\.\d+\.\d+\.\d+ .*\r\n/gim, ''));
    await vi.waitFor(() => expect(client.packets).toBeGreaterThan(5), 60_000);
  }
});

it('ends the session of a viewer that vanishes without a word', async () => {
  const petlog = await start();
  const viewer = spawn(process.execPath, [viewersProgram, 'webrtc', petlog.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(viewer, 'exit');
  await once(viewer.stdout, 'data');
  expect((await statusOf(petlog)).active_streams).toBe(1);
  viewer.kill('SIGKILL');
  await ended;
  await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(0), 60_000);
  await vi.waitFor(() => expect(webRtcProcesses()).toEqual([]), 60_000);
});

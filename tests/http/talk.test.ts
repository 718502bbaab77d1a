/** Talking back: who may, one at a time, and that the speaker plays what is said. What browsers make of it is in tests/extras. */
import { initLogger } from 'node-datachannel';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { apiToken, kioskCaller } from '../support/paired-device.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { bestShareOfTone, fakeSpeaker, playedBy, TalkingClient } from '../support/talking-client.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { postOffer } from '../support/webrtc-client.ts';

let running: RunningPetLog | null = null;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const clients: TalkingClient[] = [];
const path = process.env['PATH'];

beforeAll(() => initLogger('Fatal', () => {}));

beforeEach(async () => {
  directory = await temporaryDirectory();
  await fakeSpeaker(directory.path);
  process.env['PATH'] = `${directory.path}:${path}`;
});

afterEach(async () => {
  clients.splice(0).forEach((client) => client.close());
  await running?.stop();
  running = null;
  process.env['PATH'] = path;
  await directory[Symbol.asyncDispose]();
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_IDLE_STOP_SECONDS: '0',
    PETLOG_CAMERA_SPEAKER: 'default',
    PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
    PETLOG_RECORDING_REWIND_MINUTES: '0',
    PETLOG_VIDEO_WEBRTC_PORT: '0',
    ...environment,
  });
  return running;
}

const codeOf = async (response: Response): Promise<unknown> => [response.status, ((await response.json()) as { code: string }).code];
const speakerProcesses = (): number[] => childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('speaker-process'));
const statusOf = async ({ url }: RunningPetLog, headers = {}): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${url}/live/status`, 'GET', undefined, headers)).body);

function newTalker(watches = false): TalkingClient {
  const client = new TalkingClient(watches);
  clients.push(client);
  return client;
}

/** @returns id of the session */
async function open({ url }: RunningPetLog, headers: Record<string, string> = {}, watches = false): Promise<string> {
  const response = await newTalker(watches).open(url, headers);
  expect(response.status).toBe(201);
  expect(await response.text()).toMatch(watches ? /^m=audio [^]*^a=recvonly\r?$/m : /^a=recvonly\r?$/m);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
}

const talk = (petlog: RunningPetLog, session_id: string, on: boolean, headers: Record<string, string> = {}) =>
  call(`${petlog.url}/live/talk`, 'POST', { session_id, on }, headers);

async function expectTone(): Promise<void> {
  await vi.waitFor(async () => {
    expect(bestShareOfTone(await playedBy(directory.path))).toBeGreaterThan(0.9);
  }, 60_000);
}

it('plays what one person says, starts no camera for it, and stops when he lets go', async () => {
  const petlog = await start();
  expect(await statusOf(petlog)).toMatchObject({ has_speaker: true, talking: null });
  const session = await open(petlog);
  expect(await statusOf(petlog)).toMatchObject({ active_streams: 0, state: 'stopped' });
  expect(speakerProcesses()).toEqual([]);
  expect(await talk(petlog, session, true)).toMatchObject({ status: 200, body: { was_so: false, talking: { by: 'open' } } });
  await expectTone();
  expect((await statusOf(petlog)).talking).toMatchObject({ by: 'open' });
  expect(await talk(petlog, session, true)).toMatchObject({ status: 200, body: { was_so: true } });

  const other = await open(petlog);
  expect(await talk(petlog, other, true)).toMatchObject({ status: 409, body: { code: 'talk_busy' } });
  expect(await talk(petlog, 'none', true)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await talk(petlog, other, false)).toMatchObject({ status: 200, body: { was_so: true, talking: { by: 'open' } } });

  expect(await talk(petlog, session, false)).toMatchObject({ status: 200, body: { was_so: false, talking: null } });
  expect(await talk(petlog, other, true)).toMatchObject({ status: 200 });
  await fetch(`${petlog.url}/live/webrtc/${other}`, { method: 'DELETE' });
  expect((await statusOf(petlog)).talking).toBeNull();
  await vi.waitFor(() => expect(speakerProcesses()).toEqual([]), 60_000);
});

it('takes the voice of who watches by the same session, up to privacy', async () => {
  const petlog = await start();
  const session = await open(petlog, {}, true);
  expect((await statusOf(petlog)).active_streams).toBe(1);
  expect(await talk(petlog, session, true)).toMatchObject({ status: 200 });
  await expectTone();
  await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
  expect((await statusOf(petlog)).talking).toBeNull();
  expect(await codeOf(await newTalker().open(petlog.url))).toEqual([409, 'privacy']);
});

it('is for admins and those who may, until they may no more', async () => {
  const petlog = await start({ PETLOG_SECURITY_ACCESS: 'accounts' });
  const { operations } = petlog.petlog.control;
  const admin = await apiToken(petlog, 'admin');
  const viewer = await apiToken(petlog, 'viewer');
  expect(await codeOf(await newTalker().open(petlog.url, viewer.bearer))).toEqual([403, 'talk_not_allowed']);
  // Who watches gets the pictures, and no way back.
  const watching = newTalker(true);
  const answer = await watching.open(petlog.url, viewer.bearer);
  expect(await answer.text()).not.toMatch(/^a=recvonly\r?$|^a=sendrecv\r?$/m);
  const muteSession = answer.headers.get('location')?.split('/').at(-1) ?? '';
  expect(await talk(petlog, muteSession, true, viewer.bearer)).toMatchObject({ status: 403, body: { code: 'talk_not_allowed' } });

  await operations['accounts.create']({ name: 'Anna', password: 'correct horse', role: 'viewer' }, kioskCaller);
  const signIn = await call(`${petlog.url}/auth/sign-in`, 'POST', {
    ...{ name: 'Anna', password: 'correct horse', device_name: 'Phone', token_delivery: 'body' },
  });
  expect(signIn.body).toMatchObject({ can_talk: false });
  const bearer = { Authorization: `Bearer ${(signIn.body as { access_token: string }).access_token}` };
  expect(await codeOf(await newTalker().open(petlog.url, bearer))).toEqual([403, 'talk_not_allowed']);
  const [account] = (await operations['accounts.list']({}, kioskCaller)).accounts;
  const id = account?.account_id ?? '';
  expect(await operations['accounts.change']({ id, can_talk: true }, kioskCaller)).toMatchObject({ can_talk: true, role: 'viewer' });
  const session = await open(petlog, bearer);
  expect(await talk(petlog, session, true, admin.bearer)).toMatchObject({ status: 404 });
  expect(await talk(petlog, session, true, bearer)).toMatchObject({ status: 200, body: { talking: { by: 'Phone' } } });
  await expectTone();
  await operations['accounts.change']({ id, can_talk: false }, kioskCaller);
  expect((await statusOf(petlog, admin.bearer)).talking).toBeNull();
  const { entries } = await operations['audit.list']({ page: 1, page_size: 50 }, kioskCaller);
  expect(entries.filter(({ action, outcome }) => action === 'live.talk' && outcome === 'done').length).toBe(1);
});

it('says why nobody can be spoken to', async () => {
  const petlog = await start();
  await fakeSpeaker(directory.path, 'echo "aplay: main:831: audio open error: Device or resource busy" >&2; exit 1');
  const session = await open(petlog);
  const { status, body } = await talk(petlog, session, true);
  expect([status, body]).toMatchObject([
    503,
    { code: 'speaker_unavailable', detail: expect.stringContaining('in use by another program') },
  ]);
  expect((await statusOf(petlog)).talking).toBeNull();
  await call(`${petlog.url}/settings`, 'PATCH', { camera: { speaker: 'off' } });
  expect(await talk(petlog, session, true)).toMatchObject({ status: 503, body: { code: 'speaker_unavailable' } });
  expect(await codeOf(await newTalker().open(petlog.url))).toEqual([503, 'speaker_unavailable']);
  expect(await codeOf(await postOffer(petlog.url, 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=recvonly\r\n'))).toEqual([
    422,
    'invalid_input',
  ]);
});

/** What a camera is set up like, as a file, brought back on a new SD card. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigurationImported } from '../../shared/configuration-file.ts';
import { ask } from '../support/ask.ts';
import { exported, NewCardStage, passphrase, send, setUp } from '../support/new-card-stage.ts';
import { apiToken, type PairedDevice, pairDevice } from '../support/paired-device.ts';
import type { RunningPetLog } from '../support/running-petlog.ts';

const https = { PETLOG_SECURITY_HTTPS: 'true', PETLOG_SERVER_HTTPS_PORT: '0' };

let stage: NewCardStage;

beforeEach(async () => {
  stage = await NewCardStage.create();
});

afterEach(() => stage.end());

const refresh = async (petlog: RunningPetLog, token: string): Promise<{ status: number; body: Record<string, unknown> }> =>
  send(petlog, 'POST', '/auth/refresh', { refresh_token: token });

async function petPicture(petlog: RunningPetLog, device?: Pick<PairedDevice, 'bearer'>): Promise<string> {
  const { httpsPort } = petlog.petlog.address;
  const ca = petlog.petlog.network.trust.authority?.certificate;
  const [pet] = (await send(petlog, 'GET', '/pets', undefined, device)).body as unknown as { picture_url: string }[];
  const { text } = await ask(
    httpsPort === null ? `${petlog.url}${pet?.picture_url ?? ''}` : `https://127.0.0.1:${httpsPort}${pet?.picture_url ?? ''}`,
    { headers: device?.bearer ?? {}, ...(ca === undefined ? {} : { ca }) },
  );
  return createHash('sha256').update(text).digest('hex');
}

it('is the old camera again: authority, people, devices, tokens, cameras, zones, pets and settings', async () => {
  const first = await stage.start(stage.old, { PETLOG_SECURITY_ACCESS: 'accounts' });
  const phone = await pairDevice(first, 'admin', "Anna's phone");
  await setUp(first, phone);
  const token = await apiToken(first, 'viewer');
  const account = await send(first, 'POST', '/auth/accounts', { name: 'Ben', password: 'a long password', role: 'viewer' }, phone);
  expect(account.status).toBe(200);
  await stage.stop(first);
  const camera = await stage.start(stage.old, { ...https, PETLOG_SECURITY_ACCESS: 'accounts' });
  const authority = camera.petlog.network.trust.authority?.fingerprint;
  const picture = await petPicture(camera, phone);
  const file = await exported(camera, phone);
  expect(JSON.stringify(file)).not.toMatch(/Luna|Anna|s3cret|Kitchen.*Garden/);
  // The phone goes on, so that what it shows at last is not in the file.
  const second = await refresh(camera, phone.refreshToken);
  const third = await refresh(camera, String(second.body['refresh_token']));
  expect(third.status).toBe(200);
  await stage.stop(camera);

  const fresh = await stage.start(stage.card, https);
  expect(fresh.petlog.network.trust.authority?.fingerprint).not.toBe(authority);
  const seen = await send(fresh, 'POST', '/configuration/import', { file, passphrase, preview: true });
  expect(seen.status, JSON.stringify(seen.body)).toBe(200);
  const plan = ConfigurationImported.parse(seen.body);
  expect(plan).toMatchObject({ name: 'Kitchen', has_secrets: true, takes_effect: 'preview', left_out: [] });
  expect(Object.fromEntries(plan.changes.map(({ part, added, changed }) => [part, [...added, ...changed]]))).toMatchObject({
    cameras: ['Garden'],
    zones: ['By the window'],
    pets: ['Luna'],
    people: ['Ben'],
    alert_channels: ['House'],
    relays: ['Recorder'],
    alert_rules: expect.arrayContaining(['Luna at the window']) as unknown,
    devices: ["Anna's phone"],
    tokens: ['Integration'],
    authority: [expect.stringContaining('PetLog at home')],
  });
  expect((await send(fresh, 'GET', '/pets', undefined)).body).toEqual([]);
  const imported = await send(fresh, 'POST', '/configuration/import', { file, passphrase });
  expect(imported.body).toMatchObject({ takes_effect: 'next_start' });
  expect((await send(fresh, 'GET', '/live/status', undefined)).body).toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ code: 'configuration_waiting' })]) as unknown,
  });
  await stage.stop(fresh);

  const again = await stage.start(stage.card, https);
  expect(existsSync(join(stage.card, 'restore.json'))).toBe(false);
  expect(again.petlog.network.trust.authority?.fingerprint).toBe(authority);
  expect((await send(again, 'GET', '/pets', undefined)).status).toBe(401);
  // The newest that the phone has, then the next; what came before is a stolen copy.
  const caughtUp = await refresh(again, String(third.body['refresh_token']));
  expect(caughtUp.status, JSON.stringify(caughtUp.body)).toBe(200);
  const device = { bearer: { Authorization: `Bearer ${String(caughtUp.body['access_token'])}` } };
  expect((await send(again, 'GET', '/pets', undefined, token)).body).toMatchObject([{ name: 'Luna', birth_date: '2020-04-01' }]);
  expect(await petPicture(again, device)).toBe(picture);
  expect((await send(again, 'GET', '/zones', undefined, device)).body).toMatchObject({ zones: [{ name: 'By the window' }] });
  expect((await send(again, 'GET', '/relays', undefined, device)).body).toMatchObject({
    relays: [{ name: 'Recorder', url: 'rtsp://cat:<redacted>@192.168.1.30:8554/cat', state: 'off' }],
  });
  const { channels } = (await send(again, 'GET', '/alerts/channels', undefined, device)).body as {
    channels: { channel_id: string; name: string }[];
  };
  const house = channels.find(({ name }) => name === 'House');
  const { rules } = (await send(again, 'GET', '/alerts/rules', undefined, device)).body;
  expect(rules).toContainEqual(expect.objectContaining({ name: 'Luna at the window', channels: [house?.channel_id] }));
  expect(again.petlog.config()).toMatchObject({
    server: { name: 'Kitchen' },
    recording: { max_age_days: 17 },
    cameras: { garden: { source: 'http://192.168.1.20/video', username: 'cam', password: 's3cret pass' } },
    security: { access: 'accounts' },
  });
  const ben = await send(again, 'POST', '/auth/sign-in', { name: 'Ben', password: 'a long password', device_name: 'Laptop' });
  expect(ben.status).toBe(200);
  expect((await refresh(again, phone.refreshToken)).status).toBe(401);
  expect((await refresh(again, String(caughtUp.body['refresh_token']))).status).toBe(401);
});

/** What a camera is set up like, as a file without a passphrase. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from '../support/http-client.ts';
import { exported, filesOf, NewCardStage, setUp, withDigest } from '../support/new-card-stage.ts';

let stage: NewCardStage;

beforeEach(async () => {
  stage = await NewCardStage.create();
});

afterEach(() => stage.end());

it('has no secrets, keeps the passwords that are set here, and says nothing about who comes in', async () => {
  const petlog = await stage.start(stage.old);
  await setUp(petlog);
  const file = await exported(petlog, undefined, false);
  expect(Object.keys(file.sections ?? {}).sort()).toEqual(['alert_rules', 'camera_order', 'known_petlogs', 'pets', 'settings', 'zones']);
  expect(JSON.stringify(file)).not.toContain('s3cret');
  const here = await call(`${petlog.url}/configuration/import`, 'POST', { file, preview: true });
  expect(here.body).toMatchObject({ changes: [], left_out: [], has_secrets: false });

  const other = await stage.start(stage.card);
  const { body } = await call(`${other.url}/configuration/import`, 'POST', { file });
  expect(body['left_out']).toEqual(['cameras.garden.username', 'cameras.garden.password']);
  await stage.stop(other);
  const again = await stage.start(stage.card);
  expect(again.petlog.config().cameras['garden']).toMatchObject({ name: 'Garden', password: '' });
  expect(again.petlog.config().security.access).toBe('open');
});

it('never changes, over the network, which disk and which files are used, nor who is kept out', async () => {
  const petlog = await stage.start(stage.old, { PETLOG_ALLOWED_DIRECTORIES: '/srv/videos' });
  await setUp(petlog);
  await call(`${petlog.url}/settings`, 'PATCH', { camera: { storage_path: 'elsewhere' } });
  const file = await exported(petlog, undefined, false);
  expect(JSON.stringify(file)).not.toContain('allowed_directories');
  const settings = file.sections?.['settings'] as { security?: object; cameras?: Record<string, object> };
  settings.security = { allowed_directories: ['/'], allowed_targets: ['127.0.0.1'], https_key: '/etc/shadow' };
  settings.cameras = { ...settings.cameras, film: { source: 'file:/etc/passwd' } };
  const other = await stage.start(stage.card);
  const { status, body } = await call(`${other.url}/configuration/import`, 'POST', { file: withDigest(file) });
  expect(status, JSON.stringify(body)).toBe(200);
  await stage.stop(other);
  const { camera, cameras, security } = (await stage.start(stage.card)).petlog.config();
  expect(camera.storage_path).toBe('recordings');
  expect(Object.keys(cameras)).toEqual(['garden']);
  expect(security).toMatchObject({ allowed_directories: [], allowed_targets: [], https_key: '' });
});

it('refuses a camera at an address that only the owner of the machine may send PetLog to', async () => {
  const petlog = await stage.start(stage.old);
  const file = await exported(petlog, undefined, false);
  (file.sections as { settings: object }).settings = { cameras: { here: { source: 'http://127.0.0.1:9/' } } };
  const { status, body } = await call(`${petlog.url}/configuration/import`, 'POST', { file: withDigest(file) });
  expect(status).toBe(422);
  expect(body).toMatchObject({ code: 'configuration_not_allowed', detail: expect.stringContaining('cameras.here.source') as unknown });
  expect(await filesOf(stage.old)).not.toContain('restore.json');
});

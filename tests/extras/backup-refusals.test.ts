/** Places that copies may not go to. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import { call } from '../support/http-client.ts';
import { runPetLog } from '../support/running-petlog.ts';
import { backupStage, filesBelow } from '../support/backup-stage.ts';

const stage = backupStage();

it('a remote that wraps another is followed, and those that lead to this machine or are not there are refused', async () => {
  const { server, target } = await stage.targets.rclone();
  const petlog = await stage.start(stage.old.path);
  const { body } = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, remote: 'sealed' });
  const address = `${petlog.url}/backup/targets/${String(body['target_id'])}`;
  const tested = async (remote: string) => {
    await call(address, 'PATCH', { remote });
    return (await call(`${address}/test`, 'POST')).body;
  };
  expect(await tested('sealed')).toEqual({ ok: true, failed_step: null, reason: null });
  expect((await readdir(server.directory)).sort()).toEqual(['sealed']);
  const before = await filesBelow(stage.there.path);
  const reason = sentenceOfFault('rclone_type', { said: 'local' });
  expect(await tested('machine')).toEqual({ ok: false, failed_step: 'type', reason });
  expect(await tested('behind')).toEqual({ ok: false, failed_step: 'type', reason });
  expect(await tested('nowhere')).toMatchObject({ ok: false, failed_step: 'remote' });
  expect(await filesBelow(stage.there.path)).toEqual(before);
  const { rclone } = (await call(`${petlog.url}/backup/targets`, 'GET')).body as { rclone: { configuration_path: string } };
  expect(rclone.configuration_path).toBe(join(stage.there.path, 'configurations', 'rclone', 'rclone.conf'));
});

describe('what cannot be', () => {
  it.each([
    [{ kind: 's3', url: 'https://s3.example.com', bucket: 'Not A Bucket', username: 'a', password: 'b' }, 'bucket'],
    [{ kind: 's3', url: 'https://s3.example.com', bucket: 'petlog', username: 'a' }, 'password'],
    [{ kind: 'webdav', url: 'ftp://nas.example.com/' }, 'url'],
    [{ kind: 'webdav', url: 'https://anna:secret@nas.example.com/' }, 'url'],
    [{ kind: 'webdav', url: 'https://nas.example.com/', folder: '../else' }, 'folder'],
    [{ kind: 'webdav' }, 'url'],
    [{ kind: 'webdav', url: 'https://nas.example.com/', remote: 'nas' }, 'remote'],
    [{ kind: 'ftp', url: 'https://nas.example.com/' }, 'kind'],
    [{ kind: 'rclone' }, 'remote'],
    [{ kind: 'rclone', remote: ':local' }, 'remote'],
    [{ kind: 'rclone', remote: 'nas,ssh=sh' }, 'remote'],
    [{ kind: 'rclone', remote: '-v' }, 'remote'],
    [{ kind: 'rclone', remote: 'nas', folder: '/etc' }, 'folder'],
    [{ kind: 'rclone', remote: 'nas', folder: 'a/../../b' }, 'folder'],
    [{ kind: 'rclone', remote: 'nas', url: 'https://nas.example.com/' }, 'url'],
    [{ kind: 'rclone', remote: 'nas', password: 'secret word' }, 'password'],
  ])('%j', async (input, path) => {
    const petlog = await stage.start(stage.old.path);
    const { status, body } = await call(`${petlog.url}/backup/targets`, 'POST', { name: 'x', ...input });
    expect({ status, path: (body['errors'] as { path: string }[])[0]?.path }).toEqual({ status: 422, path });
  });

  it('a place that has copies already', async () => {
    const petlog = await stage.start(stage.old.path);
    const nas = { name: 'NAS', kind: 'webdav', url: 'https://nas.example.com/dav' };
    expect((await call(`${petlog.url}/backup/targets`, 'POST', nas)).status).toBe(201);
    const refused = await call(`${petlog.url}/backup/targets`, 'POST', { ...nas, name: 'Again', url: 'https://nas.example.com/dav/' });
    const detail = 'Copies go to this place already, as "NAS"; enter another folder, or change that one.';
    expect(refused).toMatchObject({ status: 409, body: { code: 'backup_place_taken', detail } });
    const { targets } = (await call(`${petlog.url}/backup/targets`, 'GET')).body as { targets: { name: string }[] };
    expect(targets.map(({ name }) => name)).toEqual(['NAS']);
  });

  it('an address that only the owner of the machine may send PetLog to', async () => {
    const { target } = await stage.targets.webdav();
    const petlog = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240' }, { dataDirectory: stage.old.path });
    stage.running.push(petlog);
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
    const tested = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST');
    expect(tested.body).toMatchObject({
      ok: false,
      failed_step: 'connect',
      reason: expect.stringContaining('is this machine itself') as unknown,
    });
  });
});

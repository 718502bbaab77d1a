/** Copies after kill -9, encrypted, and looked at each week. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BandwidthLimit } from '../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../main/backup/remote-files.ts';
import { makeKey } from '../../main/backup/sealing/age-file.ts';
import { partBytes, S3Store } from '../../main/backup/s3-store.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { BackupStatus } from '../../shared/backup.ts';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import { BreakableWay, s3 } from '../support/backup-servers.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import {
  addRecording,
  backupStage,
  filesBelow,
  footage,
  hashOf,
  listed,
  patience,
  recordingId,
  statusOf,
} from '../support/backup-stage.ts';

const stage = backupStage();

it('goes on after kill -9 in the middle of a file, and sends at most one part more', async () => {
  const { server, target } = await stage.targets.s3();
  await using way = await BreakableWay.open(server.port);
  const content = randomBytes(3.5 * partBytes);
  await addRecording(stage.old.path, true, content);
  const options = { dataDirectory: stage.old.path, arguments: ['--allowed-targets', '127.0.0.1'] } as const;
  {
    await using petlog = await startPetLog(options);
    const added = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, url: way.url, most_kbps: 40_000 });
    expect(added.status).toBe(201);
    const sentBytes = async (): Promise<number> =>
      BackupStatus.parse((await call(`${petlog.url}/backup/status`, 'GET')).body).targets[0]?.sending?.sent_bytes ?? 0;
    await expect.poll(sentBytes, patience).toBeGreaterThan(1.2 * partBytes);
    await petlog.stop('SIGKILL');
  }
  way.breakNow();
  await using petlog = await startPetLog(options);
  const statusOfProcess = async (): Promise<BackupStatus> => BackupStatus.parse((await call(`${petlog.url}/backup/status`, 'GET')).body);
  await expect.poll(statusOfProcess, patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 1 }] });
  expect(way.passedBytes).toBeLessThan(content.length + partBytes + 200_000);
  const store = new S3Store(
    { ...target, folder: 'petlog', region: 'us-east-1', accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey },
    new RemoteFiles(
      new EnteredAddresses({ allowedTargets: () => ['127.0.0.1'], ownPorts: () => [], ownAddresses: () => [] }),
      new BandwidthLimit(createSystemClock(), () => 0),
      createSystemClock(),
    ),
  );
  const pieces: Buffer[] = [];
  for await (const piece of await store.read(`recordings/2026-05-01/${recordingId}.mp4`, new AbortController().signal)) {
    pieces.push(piece);
  }
  store.close();
  expect(hashOf(Buffer.concat(pieces))).toBe(hashOf(content));
});

it.each(['webdav', 'rclone'] as const)(
  'copies to %s are encrypted once the key was confirmed, opened by age alone, and come back with the key',
  async (kind) => {
    const { server, target } = await stage.targets[kind]();
    await addRecording(stage.old.path, true);
    const petlog = await stage.start(stage.old.path);
    await listed(petlog, 1);
    await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:05Z', duration: 4 });
    const { body: added } = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, enabled: false });
    const id = String(added['target_id']);
    const address = `${petlog.url}/backup/targets/${id}`;
    expect((await call(`${address}/key/confirm`, 'POST', { last_characters: 'ABCDEFGH' })).body).toMatchObject({
      code: 'backup_key_not_made',
    });
    const made = await call(`${address}/key`, 'POST');
    const key = String(made.body['key']);
    expect(made.status).toBe(201);
    expect((await call(`${address}/key/confirm`, 'POST', { last_characters: 'ABCDEFGH' })).body).toMatchObject({
      code: 'backup_key_not_confirmed',
    });
    expect((await call(`${petlog.url}/backup/targets`, 'GET')).body).toMatchObject({ targets: [{ recipient: '' }] });
    const confirmed = await call(`${address}/key/confirm`, 'POST', { last_characters: key.slice(-8).toLowerCase() });
    expect(confirmed.body).toMatchObject({ recipient: made.body['recipient'] });
    expect((await call(address, 'PATCH', { recipient: 'age1other' })).status).toBe(422);
    await call(address, 'PATCH', { enabled: true });
    await expect
      .poll(() => statusOf(petlog), patience)
      .toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2, last_error: null }] });
    expect((await call(`${address}/test`, 'POST')).body).toMatchObject({ ok: true });
    await stage.stop(petlog);

    const files = await filesBelow(server.directory);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((name) => !name.endsWith('.age'))).toEqual([]);
    const everything = await Promise.all((await filesBelow(stage.old.path)).map((name) => readFile(join(stage.old.path, name))));
    expect(everything.some((content) => content.includes(key))).toBe(false);
    await writeFile(join(stage.there.path, 'key.txt'), key);
    const video = files.find((name) => name.endsWith(`${recordingId}.mp4.age`)) ?? '';
    const opened = execFileSync('age', ['-d', '-i', join(stage.there.path, 'key.txt'), join(server.directory, video)], { maxBuffer: 1e9 });
    expect(hashOf(opened)).toBe(hashOf(await readFile(footage)));

    const fresh = await stage.start(stage.card.path);
    const { body } = await call(`${fresh.url}/backup/targets`, 'POST', target);
    const restore = { target_id: body['target_id'], all: true };
    const restored = (input: object) => call(`${fresh.url}/backup/restore`, 'POST', { ...restore, ...input });
    const wrong = await call(`${fresh.url}/backup/restore`, 'POST', { ...restore, key: 'no key at all' });
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.body)).not.toContain('no key at all');
    await restored({});
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'failed', reason: sentenceOfFault('key_missing') });
    await restored({ key: (await makeKey()).identity });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'failed', reason: sentenceOfFault('key_wrong') });
    await restored({ key });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'done', recordings_count: 1, events_count: 1 });
    const back = Buffer.from(await (await fetch(`${fresh.url}/recordings/${recordingId}`)).arrayBuffer());
    expect(hashOf(back)).toBe(hashOf(await readFile(footage)));
  },
);

it.each(['webdav', 'rclone'] as const)(
  'a sample is read back from %s: what is broken is told, sent again, and good the next time',
  async (kind) => {
    const { server, target } = await stage.targets[kind]();
    await addRecording(stage.old.path, true);
    const petlog = await stage.start(stage.old.path);
    await listed(petlog, 1);
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
    const address = `${petlog.url}/backup/targets/${String(body['target_id'])}`;
    const copied = { waiting_count: 0, copied_count: 1 };
    await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ ...copied, last_check: null }] });
    const checked = async (brokenCount: number): Promise<void> => {
      await call(`${address}/check`, 'POST');
      await expect
        .poll(() => statusOf(petlog), patience)
        .toMatchObject({ targets: [{ is_checking: false, last_check: { checked_count: 2, broken_count: brokenCount } }] });
    };
    const problems = async () => (await call(`${petlog.url}/live/status`, 'GET')).body['problems'];
    await checked(0);
    expect(await problems()).toEqual([]);

    const put = await fetch(`${server.url}/petlog/recordings/2026-05-01/${recordingId}.mp4`, {
      method: 'PUT',
      headers: { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` },
      body: 'rotten',
    });
    expect(put.ok).toBe(true);
    await checked(1);
    expect(await problems()).toMatchObject([{ code: 'backup_copies_damaged', message: expect.stringContaining(target.name) as unknown }]);
    await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [copied] });
    await checked(0);
    expect(await problems()).toEqual([]);
  },
);

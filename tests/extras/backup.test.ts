/** Copies of recordings and events on servers that speak WebDAV and S3, and by Debian's rclone, and back on another SD card. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { call } from '../support/http-client.ts';
import {
  addRecording,
  backupStage,
  filesBelow,
  footage,
  hashOf,
  listed,
  patience,
  recordingId,
  startedAt,
  statusOf,
  wrongLogins,
} from '../support/backup-stage.ts';

const stage = backupStage();

describe.each(['webdav', 's3', 'rclone'] as const)('%s', (kind) => {
  it('gets recordings and events with their clips, and gives them back to another SD card', async () => {
    const { server, target } = await stage.targets[kind]();
    await addRecording(stage.old.path, true);
    const petlog = await stage.start(stage.old.path);
    await listed(petlog, 1);
    const logged = await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:05Z', duration: 4 });
    expect(logged.status).toBe(200);
    const added = await call(`${petlog.url}/backup/targets`, 'POST', target);
    expect(added).toMatchObject({ status: 201, body: { password: 'password' in target ? '<redacted>' : '', contents: 'kept' } });
    const id = String(added.body['target_id']);
    expect((await call(`${petlog.url}/backup/targets/${id}/test`, 'POST')).body).toEqual({ ok: true, failed_step: null, reason: null });
    await expect
      .poll(() => statusOf(petlog), patience)
      .toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2, last_error: null }] });

    const files = await filesBelow(server.directory);
    expect(files.some((name) => name.includes(`recordings/2026-05-01/${recordingId}.mp4`))).toBe(true);
    expect(files.some((name) => /events\/2026-05-01\/20260501T120005000Z-\d+\.mp4/.test(name))).toBe(true);
    // What is deleted here stays there.
    await call(`${petlog.url}/recordings/${recordingId}`, 'DELETE');
    await call(`${petlog.url}/backup/targets/${id}`, 'DELETE');
    expect(await filesBelow(server.directory)).toEqual(files);
    await stage.stop(petlog);

    const fresh = await stage.start(stage.card.path);
    const again = await call(`${fresh.url}/backup/targets`, 'POST', target);
    const restore = { target_id: again.body['target_id'], all: true };
    expect((await call(`${fresh.url}/backup/restore`, 'POST', restore)).body).toMatchObject({ state: 'running' });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({
        state: 'done',
        found_count: 2,
        done_count: 2,
        recordings_count: 1,
        events_count: 1,
      });
    const { body } = await call(`${fresh.url}/recordings`, 'GET');
    expect(body).toMatchObject({ recordings: [{ recording_id: recordingId, name: 'Luna jumps', kept: true, timestamp: startedAt }] });
    const video = Buffer.from(await (await fetch(`${fresh.url}/recordings/${recordingId}`)).arrayBuffer());
    expect(hashOf(video)).toBe(hashOf(await readFile(footage)));
    const events = (await call(`${fresh.url}/events`, 'GET')).body['events'] as Record<string, unknown>[];
    expect(events).toMatchObject([
      { event_type: 'playing', timestamp: '2026-05-01T12:00:05.000Z', duration: 4, recording_id: recordingId },
    ]);
    // Nothing comes twice.
    await call(`${fresh.url}/backup/restore`, 'POST', { target_id: restore.target_id, date: '2026-05-01' });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'done', recordings_count: 0, events_count: 0 });
  });

  it('says which step failed, and why, without the password', async () => {
    const { target } = await stage.targets[kind]();
    const petlog = await stage.start(stage.old.path);
    const wrong = { ...target, ...wrongLogins[kind] };
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', wrong);
    const tested = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST');
    expect(tested.body).toMatchObject({
      ok: false,
      failed_step: 'connect',
      reason: expect.stringContaining('does not accept the name and the password') as unknown,
    });
    const everything = JSON.stringify([(await call(`${petlog.url}/backup/targets`, 'GET')).body, await statusOf(petlog), tested.body]);
    expect(everything).not.toContain('wrong word');
    const mended = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}`, 'PATCH', {
      ...('remote' in target ? { remote: target.remote } : { username: target.username, password: target.password }),
    });
    expect(mended.body).toMatchObject({ password: 'password' in target ? '<redacted>' : '' });
    expect((await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST')).body).toMatchObject({ ok: true });
  });
});

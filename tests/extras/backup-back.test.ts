/** What comes back from copies: one, a day, damaged ones among others. */
import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import { SilentServer } from '../support/backup-servers.ts';
import { call } from '../support/http-client.ts';
import { addRecording, backupStage, footage, listed, patience, recordingId, startedAt, statusOf } from '../support/backup-stage.ts';

const stage = backupStage();

it('a recording alone comes back, with its video, and an event without its recording as a clip', async () => {
  const { target } = await stage.targets.webdav();
  await addRecording(stage.old.path, false);
  const petlog = await stage.start(stage.old.path);
  await listed(petlog, 1);
  await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:08Z', duration: 2 });
  await call(`${petlog.url}/backup/targets`, 'POST', { ...target, contents: 'events' });
  await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 1 }] });
  await stage.stop(petlog);
  const fresh = await stage.start(stage.card.path);
  const { body } = await call(`${fresh.url}/backup/targets`, 'POST', target);
  await call(`${fresh.url}/backup/restore`, 'POST', { target_id: body['target_id'], recording_id: recordingId });
  await expect
    .poll(async () => (await statusOf(fresh)).restore, patience)
    .toMatchObject({ state: 'failed', reason: 'There is no copy of that there.' });
  await call(`${fresh.url}/backup/restore`, 'POST', { target_id: body['target_id'], date: '2026-05-01' });
  await expect
    .poll(async () => (await statusOf(fresh)).restore, patience)
    .toMatchObject({ state: 'done', events_count: 1, recordings_count: 1 });
  const { recordings } = (await call(`${fresh.url}/recordings`, 'GET')).body as { recordings: { duration: number }[] };
  expect(recordings).toHaveLength(1);
  expect(recordings[0]?.duration).toBeLessThan(15);
  const [event] = (await call(`${fresh.url}/events`, 'GET')).body['events'] as { clip_url: string }[];
  const clip = await fetch(`${fresh.url}${event?.clip_url ?? ''}`);
  expect({ status: clip.status, type: clip.headers.get('content-type') }).toEqual({ status: 200, type: 'video/mp4' });
  await clip.body?.cancel();
});

it('one recording is chosen among those of a day, a damaged one holds up no other, and what runs can be ended', async () => {
  const { server, target } = await stage.targets.webdav();
  await addRecording(stage.old.path, true);
  const petlog = await stage.start(stage.old.path);
  await listed(petlog, 1);
  const { body: logged } = await call(`${petlog.url}/event`, 'POST', {
    event_type: 'playing',
    timestamp: '2026-05-01T12:00:05Z',
    duration: 4,
  });
  const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
  const id = String(body['target_id']);
  await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2 }] });
  const copies = async (date: string) => (await call(`${petlog.url}/backup/targets/${id}/copies?date=${date}`, 'GET')).body['recordings'];
  const there = { recording_id: recordingId, started_at: startedAt, size_bytes: (await stat(footage)).size };
  expect(await copies('2026-05-01')).toEqual([{ ...there, is_here: true }]);
  expect(await copies('2026-04-01')).toEqual([]);

  // The recording is gone here; the event knows where its video is.
  await call(`${petlog.url}/recordings/${recordingId}`, 'DELETE');
  expect(await copies('2026-05-01')).toEqual([{ ...there, is_here: false }]);
  const eventId = Number(logged['event_id']);
  expect((await call(`${petlog.url}/backup/events/${eventId}`, 'GET')).body).toEqual({ places: [{ target_id: id, name: 'NAS' }] });
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, event_id: eventId });
  await expect
    .poll(async () => (await statusOf(petlog)).restore, patience)
    .toMatchObject({ state: 'done', recordings_count: 1, events_count: 0 });
  expect((await call(`${petlog.url}/events/${eventId}`, 'GET')).body['clip_url']).not.toBeNull();
  expect((await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, event_id: 4711 })).body).toMatchObject({
    code: 'event_not_found',
  });
  expect((await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id })).status).toBe(422);

  const put = await fetch(`${server.url}/petlog/recordings/2026-05-01/20260501T110000000Z-000001.json`, {
    method: 'PUT',
    headers: { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` },
    body: '{"cut',
  });
  expect(put.status).toBe(201);
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, all: true });
  await expect
    .poll(async () => (await statusOf(petlog)).restore, patience)
    .toMatchObject({ state: 'failed', failed_count: 1, done_count: 3, reason: sentenceOfFault('some_broken', { count: '1' }) });
  expect(await copies('2026-05-01')).toContainEqual({ ...there, is_here: true });

  // A server that takes its time.
  await using slow = await SilentServer.open();
  await call(`${petlog.url}/backup/targets/${id}`, 'PATCH', { url: slow.url, password: 'secret word' });
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, all: true });
  await slow.asked;
  expect((await call(`${petlog.url}/backup/restore`, 'DELETE')).body).toMatchObject({ restore: { state: 'cancelled' } });
});

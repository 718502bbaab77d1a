/** A cat comes, is recorded and copied to a bucket; the SD card dies; on another one both event and videos are what they were. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BackupStatus } from '../../shared/backup.ts';
import { type LogEvent, LogEventsPage } from '../../shared/log-events.ts';
import { RecordingsPage } from '../../shared/api.ts';
import { s3, startS3 } from '../support/backup-servers.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 240_000, interval: 250 };

const hashOf = async (address: string): Promise<string> => {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
};
const eventsOf = async (url: string): Promise<LogEvent[]> => LogEventsPage.parse((await call(`${url}/events`, 'GET')).body).events;
const recordingsOf = async (url: string) => RecordingsPage.parse((await call(`${url}/recordings`, 'GET')).body).recordings;
const statusOf = async (url: string) => BackupStatus.parse((await call(`${url}/backup/status`, 'GET')).body);

test('cat, event, copies in a bucket, another SD card, and everything is back', { timeout: 600_000 }, async () => {
  await using there = await temporaryDirectory();
  await using server = await startS3(there.path);
  const target = {
    name: 'Cloud',
    kind: 's3',
    url: server.url,
    bucket: s3.bucket,
    username: s3.accessKey,
    password: s3.secretKey,
    contents: 'all',
  };
  const common = { arguments: ['--allowed-targets', '127.0.0.1'] };
  const dataDirectory = join(there.path, 'card');
  let before: { event: LogEvent; picture: string; videos: Map<string, string> };
  {
    await using petlog = await startPetLog({
      dataDirectory,
      arguments: [...common.arguments, '--camera', `file:${footagePath}`],
      config: { camera: { always_on: true }, detection: { enabled: true }, recording: { automatic: 'visits', min_free_mb: 1 } },
    });
    const { url } = petlog;
    expect((await call(`${url}/backup/targets`, 'POST', target)).status).toBe(201);
    await expect.poll(async () => (await eventsOf(url)).some(({ label }) => label === 'cat'), patience).toBe(true);
    await call(`${url}/live/privacy`, 'POST', { on: true });
    await expect
      .poll(async () => (await eventsOf(url)).every(({ ended_at, recording_id }) => ended_at !== null && recording_id !== null), patience)
      .toBe(true);
    const [events, recordings] = [await eventsOf(url), await recordingsOf(url)];
    const all = { waiting_count: 0, last_error: null, copied_count: events.length + recordings.length };
    await expect.poll(async () => (await statusOf(url)).targets[0], patience).toMatchObject(all);
    const event = events.find(({ label }) => label === 'cat');
    if (event === undefined) {
      throw new Error('no cat');
    }
    const hashes = await Promise.all(
      recordings.map(async ({ recording_id: id }) => [id, await hashOf(`${url}/recordings/${id}`)] as const),
    );
    before = { event, picture: await hashOf(`${url}/events/${event.event_id}/picture`), videos: new Map(hashes) };
    await petlog.stop('SIGKILL');
  }
  await rm(dataDirectory, { recursive: true, force: true });

  await using fresh = await startPetLog(common);
  const { url } = fresh;
  const { body } = await call(`${url}/backup/targets`, 'POST', target);
  await call(`${url}/backup/restore`, 'POST', { target_id: body['target_id'], all: true });
  await expect
    .poll(async () => (await statusOf(url)).restore, patience)
    .toMatchObject({ state: 'done', failed_count: 0, recordings_count: before.videos.size });
  const { timestamp, label, duration } = before.event;
  const event = (await eventsOf(url)).find((one) => one.timestamp === timestamp);
  expect(event).toMatchObject({ label, duration, recording_id: before.event.recording_id });
  expect(await hashOf(`${url}/events/${event?.event_id ?? 0}/picture`)).toBe(before.picture);
  for (const [id, hash] of before.videos) {
    expect(await hashOf(`${url}/recordings/${id}`)).toBe(hash);
  }
});

/**
 * A cat comes; a phone hears of her by an encrypted push, shows her picture, and a tap opens her clip. Event and recordings are copied
 * to a bucket; the SD card dies; on another one picture and videos are what they were, and the clip plays.
 */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { PushMessage } from '../../shared/alerts-push.ts';
import { LiveStatus, RecordingsPage } from '../../shared/api.ts';
import { BackupStatus } from '../../shared/backup.ts';
import { type LogEvent, LogEventsPage } from '../../shared/log-events.ts';
import { AlertedPage } from '../support/alerted-page.ts';
import { s3, startS3 } from '../support/backup-servers.ts';
import { wholeBrowser } from '../support/chromium.ts';
import { test } from '../support/dashboard.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { PushBrowser, PushService } from '../support/push-service.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// The headless shell has no notifications.
test.use({ launchOptions: wholeBrowser(), serviceWorkers: 'allow' });

const patience = { timeout: 240_000, intervals: [250] };

async function bytesOf(address: string): Promise<Buffer> {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}
const hashOf = async (address: string): Promise<string> =>
  createHash('sha256')
    .update(await bytesOf(address))
    .digest('hex');
const eventsOf = async (url: string): Promise<LogEvent[]> => LogEventsPage.parse((await call(`${url}/events`)).body).events;
const recordingsOf = async (url: string) => RecordingsPage.parse((await call(`${url}/recordings`)).body).recordings;
const statusOf = async (url: string) => BackupStatus.parse((await call(`${url}/backup/status`)).body);

/** The dialog of a cat's visit is open, and her clip plays. */
async function expectClip(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: /cat/i })).toBeVisible();
  await expect.poll(() => dialog.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.3);
}

test('cat, notification with her picture, clip, copies in a bucket, another SD card, and everything is back', async ({ page, context }) => {
  test.setTimeout(600_000);
  await using there = await temporaryDirectory();
  await using server = await startS3(join(there.path, 'bucket'));
  const service = await PushService.start();
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => service.close());
  const certificate = join(there.path, 'push-service.pem');
  await writeFile(certificate, service.certificate);
  const place = { kind: 's3', url: server.url, bucket: s3.bucket, username: s3.accessKey, password: s3.secretKey };
  const target = { name: 'Cloud', ...place, contents: 'all' };
  const common = { arguments: ['--allowed-targets', '127.0.0.1'], environment: { NODE_EXTRA_CA_CERTS: certificate } };
  const dataDirectory = join(there.path, 'card');
  let before: { event: LogEvent; picture: string; videos: Map<string, string> };
  {
    await using petlog = await startPetLog({
      ...common,
      dataDirectory,
      arguments: [...common.arguments, '--camera', `file:${footagePath}`],
      config: { camera: { always_on: true }, detection: { enabled: true }, recording: { automatic: 'visits', min_free_mb: 1 } },
    });
    const { url } = petlog;
    expect((await call(`${url}/backup/targets`, 'POST', target)).status).toBe(201);
    // The rules are those of a new PetLog.
    const phone = new PushBrowser();
    const subscription = { endpoint: service.endpoint('phone', '127.0.0.1'), keys: phone.keys, language: 'en', device_name: 'Phone' };
    expect((await call(`${url}/alerts/push-subscriptions`, 'POST', subscription)).status).toBe(201);
    const pushed = (): PushMessage[] => service.messages.map(({ body }) => PushMessage.parse(phone.read(body)));
    const ofCat = async (): Promise<LogEvent | undefined> => (await eventsOf(url)).find(({ label }) => label === 'cat');
    await expect.poll(ofCat, patience).toBeDefined();
    const message = async (): Promise<PushMessage | undefined> => {
      const cat = await ofCat();
      return pushed().find(({ event_id: id, picture_path: picture }) => id === cat?.event_id && picture !== null);
    };
    await expect.poll(message, patience).toBeDefined();
    await call(`${url}/live/privacy`, 'POST', { on: true });
    await expect.poll(async () => (await eventsOf(url)).filter(({ ended_at: end }) => end === null), patience).toEqual([]);
    await expect.poll(async () => (await ofCat())?.recording_id ?? null, patience).not.toBeNull();
    await expect.poll(async () => LiveStatus.parse((await call(`${url}/live/status`)).body).recording, patience).toBe(false);

    const event = (await ofCat())!;
    const alerted = await AlertedPage.open(page, context, url);
    const picture = await bytesOf(`${url}/events/${event.event_id}/picture`);
    const sent = (await message())!;
    // A worker that is just being started may be handed nothing yet.
    await expect(async () => {
      await alerted.push(sent);
      await expect.poll(() => alerted.shown(), { timeout: 10_000 }).toHaveLength(1);
    }).toPass();
    const [{ title, image }] = (await alerted.shown()) as [Awaited<ReturnType<AlertedPage['shown']>>[number]];
    expect(title).toMatch(/cat/i);
    expect(Buffer.from(image.replace(/^data:image\/jpeg;base64,/, ''), 'base64').equals(picture)).toBe(true);
    await alerted.tap();
    await expectClip(page);

    const [events, recordings] = [await eventsOf(url), await recordingsOf(url)];
    const all = { waiting_count: 0, last_error: null, copied_count: events.length + recordings.length };
    await expect.poll(async () => (await statusOf(url)).targets[0], patience).toMatchObject(all);
    const hashes = await Promise.all(
      recordings.map(async ({ recording_id: id }) => [id, await hashOf(`${url}/recordings/${id}`)] as const),
    );
    before = { event, picture: createHash('sha256').update(picture).digest('hex'), videos: new Map(hashes) };
    await page.goto('about:blank');
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
  const event = (await eventsOf(url)).find((one) => one.timestamp === timestamp)!;
  expect(event).toMatchObject({ label, duration, recording_id: before.event.recording_id });
  expect(await hashOf(`${url}/events/${event.event_id}/picture`)).toBe(before.picture);
  for (const [id, hash] of before.videos) {
    expect(await hashOf(`${url}/recordings/${id}`)).toBe(hash);
  }
  await page.goto(`${url}/app/activity?event=${event.event_id}`);
  await expectClip(page);
});

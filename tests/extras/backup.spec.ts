/** More › Backup: settings to a file, and back. */
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { BackupStatus } from '../../shared/backup.ts';
import { ConfigurationFile } from '../../shared/configuration-file.ts';
import { startWebDav } from '../support/backup-servers.ts';
import { test } from '../support/dashboard.ts';
import { addFootageRecording } from '../support/footage-recording.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const passphrase = 'correct horse';

async function post(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.status).toBe(201);
}

test('settings are saved to a file, and what it would change is shown before it is brought back', async ({ start, page }, testInfo) => {
  const petlog = await start();
  await post(petlog.url, '/pets', { name: 'Luna', species: 'cat' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${petlog.url}/app/more`);
  await page.getByRole('link', { name: /Backup/ }).click();
  await expect(page.getByRole('heading', { name: 'Backup', level: 1 })).toBeVisible();

  const save = page.locator('petlog-save-settings');
  await save.getByLabel('Passphrase for the file').fill('short');
  await save.getByRole('button', { name: 'Save file' }).click();
  await expect(save.getByRole('alert')).toHaveText('Use at least 8 characters, or leave it empty.');
  await save.getByLabel('Passphrase for the file').fill(passphrase);
  await save.getByRole('button', { name: 'Save file' }).click();
  await expect(save.getByRole('alert')).toHaveText('The two passphrases are not the same.');
  await save.getByLabel('The passphrase once more').fill(passphrase);
  const [download] = await Promise.all([page.waitForEvent('download'), save.getByRole('button', { name: 'Save file' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^PetLog-\d{4}-\d\d-\d\d\.petlog\.json$/);
  const path = testInfo.outputPath('saved.json');
  await download.saveAs(path);
  const content = await readFile(path, 'utf8');
  expect(ConfigurationFile.parse(JSON.parse(content)).sealed).not.toBeNull();
  await expect(save.getByRole('status')).toContainText('among your downloads');

  await post(petlog.url, '/pets', { name: 'Mimi', species: 'cat' });
  const bring = page.locator('petlog-bring-settings-back');
  const choose = (name: string, buffer: Buffer): Promise<void> =>
    bring.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/json', buffer });
  await choose('holiday.json', Buffer.from('{"cut'));
  await expect(bring.getByRole('alert')).toContainText('not a file of saved PetLog settings');
  await choose('saved.json', Buffer.from(content));
  await bring.getByLabel('Passphrase for the file').fill('wrong horse');
  await bring.getByRole('button', { name: 'See what changes' }).click();
  await expect(bring.getByRole('alert')).toContainText('The passphrase is wrong');
  await bring.getByLabel('Passphrase for the file').fill(passphrase);
  await bring.getByRole('button', { name: 'See what changes' }).click();
  await expect(bring.getByRole('listitem')).toHaveText(['Petsremoved: Mimi']);
  expect(await overflowingTexts(page)).toEqual([]);

  await bring.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(bring.getByRole('status').last()).toBeHidden();
  await bring.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
  await expect(bring.getByRole('status').last()).toContainText('This takes effect when PetLog starts again');
});

test('a place by rclone is added by the name of its remote, and its test says what is missing', async ({ start, page }) => {
  await using there = await temporaryDirectory();
  const petlog = await start({ environment: { XDG_CONFIG_HOME: there.path } });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${petlog.url}/app/more`);
  await page.getByRole('link', { name: /Backup/ }).click();
  await page.getByRole('button', { name: 'Add a place' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Kind').selectOption('rclone');
  await expect(dialog.getByText(`It is kept in ${there.path}/rclone/rclone.conf`)).toBeVisible();
  await expect(dialog.getByText(/^sudo -u \S+ -H rclone config$/)).toBeVisible();
  await expect(dialog.getByLabel('Address')).toBeHidden();
  expect(await overflowingTexts(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflowingTexts(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await dialog.getByLabel('Name', { exact: true }).fill('Cloud');
  await dialog.getByLabel('Remote', { exact: true }).fill(':local:');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Enter the name of a remote');
  await dialog.getByLabel('Remote', { exact: true }).fill('cloud');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const place = page.getByRole('article', { name: 'Cloud' });
  await place.getByRole('button', { name: 'Test' }).click();
  await expect(place.getByRole('alert')).toContainText('rclone has no remote "cloud"');
  await place.getByRole('button', { name: 'Change' }).click();
  await expect(dialog.getByLabel('Remote', { exact: true })).toHaveValue('cloud');
  expect(await overflowingTexts(page)).toEqual([]);
});

test('copies are encrypted with a key that is shown once, and a recording comes back with it', async ({ start, page }) => {
  await using there = await temporaryDirectory();
  await using server = await startWebDav(there.path, 'anna', 'secret word');
  const petlog = await start({ arguments: ['--allowed-targets', '127.0.0.1'] });
  await fetch(`${petlog.url}/live/record/start`, { method: 'POST' });
  await expect.poll(async () => ((await (await fetch(`${petlog.url}/live/status`)).json()) as { recording: boolean }).recording).toBe(true);
  await fetch(`${petlog.url}/live/record/stop`, { method: 'POST' });
  const target = { name: 'NAS', kind: 'webdav', url: `${server.url}/`, username: 'anna', password: 'secret word', contents: 'all' };
  await post(petlog.url, '/backup/targets', { ...target, enabled: false });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${petlog.url}/app/more`);
  await page.getByRole('link', { name: /Backup/ }).click();
  const place = page.getByRole('article', { name: 'NAS' });
  await place.getByRole('button', { name: 'Encrypt' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const key = (await dialog.getByLabel('Key', { exact: true }).textContent()) ?? '';
  expect(key).toMatch(/^AGE-SECRET-KEY-1/);
  await dialog.getByLabel('The last 8 characters of the key').fill('WRONG');
  await dialog.getByRole('button', { name: 'Encrypt' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not the last 8 characters');
  await dialog.getByLabel('The last 8 characters of the key').fill(key.slice(-8));
  await dialog.getByRole('button', { name: 'Encrypt' }).click();
  await expect(place.getByText('Encrypted', { exact: true })).toBeVisible();

  await place.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Copy to this place').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(place.getByText('1 copies there')).toBeVisible({ timeout: 60_000 });
  const { recordings } = (await (await fetch(`${petlog.url}/recordings`)).json()) as { recordings: { recording_id: string }[] };
  await fetch(`${petlog.url}/recordings/${recordings[0]?.recording_id ?? ''}`, { method: 'DELETE' });

  await place.getByRole('button', { name: 'Bring back' }).click();
  await dialog.locator('select[name=what]').selectOption({ label: 'One recording' });
  await expect(dialog.locator('select[name=recording]')).toBeVisible();
  expect(await overflowingTexts(page)).toEqual([]);
  await page.setViewportSize({ width: 800, height: 480 });
  await dialog.getByRole('button', { name: 'Start' }).click();
  const copies = page.locator('petlog-copies');
  await expect(copies.getByRole('alert')).toContainText('enter the key');
  await place.getByRole('button', { name: 'Bring back' }).click();
  await dialog.locator('select[name=what]').selectOption({ label: 'One recording' });
  await dialog.getByLabel('Key', { exact: true }).fill(key.toLowerCase());
  await expect(dialog.locator('select[name=recording]')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(copies.getByText('Back again: 1 recordings, 0 events.')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowingTexts(page)).toEqual([]);
});

test('the video of an event comes back from its copy, and what is broken there is told with what to do', async ({ start, page }) => {
  await using there = await temporaryDirectory();
  await using old = await temporaryDirectory();
  await using server = await startWebDav(there.path, 'anna', 'secret word');
  const startedAtMilliseconds = Date.parse('2026-05-01T12:00:00Z');
  const recordingId = '20260501T120000000Z-000001';
  await addFootageRecording(old.path, { recordingId, startedAtMilliseconds, name: 'Luna jumps', isKept: true });
  const petlog = await start({ dataDirectory: old.path, arguments: ['--allowed-targets', '127.0.0.1'] });
  const recordings = async (): Promise<unknown> => (await fetch(`${petlog.url}/recordings/${recordingId}`, { method: 'HEAD' })).status;
  await expect.poll(recordings, { timeout: 30_000 }).toBe(200);
  const logged = await fetch(`${petlog.url}/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event_type: 'playing', timestamp: '2026-05-01T12:00:05Z', duration: 4 }),
  });
  const { event_id: eventId } = (await logged.json()) as { event_id: number };
  const target = { name: 'NAS', kind: 'webdav', url: `${server.url}/`, username: 'anna', password: 'secret word' };
  await post(petlog.url, '/backup/targets', target);
  await expect
    .poll(async () => BackupStatus.parse(await (await fetch(`${petlog.url}/backup/status`)).json()).targets[0], { timeout: 60_000 })
    .toMatchObject({ waiting_count: 0, copied_count: 2 });
  const remove = (): Promise<Response> => fetch(`${petlog.url}/recordings/${recordingId}`, { method: 'DELETE' });
  await remove();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${petlog.url}/app/activity/${eventId}`);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('A copy of this event is in “NAS”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Bring the video back' }).click();
  await expect(dialog.locator('video')).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole('button', { name: 'Bring the video back' })).toBeHidden();
  expect(await overflowingTexts(page)).toEqual([]);

  // A copy rots, another is cut, and nothing of them is here any more.
  const put = (path: string, body: string): Promise<Response> =>
    fetch(`${server.url}/petlog/${path}`, {
      method: 'PUT',
      headers: { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` },
      body,
    });
  expect((await put(`recordings/2026-05-01/${recordingId}.mp4`, 'rotten')).ok).toBe(true);
  expect((await put('recordings/2026-05-01/20260501T110000000Z-000001.json', '{"cut')).ok).toBe(true);
  await remove();
  await page.goto(`${petlog.url}/app/more/backup`);
  const place = page.getByRole('article', { name: 'NAS' });
  await place.getByRole('button', { name: 'Check copies' }).click();
  await expect(place.getByText(/of them not as they were sent/)).toBeVisible({ timeout: 30_000 });
  await place.getByRole('button', { name: 'Bring back' }).click();
  await dialog.locator('select[name=what]').selectOption({ label: 'Everything' });
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(page.locator('petlog-copies').getByRole('alert')).toContainText('Nothing came back', { timeout: 30_000 });
  for (const [width, height] of [
    [390, 844],
    [800, 480],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await overflowingTexts(page)).toEqual([]);
  }
  await server[Symbol.asyncDispose]();
  await place.getByRole('button', { name: 'Check copies' }).click();
  await expect(place.getByText(/^The copies could not be checked\. The server refuses the connection/)).toBeVisible({ timeout: 30_000 });
});

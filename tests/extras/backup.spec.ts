/** More › Backup: settings to a file, and back. */
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { ConfigurationFile } from '../../shared/configuration-file.ts';
import { test } from '../support/dashboard.ts';
import { overflowingTexts } from '../support/overflow.ts';

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
  await expect(bring.getByRole('status').last()).toContainText('Done as soon as PetLog starts again');
});

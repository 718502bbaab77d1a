/** More › Media servers: adding one whose address was tried, its state, off and on, and removing it with a way back. */
import { expect } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { freeTcpPort, startMediaServer } from '../support/media-server.ts';
import { overflowingTexts } from '../support/overflow.ts';

test('a media server is added once its address was tried, shown at work, switched off, and removed with a way back', async ({
  start,
  page,
}) => {
  const petlog = await start({ environment: { PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1', PETLOG_CAMERA_RESOLUTION: '320x240' } });
  const port = await freeTcpPort();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${petlog.url}/app/more`);
  await page.getByRole('link', { name: /Media servers/ }).click();
  await expect(page.getByRole('heading', { name: 'Media servers', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Add a server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Frigate');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('frigate.home');
  await dialog.getByRole('button', { name: 'Test the address' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Enter an address that begins with rtsp://');
  // A token is for WHIP alone.
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://frigate.home/whip');
  await expect(dialog.getByLabel('Token')).toBeVisible();
  await expect(dialog.getByRole('switch', { name: 'Send the sound too' })).toBeChecked();
  await dialog.getByRole('switch', { name: 'Send the sound too' }).uncheck();
  const address = `rtsp://cat:meow-meow@127.0.0.1:${port}/live/cat`;
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('button', { name: 'Test the address' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    `It could not be reached. 127.0.0.1:${port} refuses the connection: nothing listens at that port.`,
  );
  await expect(dialog.getByLabel('Token')).toBeHidden();
  await using server = startMediaServer('rtsp', port);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const relay = page.getByRole('article', { name: 'Frigate' });
  expect(await (await page.request.get(`${petlog.url}/relays`)).json()).toMatchObject({ relays: [{ sound: false, bearer_token: '' }] });
  await server.pictures(5);
  await expect(relay).toContainText('Live there');
  await expect(relay).toContainText(`rtsp://cat:<redacted>@127.0.0.1:${port}/live/cat`);
  await expect(page.locator('body')).not.toContainText('meow-meow');
  expect(await overflowingTexts(page)).toEqual([]);
  await page.setViewportSize({ width: 800, height: 480 });

  await relay.getByRole('switch', { name: 'Send live video there' }).uncheck();
  await expect(relay).toContainText('Off');
  await relay.getByRole('button', { name: 'Remove' }).click();
  await expect(relay).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(relay).toBeVisible();
  await relay.getByRole('button', { name: 'Remove' }).click();
  // Leaving the page removes what is on its way out.
  await page.getByRole('link', { name: 'More' }).first().click();
  await page.getByRole('link', { name: /Media servers/ }).click();
  await expect(page.getByText('No media server yet')).toBeVisible();
});

/** More › Home Assistant: a broker is added, says what is wrong, and is connected; the live picture's address is there to copy. */
import { expect } from '@playwright/test';
import { accessibilityViolations } from '../support/accessibility.ts';
import { test } from '../support/dashboard.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { overflowingTexts } from '../support/overflow.ts';

const account = { username: 'petlog', password: 'hunter22' };

test('a broker says what is wrong, is mended, and knows PetLog', async ({ start, page }) => {
  await using broker = await Mosquitto.open({ account });
  const { url } = await start({ config: { security: { allowed_targets: ['127.0.0.1'] } } });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/app/more`);
  await page.getByRole('link', { name: /Home Assistant/ }).click();
  await expect(page.getByText(/^No broker yet\./)).toBeVisible();
  await expect(page.getByLabel('Address of PetLog')).toHaveValue(`${url}/live/stream`);
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);

  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a broker' }).click();
  await expect(dialog.getByRole('heading', { name: 'Add a broker' })).toBeVisible();
  await dialog.getByLabel('Broker').fill(broker.url);
  await dialog.getByLabel('User name').fill(account.username);
  await dialog.getByLabel('Password').fill('hunter23');
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await overflowingTexts(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add and test' }).click();
  const row = page.locator('petlog-channel-list [data-channel]');
  await expect(row.getByRole('alert')).toContainText('Signing in failed: 127.0.0.1 does not');
  await expect(row).toContainText('not connected');

  await row.getByRole('button', { name: 'Change MQTT' }).click();
  await dialog.getByLabel('Password').fill(account.password);
  await dialog.getByLabel('Topics begin with').fill('house/cats');
  await dialog.getByText('Accept commands').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await row.getByRole('button', { name: 'Test' }).click();
  await expect(row.getByRole('status')).toHaveText('The test was accepted.');
  await expect(row).not.toContainText('not connected');
  const listener = await broker.listener(['house/cats/#', 'homeassistant/#'], account);
  await listener.until(() => listener.text('house/cats/available') === 'online' && listener.now.has('house/cats/main/status'));
  const devices = [...listener.now].filter(([topic]) => topic.endsWith('/config')).map(([, payload]) => payload.toString());
  expect(devices).toHaveLength(2);
  expect(devices.join()).not.toContain('command_topic');
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);

  await row.getByRole('button', { name: 'Remove MQTT' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(/^No broker yet\./)).toBeVisible();
  await listener.until(() => [...listener.now.keys()].every((topic) => topic.endsWith('/echo') || topic.endsWith('/alerts')));
});

/** Alerts: where to, what, and what was sent. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { accessibilityViolations } from '../support/accessibility.ts';
import { test } from '../support/dashboard.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { WebReceiver } from '../support/web-receiver.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a channel says what went wrong, a rule sends by it, and what was sent leads to its moment', async ({ start, page }) => {
  const receiver = await WebReceiver.start();
  const { url } = await start({ config: { security: { allowed_targets: ['127.0.0.1'] } } });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/app/more`);
  await page.getByRole('link', { name: /^Alerts/ }).click();
  const dialog = page.getByRole('dialog');

  await button(page, 'Add a channel').click();
  await dialog.getByLabel('Kind').selectOption('Webhook');
  await button(page, 'Add and test').click();
  await expect(dialog.getByRole('alert')).toHaveText('Enter this too: Address.');
  expect(await accessibilityViolations(page)).toEqual([]);
  receiver.answer = (_request, response) => response.writeHead(403).end();
  await dialog.getByLabel('Name').fill('Cellar');
  await dialog.getByLabel('Address').fill(`${receiver.url}/hook`);
  await button(page, 'Add and test').click();
  const channel = page.locator('petlog-channel-list [data-channel]').filter({ hasText: 'Cellar' });
  await expect(channel.getByRole('alert')).toContainText('403');
  receiver.answer = (_request, response) => response.end();
  await channel.getByRole('button', { name: 'Test' }).click();
  await expect(channel.getByRole('status')).toHaveText('The test was accepted.');

  await button(page, 'Add a rule').click();
  await dialog.getByLabel('Name').fill('All of it');
  await dialog.getByRole('button', { name: 'Everything' }).click();
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await button(page, 'Save').click();
  const rule = page.locator('petlog-rule-list li').filter({ hasText: 'All of it' });
  await expect(rule).toContainText('To: Phones and browsers, Cellar');
  await button(page, 'Remove All of it').click();
  await expect(rule).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(rule).toBeVisible();
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);

  await button(page, 'Away').click();
  await expect(button(page, 'Away')).toHaveAttribute('aria-pressed', 'true');
  expect(await (await fetch(`${url}/presence`)).json()).toMatchObject({ home: false });
  await button(page, '30 minutes').click();
  await expect(page.getByText(/^No alerts until /)).toBeVisible();
  await button(page, 'End the snooze').click();
  await expect(button(page, '30 minutes')).toBeVisible();

  await fetch(`${url}/event?event_type=playing&duration=3`, { method: 'POST' });
  const sent = page.locator('petlog-delivery-list [data-state="delivered"]').filter({ hasText: 'Cellar' });
  await expect(sent).toContainText('Somebody played', { timeout: 60_000 });
  await sent.getByRole('link').click();
  await expect(dialog.getByRole('heading', { name: /^Somebody played/ })).toBeVisible();

  await page.goBack();
  await button(page, 'Remove Cellar').click();
  await expect(dialog).toContainText('Remove Cellar?');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(channel).toHaveCount(0);
  await receiver.close();
});

test('one rule alone is snoozed, says until when, and tells again', async ({ start, page }) => {
  const { url } = await start();
  const rules = page.locator('petlog-rule-list [data-rule]');
  const rule = rules.filter({ hasText: 'Camera problems' });
  const choices = rule.getByRole('group', { name: 'Snooze Camera problems' });
  const snoozed = async (): Promise<string[]> => {
    const { rules: all } = (await (await fetch(`${url}/alerts/rules`)).json()) as {
      rules: { name: string; snoozed_until: string | null }[];
    };
    return all.filter(({ snoozed_until: until }) => until !== null).map(({ name }) => name);
  };
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${url}/app/more/alerts`);
  const opener = button(page, 'Snooze Camera problems');
  await opener.click();
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(choices.getByRole('button')).toHaveText(['15 minutes', '30 minutes', '60 minutes', 'Until morning']);
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await choices.getByRole('button', { name: '60 minutes' }).click();
  await expect(rule.getByRole('status')).toHaveText(/^Snoozed until \d?\d:\d\d( [AP]M)?\.$/);
  await expect(choices).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(rules.getByRole('status')).toHaveCount(1);
  await expect(page.getByText(/^No alerts until /)).toHaveCount(0);
  expect(await snoozed()).toEqual(['Camera problems']);
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);

  // It is still said while all of them are snoozed, and holds on after that.
  await button(page, '15 minutes').click();
  await expect(page.getByText(/^No alerts until /)).toBeVisible();
  await expect(rules.getByRole('status')).toHaveCount(1);
  await page.locator('petlog-quiet-card').getByRole('button', { name: 'End the snooze' }).click();
  await expect(page.getByText(/^No alerts until /)).toHaveCount(0);
  await page.reload();
  await expect(rule.getByRole('status')).toBeVisible();
  await rule.getByRole('button', { name: 'End the snooze' }).click();
  await expect(rule.getByRole('status')).toHaveCount(0);
  await expect(opener).toBeFocused();
  expect(await snoozed()).toEqual([]);
});

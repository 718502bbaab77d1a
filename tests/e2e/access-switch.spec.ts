import { expect, type Page, type Response } from '@playwright/test';
import { test } from '../support/dashboard.ts';

const twoCameras = {
  config: {
    camera: { source: 'mock', resolution: [320, 180] as [number, number], name: 'Kitchen' },
    cameras: { garden: { source: 'mock', resolution: [320, 180] as [number, number], name: 'Garden' } },
  },
};

/** What nothing may be wider than. */
const overflows = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test.describe('who may come in', () => {
  test('is switched by a card, without shutting out who does it, and back', async ({ start, page, browser }) => {
    const petlog = await start(twoCameras);
    const other = await (await browser.newContext()).newPage();
    await other.goto(petlog.url);
    await expect(other.locator('petlog-open-notice')).toBeVisible();
    await page.goto(`${petlog.url}/app/more/people`);
    const invited = page.getByRole('button', { name: /^Only people I invite/ }).first();
    const everyone = page.getByRole('button', { name: /^Everyone at home/ });
    await expect(everyone).toHaveAttribute('aria-pressed', 'true');

    await invited.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('is let in first, and can change everything');
    await dialog.getByRole('button', { name: 'Only people I invite' }).click();
    await expect(invited).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('listitem').filter({ hasText: 'This device' })).toContainText('Can watch and change things');
    await expect(other.getByText('This camera is private')).toBeVisible();
    await page.reload();
    await expect(invited).toHaveAttribute('aria-pressed', 'true');

    await everyone.click();
    await dialog.getByRole('button', { name: 'Let in everyone' }).click();
    await expect(everyone).toHaveAttribute('aria-pressed', 'true');
    await other.context().close();
  });

  test('somebody who is invited to one camera sees that one alone', async ({ start, page, browser }) => {
    const petlog = await start(twoCameras);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${petlog.url}/app/more/people`);
    await page
      .getByRole('button', { name: /^Only people I invite/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Only people I invite' }).click();
    await page.getByRole('button', { name: 'Add a device' }).click();
    await expect(page.locator('petlog-invite-dialog .code')).toBeVisible();
    await page.getByLabel('All cameras, also new ones').click();
    const invitation = (): Promise<Response> =>
      page.waitForResponse((response) => response.url().endsWith('/auth/invitations') && response.request().method() === 'POST');
    const forGarden = invitation();
    await page.getByLabel('Kitchen').click();
    await forGarden;
    await page.getByLabel('Garden').click(); // nobody is let in to see nothing
    await expect(page.getByText('Choose at least one camera.')).toBeVisible();
    const again = invitation();
    await page.getByLabel('Garden').click();
    const code = ((await (await again).json()) as { code: string }).code;
    await expect(page.locator('petlog-invite-dialog .code')).toContainText(code.slice(3));
    expect(await overflows(page)).toBe(false);

    const guest = await (await browser.newContext()).newPage();
    await guest.goto(`${petlog.url}/#pair=${code}`);
    await guest.getByLabel('Name of this device').fill("Grandma's tablet");
    await guest.getByRole('button', { name: 'Add this device' }).click();
    await expect(page.getByText("Grandma's tablet was added")).toBeVisible();
    const cameras = await guest.evaluate(async () => (await (await fetch('/cameras')).json()) as { cameras: { camera_id: string }[] });
    expect(cameras.cameras.map(({ camera_id }) => camera_id)).toEqual(['garden']);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Grandma's tablet" })).toContainText('Only Garden');

    await page.getByRole('button', { name: "Change Grandma's tablet" }).click();
    await page.getByRole('dialog').getByLabel('All cameras, also new ones').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Grandma's tablet" })).not.toContainText('Only');
    await guest.context().close();
  });
});

/** More › HomeKit: the code is there to be scanned, a home is paired by it, and is gone when its pairing is removed. */
import { expect } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { accessibilityViolations } from '../support/accessibility.ts';
import { test } from '../support/dashboard.ts';
import { HomeController } from '../support/home-controller.ts';
import { overflowingTexts } from '../support/overflow.ts';

const sizes = [
  { width: 390, height: 844 },
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
];

test('a home scans the code, has the cameras, and is forgotten', async ({ start, page }) => {
  const { url } = await start({ config: { homekit: { port: 0 } } });
  await page.setViewportSize(sizes[0]!);
  await page.goto(`${url}/app/more`);
  await page.getByRole('link', { name: /HomeKit/ }).click();
  await expect(page.getByText('Home does not know this camera.')).toBeVisible();
  await page.getByText("Cameras in Apple's Home").click();
  await expect(page.getByText('Ready to be added.')).toBeVisible({ timeout: 60_000 });

  const status = (await (await fetch(`${url}/integrations/homekit`)).json()) as { port: number; setup_uri: string; setup_code: string };
  await expect(page.getByText(status.setup_code)).toBeVisible();
  const picture = PNG.sync.read(await page.getByRole('img', { name: 'Code for the Home app' }).screenshot());
  expect(jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(status.setup_uri);
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await overflowingTexts(page)).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
  }

  const home = new HomeController(status.port);
  await home.client.pairSetup(status.setup_code);
  await expect(page.getByText('Home has these cameras.')).toBeVisible();
  await expect(page.getByText(status.setup_code)).toBeHidden();
  await home.close();
  await page.getByRole('button', { name: 'Remove the pairing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Ready to be added.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(status.setup_code)).toBeHidden();
});

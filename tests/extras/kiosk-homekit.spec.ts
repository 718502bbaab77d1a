/** The code that the Home app scans, on the camera's own screen. */
import { expect } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { HomeController } from '../support/home-controller.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { overflowingTexts } from '../support/overflow.ts';

test(`a home scans the code of the kiosk, which is gone once the cameras are there, on the ${kioskHost}`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen, { config: { homekit: { port: 0 } } });
  const { page } = kiosk;
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('HomeKit'));
  const code = page.getByRole('img', { name: 'Code for the Home app' });
  await expect(page.getByText('Home does not know this camera.')).toBeVisible();
  await expect(code).toBeHidden();
  await kiosk.touch(page.getByText("Cameras in Apple's Home"));
  await expect(page.getByText('Ready to be added.')).toBeVisible({ timeout: 60_000 });

  const { url } = kiosk.process;
  const status = (await (await fetch(`${url}/integrations/homekit`)).json()) as { port: number; setup_uri: string; setup_code: string };
  const picture = PNG.sync.read(await code.screenshot());
  expect(jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(status.setup_uri);
  await expect(page.getByText(status.setup_code)).toBeVisible();
  expect(await overflowingTexts(page)).toEqual([]);

  const home = new HomeController(status.port);
  await home.client.pairSetup(status.setup_code);
  await expect(page.getByText('Home has these cameras.')).toBeVisible();
  await expect(code).toBeHidden();
  await home.close();
});

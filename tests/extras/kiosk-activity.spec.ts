/** Who was where, on the camera's own screen. */
import { expect } from '@playwright/test';
import type { PetLogBridge } from '../../shared/ipc.ts';
import type { LogEventsPage } from '../../shared/log-events.ts';
import { PetInput } from '../../shared/pets.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { smallScreen, tallScreen } from '../support/kiosk-screens.ts';
import { openTestEventLog, visitOf } from '../support/open-event-log.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const smallestTargetPixels = 56;

/** A home with Luna, in which she and a person were just seen. */
async function seed(dataDirectory: string): Promise<void> {
  const log = openTestEventLog(dataDirectory);
  log.pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
  for (const [index, label] of ['person', 'cat'].entries()) {
    log.visits.record(
      visitOf({
        visitKey: `seed-${index}`,
        label,
        startedAtMs: Date.now() - 10 + index,
        durationSeconds: 9,
        ended: true,
        picture: await tinyJpeg(),
      }),
    );
  }
  await log.pictures.idle;
  log.database.close();
}

test(`the kiosk shows who was there, corrects it, and deletes it with the PIN alone, on the ${kioskHost}`, async ({ openKiosk }) => {
  await using directory = await temporaryDirectory();
  await seed(directory.path);
  const kiosk = await openKiosk(smallScreen, { dataDirectory: directory.path });
  const { page } = kiosk;
  const entries = page.getByRole('list', { name: 'Events' }).getByRole('button');
  const total = async (): Promise<number> => ((await (await fetch(`${kiosk.process.url}/events`)).json()) as LogEventsPage).total_count;

  await expect(async () => {
    await kiosk.wake();
    expect(await accessibilityViolations(page)).toEqual([]);
    await expect(kiosk.button('More')).toBeVisible();
  }).toPass();
  /** Of what lies over everything else. */
  const violationsIn = async (element: string) => (await accessibilityViolations(page)).filter((one) => one.includes(`${element},`));
  const back = page.getByRole('dialog').getByRole('button', { name: 'Live picture', exact: true });
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Pets and zones'));
  await expect(page.getByRole('dialog', { name: 'Pets and zones' }).getByText('Luna')).toBeVisible();
  await expect(page.locator('petlog-zone-editor img')).toHaveJSProperty('complete', true);
  await expect.poll(() => violationsIn('petlog-pets-view')).toEqual([]);
  await kiosk.touch(back);
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Alerts'));
  await expect(page.locator('petlog-rule-list')).toContainText('Camera problems');
  await expect(page.getByRole('dialog', { name: 'Alerts' }).getByRole('link')).toHaveCount(0);
  await expect.poll(() => violationsIn('petlog-alerts-view')).toEqual([]);
  await kiosk.touch(back);

  await kiosk.touch(kiosk.button('Activity'));
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('9\u00a0s');
  await expect(entries.first().locator('img')).toHaveJSProperty('naturalWidth', 64);
  for (const button of await page.locator('petlog-activity-view').getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(smallestTargetPixels);
  }
  await expect.poll(() => violationsIn('petlog-activity-view')).toEqual([]);
  await kiosk.resize(tallScreen);
  expect(await overflowingTexts(page)).toEqual([]);
  await kiosk.resize(smallScreen);

  await kiosk.touch(entries.first());
  const dialog = page.getByRole('dialog', { name: /^Luna/ });
  await expect(dialog.getByRole('link')).toHaveCount(0); // nothing leads out of the kiosk
  await kiosk.touch(dialog.getByRole('button', { name: 'Keep' }));
  await expect(dialog.getByRole('button', { name: 'Kept' })).toBeVisible();
  await kiosk.touch(dialog.getByRole('button', { name: 'Delete' }));
  await expect(entries).toHaveCount(1);
  await kiosk.touch(kiosk.button('Undo'));
  await expect(entries).toHaveCount(2);

  await page.evaluate(async () => {
    const { petlog } = window as unknown as { petlog: PetLogBridge };
    await petlog.call('kiosk.set_pin', { pin: '2468' });
    await petlog.call('kiosk.lock', {});
  });
  await kiosk.touch(entries.first());
  await kiosk.touch(dialog.getByRole('button', { name: 'Delete' }));
  const pad = page.getByRole('dialog', { name: 'Enter the PIN' });
  await kiosk.touch(pad.getByRole('button', { name: 'Cancel' }));
  await expect(entries).toHaveCount(2);
  expect(await total()).toBe(2);
  await kiosk.touch(entries.first());
  await kiosk.touch(dialog.getByRole('button', { name: 'Delete' }));
  for (const digit of '2468') {
    await kiosk.touch(pad.getByRole('button', { name: digit, exact: true }));
  }
  await kiosk.touch(pad.getByRole('button', { name: 'OK' }));
  await expect(entries).toHaveCount(1);
  await kiosk.touch(kiosk.button('Live picture'));
  await expect(page.locator('petlog-activity-view')).toHaveCount(0);
  await expect.poll(total).toBe(1); // nobody can take it back any more
});

/** What people do at the camera's own screen, each touch counted; and nothing moves under the finger meanwhile. Controls that have faded want one touch more. */
import { expect, type Locator } from '@playwright/test';
import type { RecordingsPage } from '../../shared/api.ts';
import { OtherClient } from '../support/dashboard.ts';
import { Fingers } from '../support/fingers.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { screens } from '../support/kiosk-screens.ts';
import { fillLastMinutes } from '../support/last-minutes.ts';
import { LayoutShifts, mostShift } from '../support/layout-shifts.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { addRecordingOfYesterday } from '../support/recording-of-yesterday.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';
import { stillBoxOf } from '../support/still-box.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test.slow();

test(`the jobs of a kiosk take the fewest touches at every size of its screen, and nothing moves by itself, on the ${kioskHost}`, async ({
  openKiosk,
}) => {
  await using directory = await temporaryDirectory();
  await addRecordingOfYesterday(directory.path);
  const kiosk = await openKiosk(screens[0], {
    dataDirectory: directory.path,
    config: { camera: { always_on: true }, recording: { rewind_minutes: 2 } },
    arguments: ['--host', '0.0.0.0'],
  });
  const { page } = kiosk;
  const { url } = kiosk.process;
  const other = new OtherClient(url);
  let touches = 0;
  const touch = async (target: Locator): Promise<void> => {
    touches += 1;
    await kiosk.touch(target);
  };
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  /** Those since the last time. */
  const count = (): number => {
    const counted = touches;
    touches = 0;
    return counted;
  };
  for (const [round, screen] of screens.entries()) {
    const size = `${screen.width}x${screen.height}`;
    await test.step(size, async () => {
      await kiosk.resize(screen);
      await page.reload();
      const shifts = await LayoutShifts.ofThisPage(page);

      // Watch.
      await expectMovingPicture(kiosk.picture);
      expect(count()).toBe(0);
      // Half a minute before where the finger lets go has to be there.
      await fillLastMinutes(url, 50);

      // Record.
      await touch(button('Record'));
      await expect.poll(async () => (await other.status()).recording).toBe(true);
      expect(count()).toBe(1);
      await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
      await other.post('/live/record/stop');
      await expect(page.getByText(/^Recording saved \(\d\d:\d\d, /).first()).toBeVisible();

      // Go back, and save half a minute: the strip is behind one touch here, so that the picture has the screen.
      await touch(button('Look back'));
      const strip = page.locator('petlog-timeline-strip .line');
      await expect(strip).toBeVisible();
      const box = await stillBoxOf(strip);
      const at = (part: number) => ({ x: box.x + box.width * part, y: box.y + 24 });
      await new Fingers(kiosk.devTools).seek({ from: at(0.99), to: at(0.9) });
      await expect(page.locator('petlog-timeline-picture')).toBeVisible();
      await touch(button('Save'));
      await touch(button('Save 00:30'));
      const saved = async (): Promise<RecordingsPage> => (await (await fetch(`${url}/recordings?reason=rewind`)).json()) as RecordingsPage;
      // It begins with a keyframe, up to two seconds before.
      await expect.poll(async () => (await saved()).recordings.filter(({ duration }) => (duration ?? 0) > 29).length).toBe(round + 1);
      expect(count()).toBe(3);
      await kiosk.touch(button('Close'));

      // Yesterday's clip of two in the afternoon.
      await touch(page.getByRole('navigation').getByRole('button', { name: 'Recordings', exact: true }));
      await touch(button('Yesterday'));
      await touch(page.getByRole('group', { name: 'Hour' }).getByRole('button', { name: /^(14:00|2(:00)?\sPM)$/ }));
      await expect(page.locator('petlog-recording-player video')).toBeVisible();
      expect(count()).toBe(3);

      // Share it: nothing can be pasted from here, a phone takes the link from the screen.
      await touch(page.locator('petlog-recording-player').getByRole('button', { name: 'Share', exact: true }));
      const sharing = page.getByRole('dialog', { name: 'Share the recording' });
      await touch(sharing.getByRole('button', { name: 'Make a link', exact: true }));
      await expect(sharing.locator('.made')).toBeInViewport({ ratio: 0.99 }); // it may end between two pixels
      expect(count()).toBe(2);
      await expect(sharing.getByRole('button', { name: 'Copy' })).toHaveCount(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');

      // What happened today.
      await touch(page.getByRole('navigation').getByRole('button', { name: 'Activity', exact: true }));
      await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
      expect(count()).toBe(1);
      await page.keyboard.press('Escape');
      await expectMovingPicture(kiosk.picture);

      const { worst, moved } = await shifts.sum();
      expect(worst, moved.join('\n')).toBeLessThanOrEqual(mostShift);
    });
  }
});

test.describe(`two touches let a second person in, on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(screens[0], { config: { security: { access: 'accounts' } } });

  for (const screen of screens) {
    test(`at ${screen.width}x${screen.height}`, async () => {
      const kiosk = await openKiosk(screen);
      const digits = kiosk.page.locator('petlog-first-device .digits');
      await expect(digits).toHaveText(/\d/);
      const response = await fetch(`${kiosk.process.url}/auth/pair`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: (await digits.innerText()).replace(/\D/g, ''), device_name: 'The first', token_delivery: 'body' }),
      });
      expect(response.status).toBe(200);
      await expect(kiosk.page.locator('petlog-first-device')).toHaveCount(0);
      await kiosk.touch(kiosk.button('More'));
      await kiosk.touch(kiosk.button('Add a device'));
      await expect(kiosk.page.locator('petlog-invite-dialog .code')).toHaveText(/\d{6}$/);
    });
  }
});

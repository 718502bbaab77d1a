/** What people open PetLog for, done with a thumb on a phone, each tap counted; and nothing moves under the thumb meanwhile. */
import { expect, type Locator } from '@playwright/test';
import type { RecordingsPage } from '../../shared/api.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { Fingers } from '../support/fingers.ts';
import { fillLastMinutes } from '../support/last-minutes.ts';
import { LayoutShifts, mostShift } from '../support/layout-shifts.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { addRecordingOfYesterday } from '../support/recording-of-yesterday.ts';
import { stillBoxOf } from '../support/still-box.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
// Half a minute of the camera has to be kept before it can be saved.
test.slow();

class Thumb {
  taps = 0;

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    // A finger that a slow machine makes rest too long would be a long press.
    await target.click();
  }

  /** Those since the last time. */
  count(): number {
    const { taps } = this;
    this.taps = 0;
    return taps;
  }
}

test('the jobs of a phone take the fewest taps, and nothing moves by itself', async ({ start, page, dashboard }) => {
  await using directory = await temporaryDirectory();
  await addRecordingOfYesterday(directory.path);
  const { url } = await start({
    dataDirectory: directory.path,
    config: { camera: { always_on: true }, recording: { rewind_minutes: 2 } },
  });
  const other = new OtherClient(url);
  // Half a minute before where the thumb lets go has to be there.
  await fillLastMinutes(url, 50);
  const shifts = await LayoutShifts.ofPagesToCome(page);
  const thumb = new Thumb();
  const place = (name: string): Locator => page.getByRole('navigation').getByRole('link', { name, exact: true });
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

  // Watch.
  await page.goto(url);
  await expectMovingPicture(dashboard.picture);
  expect(thumb.count()).toBe(0);

  // Record.
  await thumb.tap(button('Record'));
  await expect.poll(async () => (await other.status()).recording).toBe(true);
  expect(thumb.count()).toBe(1);
  await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
  await other.post('/live/record/stop');
  await expect(page.getByText(/^Recording saved \(\d\d:\d\d, /).first()).toBeVisible();

  // Go back, and save half a minute: one drag and two taps.
  const strip = page.locator('petlog-timeline-strip .line');
  const box = await stillBoxOf(strip);
  const at = (part: number) => ({ x: box.x + box.width * part, y: box.y + 24 });
  await new Fingers(await page.context().newCDPSession(page)).seek({ from: at(0.99), to: at(0.9) });
  await expect(page.locator('petlog-timeline-picture')).toBeVisible();
  await thumb.tap(button('Save'));
  await thumb.tap(button('Save 00:30'));
  const saved = async (): Promise<RecordingsPage> => (await (await fetch(`${url}/recordings?reason=rewind`)).json()) as RecordingsPage;
  // It begins with a keyframe, up to two seconds before.
  await expect.poll(async () => (await saved()).recordings[0]?.duration ?? 0).toBeGreaterThan(29);
  expect(thumb.count()).toBe(2);

  // Yesterday's clip of two in the afternoon.
  await thumb.tap(place('Recordings'));
  await thumb.tap(button('Yesterday'));
  await thumb.tap(page.getByRole('group', { name: 'Hour' }).getByRole('button', { name: '14:00', exact: true }));
  const player = page.locator('petlog-recording-player');
  await expect(player.locator('video')).toBeVisible();
  expect(thumb.count()).toBe(3);

  // Share it.
  await thumb.tap(player.getByRole('button', { name: 'Share', exact: true }));
  await thumb.tap(button('Make a link'));
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue(/^http/);
  expect(thumb.count()).toBe(2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // Let a second person in.
  await thumb.tap(place('More'));
  await thumb.tap(page.getByRole('link', { name: /^People and devices/ }));
  await thumb.tap(button('Add a device'));
  await expect(page.locator('petlog-invite-dialog .code')).toHaveText(/\d{6}$/);
  expect(thumb.count()).toBe(3);
  await page.keyboard.press('Escape');

  await place('Activity').click();
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  await place('Live').click();
  await expectMovingPicture(dashboard.picture);
  const { worst, moved } = await shifts.sum();
  expect(worst, moved.join('\n')).toBeLessThanOrEqual(mostShift);
});

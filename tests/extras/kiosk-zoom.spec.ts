import { expect, type Locator } from '@playwright/test';
import type { RewindRange } from '../../shared/rewind.ts';
import { Fingers } from '../support/fingers.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { smallScreen, tallScreen, type Screen } from '../support/kiosk-screens.ts';
import { middleOf, openLive, openStill, post } from '../support/live-kiosk.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';

// Each touch waits for the screen, and there are many.
test.slow();

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Where the picture is, after what it was enlarged by. */
const boxOf = (picture: Locator): Promise<Box> =>
  picture.evaluate((image) => {
    const { left, top, width } = image.getBoundingClientRect();
    return { left, top, width };
  });

const scaleOf = async (picture: Locator, screen: Screen): Promise<number> =>
  Math.round(((await boxOf(picture)).width / screen.width) * 100) / 100;

test.describe(`zoom by fingers of the kiosk on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(tallScreen);
  const { width, height } = tallScreen;
  const place = { x: Math.round(width * 0.3), y: Math.round(height * 0.45) };
  const farLeft = { from: { x: width * 0.6, y: place.y }, to: { x: width * 0.1, y: place.y } };
  const farRight = { from: farLeft.to, to: farLeft.from };

  test('two taps enlarge what is under them, a finger moves it, and 1× goes back', async () => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const { page, picture } = kiosk;
    const fingers = new Fingers(kiosk.devTools);
    await expectMovingPicture(picture);
    await expect(page.locator('petlog-splash')).toBeHidden();
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2.5);
    const { left } = await boxOf(picture);
    expect((place.x - left) / 2.5).toBeCloseTo(place.x, 0);

    await fingers.drag({ from: place, to: { x: place.x + 40, y: place.y } });
    await expect.poll(async () => (await boxOf(picture)).left).toBeCloseTo(left + 40, 0);
    await fingers.drag(farRight);
    await fingers.drag(farRight);
    await expect.poll(async () => (await boxOf(picture)).left).toBe(0);
    await expect(page.locator('dialog:modal')).toHaveCount(0);

    await fingers.tap(await middleOf(kiosk.button('1×: Show the whole picture')));
    await expect.poll(() => boxOf(picture)).toMatchObject({ left: 0, width });
    await expect(kiosk.button('1×: Show the whole picture')).toHaveCount(0);
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2.5);
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(1);
  });

  test('two fingers enlarge up to five times, a swipe moves the enlarged picture and opens the recordings from the whole one', async () => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const { page, picture } = kiosk;
    const fingers = new Fingers(kiosk.devTools);
    await expectMovingPicture(picture);
    await expect(page.locator('petlog-splash')).toBeHidden();
    const { x, y } = place;
    const part = [
      { from: { x: x - 40, y }, to: { x: x - 80, y } },
      { from: { x: x + 40, y }, to: { x: x + 80, y } },
    ] as const;
    await fingers.drag(...part);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2);
    await fingers.drag(...part);
    await fingers.drag(...part);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(5);
    const { left } = await boxOf(picture);
    await fingers.drag(farLeft);
    await expect.poll(async () => (await boxOf(picture)).left).toBeCloseTo(left - width / 2, 0);
    await expect(page.locator('dialog:modal')).toHaveCount(0);
    const meet = part.map(({ from, to }) => ({ from: to, to: from }));
    for (let times = 0; times < 3; times += 1) {
      await fingers.drag(...meet);
    }
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(1);
    await expect(page.locator('dialog:modal')).toHaveCount(0);

    await fingers.drag(farLeft);
    await expect(page.getByRole('dialog', { name: 'Recordings', exact: true })).toBeVisible();
    await fingers.drag(farRight);
    await expect(page.locator('dialog:modal')).toHaveCount(0);
  });
});

test.describe(`zoom of the kiosk on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen);

  test('keys and wheel do it too, and a camera that stops ends it', async () => {
    const kiosk = await openKiosk();
    const { page, picture } = kiosk;
    await expectMovingPicture(picture);
    await page.keyboard.press('+');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1.5);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await boxOf(picture)).left).toBe(0);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await boxOf(picture)).left).toBe(-160);
    await page.keyboard.press('-');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);
    await page.keyboard.press('+');
    await page.keyboard.press('0');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);

    await page.mouse.move(400, 240);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => scaleOf(picture, smallScreen)).toBeGreaterThan(1.5);
    await post(kiosk, '/live/stop');
    await expect(page.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();
    await expect(kiosk.button('1×: Show the whole picture')).toHaveCount(0);
    await kiosk.touch(kiosk.button('Start'));
    await expectMovingPicture(picture);
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);
  });

  test('1× is there while the controls are not, and is pressed at once', async () => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, smallScreen);
    await page.keyboard.press('+');
    await expect.poll(() => scaleOf(kiosk.picture, smallScreen)).toBe(1.5);
    await pass(5.1);
    await expect(kiosk.button('Record')).toHaveCount(0);
    await fingers.tap(await middleOf(kiosk.button('1×: Show the whole picture')));
    await expect.poll(() => scaleOf(kiosk.picture, smallScreen)).toBe(1);
    await expect(kiosk.button('Record')).toBeVisible();
  });

  test('looks back closely', async () => {
    const kiosk = await openLive(openKiosk, smallScreen);
    const { page } = kiosk;
    await expect
      .poll(async () => {
        const { start, end } = (await (await fetch(`${kiosk.process.url}/live/rewind`)).json()) as RewindRange;
        return start === null || end === null ? 0 : Date.parse(end) - Date.parse(start);
      })
      .toBeGreaterThan(9000);
    await kiosk.touch(kiosk.button('Look back'));
    const fingers = new Fingers(kiosk.devTools);
    const zoomIn = kiosk.button('Show less time, larger');
    await expect(zoomIn).toBeEnabled();
    // The page may take a press up later than the next look at the button: it may be disabled by then.
    await expect(async () => {
      if (await zoomIn.isEnabled()) {
        await fingers.tap(await middleOf(zoomIn));
      }
      expect(await zoomIn.isDisabled()).toBe(true);
    }).toPass();
    const line = page.locator('petlog-timeline-strip .line');
    const { x, y } = await middleOf(line);
    await fingers.drag({ from: { x: x + 360, y: y - 10 }, to: { x: x - 150, y: y - 10 } });
    const past = page.locator('petlog-timeline-picture img');
    await expect(past).toBeVisible();
    await fingers.doubleTap({ x: 300, y: 200 });
    await expect.poll(() => scaleOf(past, smallScreen)).toBe(2.5);
  });
});

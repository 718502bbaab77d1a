import { expect, type Page } from '@playwright/test';
import { pageNames } from '../../renderer/shell/places.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { goWithinApp } from '../support/app-page.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { pageSizes } from '../support/page-sizes.ts';
import { expectMovingPicture } from '../support/picture.ts';

async function makeRecording(url: string): Promise<void> {
  const other = new OtherClient(url);
  await other.post('/live/start');
  await other.post('/live/record/start');
  await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
  await other.post('/live/record/stop');
}

/** Below the tab bar nothing of a page is out of reach, and nothing stands beside the window. */
const uncovered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    const shell = document.querySelector('petlog-shell')?.shadowRoot;
    const bar = shell?.querySelector('nav.places')?.getBoundingClientRect();
    const content = shell?.querySelector('.page')?.lastElementChild?.getBoundingClientRect();
    const found = document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : [];
    if (bar !== undefined && content !== undefined && bar.width > bar.height && content.bottom > bar.top + 1) {
      found.push(`ends ${content.bottom - bar.top} px below the bar`);
    }
    window.scrollTo(0, 0);
    return found;
  });

const colorSchemes = ['light', 'dark'] as const;

/** In each of the colours; a page says no more about them than its style sheets do, so that rules about other things are looked at in one. */
async function violationsInColours(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [index, colorScheme] of colorSchemes.entries()) {
    // Without motion, as a colour that is on its way to another one is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await accessibilityViolations(page, index === 0 ? 'all' : 'of colours');
    found.push(...violations.map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

test('every page is free of violations that axe finds, in light and dark colours, and fits every screen', async ({
  start,
  dashboard,
  page,
}) => {
  test.slow();
  const { url } = await start({ config: { camera: { always_on: true } } });
  await makeRecording(url);
  await page.goto(url);
  await expectMovingPicture(dashboard.picture);
  for (const name of pageNames) {
    await goWithinApp(page, name);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect.poll(() => violationsInColours(page), name).toEqual([]);
    for (const [width, height] of pageSizes) {
      await page.setViewportSize({ width, height });
      await expect
        .poll(async () => [...(await overflowingTexts(page)), ...(await uncovered(page))], `${name}, ${width}x${height}`)
        .toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
  }
  await goWithinApp(page, 'live');
  await dashboard.openOptions();
  await expect.poll(() => violationsInColours(page), 'options').toEqual([]);
});

test('Record and Photo are above the fold, and a press on Record moves nothing', async ({ start, dashboard, page }) => {
  const { url } = await start();
  await dashboard.watch(url);
  await expectMovingPicture(dashboard.picture);
  for (const [width, height] of pageSizes) {
    await page.setViewportSize({ width, height });
    for (const name of ['Record', 'Snapshot', 'Privacy', 'Stop Stream', 'Fullscreen']) {
      await expect(dashboard.button(name), `${name}, ${width}x${height}`).toBeInViewport({ ratio: 1 });
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const shift = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
              sum += entry.value;
            }
          }).observe({ type: 'layout-shift', buffered: true });
          // The observer tells what was in the next task.
          setTimeout(() => resolve(sum), 0);
        }),
    );
  // What the new size of the window moves is told after it was painted.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  let before = await shift();
  await expect
    .poll(async () => {
      const last = before;
      before = await shift();
      return before - last;
    })
    .toBe(0);
  const place = await dashboard.button('Privacy').boundingBox();
  await dashboard.button('Record').click();
  await expect(dashboard.button('Record')).toHaveAttribute('aria-pressed', 'true');
  expect(await dashboard.button('Privacy').boundingBox()).toEqual(place);
  // What lies over the picture, which says that it records.
  expect((await shift()) - before).toBeLessThan(0.01);
});

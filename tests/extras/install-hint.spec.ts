/** When a phone is told that PetLog can be an app, by what browsers say of it: Chromium with an event, Safari with a property that no other has. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { unreachableTargets } from '../support/reachable-targets.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, serviceWorkers: 'allow' });

/** Another visit: what is kept for one alone is gone. */
async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await expectMovingPicture(page.locator('petlog-live-picture .shown'));
  return page;
}

/** As Chromium does where a page can be installed; which of it was asked for is written to `installs`. */
const offer = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const installs: string[] = [];
    const prompt = (): Promise<void> => Promise.resolve(void installs.push('asked'));
    Object.assign(window, { installs });
    window.dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  });

const hintOf = (page: Page) => page.getByRole('region', { name: 'PetLog as an app' });

/** What the hint lies over when the page was just opened: the picture, the strip of time, the buttons. */
const coveredByHint = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const hint = document.querySelector('petlog-install-hint')?.getBoundingClientRect();
    const live = document.querySelector('petlog-shell')?.shadowRoot?.querySelector('petlog-live')?.shadowRoot;
    if (hint === undefined || live === null || live === undefined) {
      return ['no hint, or no live picture'];
    }
    return ['.viewer', '.time', '.controls'].filter((part) => {
      const box = live.querySelector(part)?.getBoundingClientRect();
      return box === undefined || (box.left < hint.right && hint.left < box.right && box.top < hint.bottom && hint.top < box.bottom);
    });
  });

test('Chromium is asked on the second visit, once, and whoever presses Install is led to it', async ({ start, context }) => {
  const { url } = await start({ config: { camera: { always_on: true } } });
  const first = await visit(context, url);
  await offer(first);
  // What would be there by now is the hint.
  await expect.poll(() => first.evaluate(() => localStorage.getItem('petlog-visits-with-picture'))).toBe('1');
  await expect(hintOf(first)).toHaveCount(0);
  await first.close();

  const second = await visit(context, url);
  await expect(hintOf(second)).toHaveCount(0);
  await offer(second);
  await expect(hintOf(second)).toBeVisible();
  for (const [width, height] of [
    [320, 568],
    [390, 844],
    [844, 390],
    [800, 480],
    [720, 1280],
    [1280, 800],
  ] as const) {
    await second.setViewportSize({ width, height });
    const size = `${width}x${height}`;
    await expect.poll(() => coveredByHint(second), size).toEqual([]);
    // What is below the controls waits until it is answered.
    expect(
      (await unreachableTargets(second)).filter((target) =>
        /^(Stop|Record|Snapshot|Privacy|Live|Activity|More|Install|Not now)\b/.test(target),
      ),
      size,
    ).toEqual([]);
  }
  await hintOf(second).getByRole('button', { name: 'Install', exact: true }).click();
  expect(await second.evaluate(() => (window as unknown as { installs: string[] }).installs)).toEqual(['asked']);
  await expect(hintOf(second)).toHaveCount(0);
  await second.close();

  const third = await visit(context, url);
  await offer(third);
  await expect(third.getByRole('button', { name: 'Record', exact: true })).toBeEnabled();
  await expect(hintOf(third)).toHaveCount(0);
});

test('Safari on a phone is told where to find it, and after "Not now" no more', async ({ start, context }) => {
  await context.addInitScript(() => void Object.defineProperty(navigator, 'standalone', { value: false }));
  const { url } = await start({ config: { camera: { always_on: true } } });
  await (await visit(context, url)).close();
  const second = await visit(context, url);
  await expect(hintOf(second)).toContainText('In Safari: Share, then “Add to Home Screen”.');
  await expect(second.getByRole('button', { name: 'Install', exact: true })).toHaveCount(0);
  await hintOf(second).getByRole('button', { name: 'Not now' }).click();
  await second.close();

  const third = await visit(context, url);
  await expect.poll(() => third.evaluate(() => localStorage.getItem('petlog-install-hint'))).toBe('dismissed');
  await expect(hintOf(third)).toHaveCount(0);
});

import { expect, type Locator, type Page } from '@playwright/test';

/** A camera on the wall of all cameras. */
export const tile = (page: Page, name: string): Locator =>
  page.locator('petlog-camera-wall').getByRole('link', { name: new RegExp(`^${name}`) });

/** Other pixels than before, again. */
export async function expectMovingTile(of: Locator): Promise<void> {
  const pixels = (): Promise<string> => of.locator('canvas.painted').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await pixels();
  await expect.poll(pixels).not.toBe(first);
}

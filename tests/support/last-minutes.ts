import { expect } from '@playwright/test';
import { RewindRange } from '../../shared/rewind.ts';

/** Waits until more than so many seconds of the camera `main` are kept to look back at; with 0, until its encoder runs. */
export async function fillLastMinutes(url: string, seconds: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { start, end } = RewindRange.parse(await (await fetch(`${url}/live/rewind`)).json());
        return start === null || end === null ? 0 : (Date.parse(end) - Date.parse(start)) / 1000;
      },
      // They cannot come faster than they pass, and a slow machine begins late.
      { timeout: 60_000 + 2000 * seconds },
    )
    .toBeGreaterThan(seconds);
}

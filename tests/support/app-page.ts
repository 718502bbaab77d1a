import { expect, type Page } from '@playwright/test';
import { pageOf, type PageName } from '../../renderer/shell/places.ts';
import { pageLinkOf } from '../../renderer/shell/route.ts';
import type { Language } from '../../renderer/text/languages.ts';

/** Leads to a page of the app as a link in it does: it is not loaded anew, which costs most of what a look at a page does. */
export async function goWithinApp(page: Page, name: PageName, id = 'main'): Promise<void> {
  await page.evaluate(
    async (href) => {
      const shown = () => document.querySelector('petlog-shell')?.shadowRoot?.querySelector('.page')?.lastElementChild;
      const link = Object.assign(document.createElement('a'), { href });
      if (link.href === location.href) {
        return;
      }
      const left = shown();
      document.body.append(link);
      link.click();
      link.remove();
      // The address changes before the page does.
      while (shown() === left) {
        await new Promise(requestAnimationFrame);
      }
    },
    pageLinkOf(name, id),
  );
  await expect(page.locator(`html[data-view="${pageOf(name).title}"]`)).toBeAttached();
}

/**
 * Has the app speak another language wherever one is in it, by the switch that stands under More, which has to have
 * been shown once. Resolves when the page is painted in it, but for words that have to be fetched.
 */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(async (chosen) => {
    const painted = () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve));
      });
    let own = document.querySelector<HTMLElement>('body > petlog-language-switch');
    if (own === null) {
      own = document.createElement('petlog-language-switch');
      // One that nobody sees, and that takes no room.
      own.style.display = 'none';
      document.body.append(own);
      await painted();
    }
    const select = own.shadowRoot?.querySelector('select');
    if (select === null || select === undefined) {
      throw new Error('the app has not shown its language switch yet');
    }
    select.value = chosen;
    select.dispatchEvent(new Event('change'));
    do {
      await painted();
    } while (document.documentElement.lang !== chosen);
  }, language);
}

/** What pages fetch of the program itself. */
export class FetchedParts {
  readonly #pending = new Set<object>();

  constructor(page: Page) {
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.includes('/assets/')) {
        this.#pending.add(request);
      }
    });
    page.on('requestfinished', (request) => this.#pending.delete(request));
    page.on('requestfailed', (request) => this.#pending.delete(request));
  }

  /** Waits until nothing is on its way. */
  async areThere(): Promise<void> {
    await expect.poll(() => this.#pending.size).toBe(0);
  }
}

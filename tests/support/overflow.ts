import type { Page } from '@playwright/test';

/** Texts of visible controls that do not fit their place, or stand outside the window. */
export function overflowingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) visit(element.shadowRoot);
        if (!element.matches('button, a, h1, h2, .label, .value, dt, dd') || element.matches('.visually-hidden, .skip') || !element.checkVisibility({ visibilityProperty: true })) continue;
        const { left, right } = element.getBoundingClientRect();
        const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline';
        if (isCut || left < -1 || right > innerWidth + 1) found.push(`${element.localName}: ${element.innerText.trim()}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than its window');
    return found;
  });
}

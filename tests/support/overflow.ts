import type { Page } from '@playwright/test';

/** Texts of visible controls that do not fit their place, or stand outside the window. */
export function overflowingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) visit(element.shadowRoot);
        if (
          !element.matches('button, a, h1, h2, .label, .value, dt, dd') ||
          element.matches('.skip') ||
          !element.checkVisibility({ visibilityProperty: true })
        )
          continue;
        const { left, right } = element.getBoundingClientRect();
        const { clipPath, display } = getComputedStyle(element);
        // For screen readers alone.
        if (clipPath !== 'none') continue;
        const isCut = element.scrollWidth > element.clientWidth + 1 && display !== 'inline';
        const host = root instanceof ShadowRoot && root.host.matches('petlog-button') ? root.host.getBoundingClientRect() : undefined;
        const isOutside = host !== undefined && right > host.right + 1;
        if (isCut || isOutside || left < -1 || right > innerWidth + 1) found.push(`${element.localName}: ${element.innerText.trim()}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than its window');
    return found;
  });
}

import type { Page } from '@playwright/test';

/** Texts of visible controls that do not fit their place, or stand outside the window. */
export function overflowingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) {
          visit(element.shadowRoot);
        }
        if (
          !element.matches('button, a, h1, h2, .label, .value, dt, dd') ||
          element.matches('.skip') ||
          !element.checkVisibility({ visibilityProperty: true })
        ) {
          continue;
        }
        const { left, right } = element.getBoundingClientRect();
        const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline';
        const host = root instanceof ShadowRoot && root.host.matches('petlog-button') ? root.host.getBoundingClientRect() : undefined;
        const isOutside = host !== undefined && right > host.right + 1;
        if (!isCut && !isOutside && left >= -1 && right <= innerWidth + 1) {
          continue;
        }
        // For screen readers alone.
        let inClipped: Element | null = element;
        while (inClipped !== null && getComputedStyle(inClipped).clipPath === 'none') {
          inClipped = inClipped.parentElement;
        }
        if (inClipped !== null) {
          continue;
        }
        // What is scrolled sideways stands beyond the window until then.
        const parentOf = (inner: Element): Element | null => {
          const place = inner.getRootNode();
          return inner.parentElement ?? (place instanceof ShadowRoot ? place.host : null);
        };
        let scroller = parentOf(element);
        while (scroller !== null && !['auto', 'scroll'].includes(getComputedStyle(scroller).overflowX)) {
          scroller = parentOf(scroller);
        }
        if (scroller !== null) {
          continue;
        }
        found.push(`${element.localName}: ${element.innerText.trim()}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) {
      found.push('the page is wider than its window');
    }
    return found;
  });
}

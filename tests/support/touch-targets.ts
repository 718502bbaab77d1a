import type { Locator } from '@playwright/test';

/** What a finger cannot hit well: targets under 48 px or beyond the window, and a page wider than it. Looked at all at once, since the page goes on changing. */
export function misfits(targets: Locator): Promise<string[]> {
  return targets.evaluateAll((elements) => {
    const leastPixels = 48;
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px wider than its window`] : [];
    const visible = elements.filter((element) => element.checkVisibility({ visibilityProperty: true }));
    if (visible.length === 0) {
      found.push('there is no target');
    }
    for (const element of visible) {
      const { width, height, right } = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? (element.textContent.trim() || element.outerHTML);
      if (width < leastPixels || height < leastPixels) {
        found.push(`${name} measures ${width} x ${height} px`);
      }
      if (right > clientWidth) {
        found.push(`${name} ends ${right - clientWidth} px beyond the window`);
      }
    }
    return found;
  });
}

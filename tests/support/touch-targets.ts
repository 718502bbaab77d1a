import type { Locator } from '@playwright/test';

/** What a finger cannot hit well: targets under 44 px or beyond the window, and a page wider than it. Looked at all at once, since the page goes on changing. */
export function misfits(targets: Locator): Promise<string[]> {
  return targets.evaluateAll((elements) => {
    const leastPixels = 44;
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
      let scroller = element.parentElement;
      while (scroller !== null && !(scroller.scrollWidth > scroller.clientWidth && getComputedStyle(scroller).overflowX === 'auto')) {
        const root = scroller.getRootNode();
        scroller = scroller.parentElement ?? ((root instanceof ShadowRoot ? root.host : null) as HTMLElement | null);
      }
      // What a row scrolls to is within reach.
      const end = scroller === null ? right : Math.min(right, scroller.getBoundingClientRect().right);
      if (end > clientWidth) {
        found.push(`${name} ends ${end - clientWidth} px beyond the window`);
      }
    }
    return found;
  });
}

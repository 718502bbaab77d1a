import type { Page } from '@playwright/test';

/** What a finger cannot hit well on the whole page: targets under 44 px, and those that something lies over wherever the page is scrolled to. */
export function unreachableTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const leastPixels = 43.5; // what is rounded counts as 44
    const found: string[] = [];
    const parentOf = (element: Element): Element | null => {
      const root = element.getRootNode();
      return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    const hitAt = (x: number, y: number): Element | null => {
      let hit = document.elementFromPoint(x, y);
      while (hit !== null && hit.shadowRoot !== null) {
        const inner = hit.shadowRoot.elementFromPoint(x, y);
        if (inner === null || inner === hit) {
          break;
        }
        hit = inner;
      }
      return hit;
    };
    const isWithin = (inner: Element | null, outer: Element): boolean => {
      for (let element = inner; element !== null; element = element.assignedSlot ?? parentOf(element)) {
        if (element === outer) {
          return true;
        }
      }
      return false;
    };
    const look = (element: HTMLElement): void => {
      const style = getComputedStyle(element);
      const isInText = element.matches('a') && style.display === 'inline';
      if (isInText || style.pointerEvents === 'none' || style.clipPath !== 'none' || element.matches('.skip, [inert] *')) {
        return;
      }
      // A box to tick is as large as its label.
      const target = element.closest('label') ?? element;
      const before = target.getBoundingClientRect();
      if (before.width <= 1 || before.height <= 1) {
        return; // for screen readers alone
      }
      const name = element.ariaLabel ?? (target.innerText.trim() || element.outerHTML.slice(0, 80));
      if (before.width < leastPixels || before.height < leastPixels) {
        found.push(`${name} measures ${before.width.toFixed(0)} x ${before.height.toFixed(0)} px`);
      }
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = target.getBoundingClientRect();
      const hit = hitAt(left + width / 2, top + height / 2);
      if (!isWithin(hit, target) && !(hit !== null && isWithin(target, hit) && hit.matches('label'))) {
        found.push(`${name} is covered by ${hit === null ? 'the edge of the window' : `${hit.localName}.${hit.className}`}`);
      }
    };
    const elementsIn = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot === null ? [] : elementsIn(element.shadowRoot)),
      ]);
    const all = elementsIn(document);
    // Nothing behind a dialog can be touched.
    const dialog = all.findLast((element) => element.matches('dialog:modal'));
    for (const element of dialog === undefined ? all : elementsIn(dialog)) {
      const isTarget = element.matches('button, a[href], select, input, textarea, summary');
      if (isTarget && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
        look(element);
      }
    }
    window.scrollTo(0, 0);
    return found;
  });
}

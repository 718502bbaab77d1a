/**
 * Remembers where on the screen the first of these is that can be seen, so that it can be brought back there after things were added
 * or taken away above it. Browsers do that by themselves, but not at the very top, and not all of them (CSS Scroll Anchoring 1).
 *
 * @param items in the order of the page; those that stay keep their element
 * @returns the function that brings it back
 */
export function holdPlace(items: Iterable<Element>): () => void {
  const item = firstInView(items);
  const scroller = item === undefined ? null : scrollerOf(item);
  if (item === undefined || scroller === null) {
    return () => {};
  }
  const before = item.getBoundingClientRect().top;
  scroller.style.overflowAnchor = 'none';
  return () => {
    if (item.isConnected) {
      scroller.scrollTop += item.getBoundingClientRect().top - before;
    }
    requestAnimationFrame(() => (scroller.style.overflowAnchor = ''));
  };
}

function firstInView(items: Iterable<Element>): Element | undefined {
  for (const item of items) {
    if (item.getBoundingClientRect().bottom > 0) {
      return item;
    }
  }
  return undefined;
}

function scrollerOf(item: Element): HTMLElement | null {
  for (let parent = parentOf(item); parent !== null; parent = parentOf(parent)) {
    if (parent instanceof HTMLElement && /auto|scroll/.test(getComputedStyle(parent).overflowY)) {
      return parent;
    }
  }
  return item.ownerDocument.documentElement;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

import { Listeners } from '../transport/listeners.ts';
import { movedTo, pageLinkOf, routeOf, type Route } from './route.ts';
import type { PageName } from './places.ts';

interface Visit {
  readonly scrollY: number;
}

/** Which page the address shows. Links inside the app change the page without loading it anew, so that the picture goes on. */
export class Router {
  readonly #root: URL;
  readonly #window: Window;
  readonly #listeners = new Listeners<Route>();

  /** @param root where PetLog's addresses begin, with a slash at its end */
  constructor(root: URL, browserWindow: Window) {
    this.#root = root;
    this.#window = browserWindow;
  }

  get route(): Route {
    return routeOf(this.#here, this.#root);
  }

  /** How far down the page of this visit was when one left it. */
  get scrollY(): number {
    return (this.#window.history.state as Partial<Visit> | null)?.scrollY ?? 0;
  }

  onChange(listener: (route: Route) => void): () => void {
    return this.#listeners.add(listener);
  }

  open(): void {
    const moved = movedTo(this.#here, this.#root);
    if (moved !== null) {
      this.#window.history.replaceState(null, '', moved);
    }
    // Where a page was is restored when its content is there.
    this.#window.history.scrollRestoration = 'manual';
    this.#window.addEventListener('popstate', this.#tell);
    this.#window.document.addEventListener('click', this.#onClick);
  }

  close(): void {
    this.#window.removeEventListener('popstate', this.#tell);
    this.#window.document.removeEventListener('click', this.#onClick);
  }

  go(page: PageName, id?: string): void {
    this.#visit(new URL(pageLinkOf(page, id), this.#root));
  }

  /** Another address for what is shown: back does not lead here. */
  replace(page: PageName, id?: string): void {
    this.#window.history.replaceState(this.#window.history.state, '', new URL(pageLinkOf(page, id), this.#root));
    this.#tell();
  }

  get #here(): URL {
    return new URL(this.#window.location.href);
  }

  #visit(url: URL): void {
    if (url.href !== this.#here.href) {
      const visit: Visit = { scrollY: this.#window.scrollY };
      this.#window.history.replaceState(visit, '');
      this.#window.history.pushState(null, '', url);
    }
    this.#tell();
  }

  readonly #tell = (): void => this.#listeners.tell(this.route);

  readonly #onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (link?.target !== '' || link.hasAttribute('download') || link.href === '') {
      return;
    }
    const url = new URL(link.href);
    // Views that are no pages of the app, such as the picture alone, are loaded.
    if (url.hash !== '' || url.searchParams.has('view') || routeOf(url, this.#root).page === null) {
      return;
    }
    event.preventDefault();
    this.#visit(url);
  };
}

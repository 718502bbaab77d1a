import { pageNames, pageOf, type PageName } from './places.ts';

/** What an address shows; `page` is null where there is nothing. */
export interface Route {
  readonly page: PageName | null;
  /** Of what the page is about, where it is about one thing. */
  readonly id: string | null;
}

const nothing: Route = { page: null, id: null };

const patterns = pageNames.map((page) => ({
  page,
  pattern: new RegExp(`^${pageOf(page).path.replace(':id', '([^/]+)')}/?$`),
}));

/** @param root where PetLog's addresses begin, with a slash at its end */
export function routeOf(url: URL, root: URL): Route {
  if (url.origin !== root.origin || !`${url.pathname}/`.startsWith(root.pathname)) {
    return nothing;
  }
  const path = url.pathname.slice(root.pathname.length);
  if (path === 'index.html') {
    return { page: 'live', id: null };
  }
  for (const { page, pattern } of patterns) {
    const match = pattern.exec(path);
    if (match !== null) {
      return { page, id: decoded(match[1]) };
    }
  }
  return nothing;
}

/** As a link in a page has it: relative to the root. */
export function pageLinkOf(page: PageName, id = ''): string {
  return pageOf(page).path.replace(':id', () => encodeURIComponent(id)) || '.';
}

/** Where the page of an address such as `/?view=library`, or that of an alert, is now; null where nothing has moved. */
export function movedTo(url: URL, root: URL): URL | null {
  const event = url.searchParams.get('event');
  if (event !== null && routeOf(url, root).page === 'activity') {
    return new URL(pageLinkOf('event', event), root);
  }
  const view = url.searchParams.get('view');
  const page = pageNames.find((name) => view !== null && pageOf(name).oldView === view);
  if (page === undefined || routeOf(url, root).page !== 'live') {
    return null;
  }
  const target = new URL(pageLinkOf(page), root);
  target.search = url.search;
  target.searchParams.delete('view');
  target.hash = url.hash;
  return target;
}

function decoded(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return part ?? null; // nothing has that id
  }
}

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { emptyState } from '../elements/empty-state.ts';
import { icon } from '../icons.ts';
import { namePage } from '../page-title.ts';
import { untilPainted } from '../state/until-painted.ts';
import { emptyStateStyles } from '../styles/empty-state.ts';
import { baseStyles } from '../styles/shared.ts';
import { shellStyles } from '../styles/shell.ts';
import { text } from '../text/text.ts';
import { LiveView } from '../views/live-view.ts';
import type { PageContext } from './context.ts';
import { pageLoaders } from './page-loaders.ts';
import { pageOf, placeNames, places, type PageName, type PlaceName } from './places.ts';
import { pageLinkOf, type Route } from './route.ts';

/** The app around its pages: four places to go to. The live picture stays where it is while one is elsewhere. */
export class Shell extends LitElement {
  static override styles = [baseStyles, emptyStateStyles, shellStyles];

  readonly #context: PageContext;
  readonly #live: LiveView;
  /** Who never looked at the live picture does not ask for it. */
  #isLiveOpen = false;
  #route: Route;
  /** The page that is shown instead of the live picture. */
  #page: LitElement | null = null;
  /** The one before it, until that is painted: to take a long page apart takes as long as to make one. */
  #leaving: LitElement | null = null;
  #hasFailed = false;
  /** What is shown is not yet where one goes: whoever taps twice gets there too. */
  #isOnTheWay = false;
  /** Rises with each visit: a page that comes late is not shown. */
  #visit = 0;
  #unsubscribe = (): void => {};

  constructor(context: Omit<PageContext, 'isLiveOpen'>) {
    super();
    this.#context = { ...context, isLiveOpen: () => this.#isLiveOpen };
    this.#route = context.router.route;
    this.#live = new LiveView(context.client, context.keeper, context.places);
    this.#live.addEventListener('open-camera', (event) => context.router.go('camera', (event as CustomEvent<string>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { router } = this.#context;
    router.open();
    this.#unsubscribe = router.onChange((route) => void this.#show(route));
    void this.#show(router.route);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    this.#context.router.close();
    this.#visit += 1;
  }

  override render(): TemplateResult {
    return html`<nav class="places" aria-label=${text().places.region}>${this.#route.page === 'live' ? html`<a class="skip" href="#controls" @click=${this.#skip}>${text().skipToControls}</a>` : nothing}${placeNames.map((name) => this.#link(name))}</nav>
      <div class="page" tabindex="-1">${this.#isLiveOpen ? this.#live : nothing} ${repeat(
        [this.#leaving, this.#content()].filter((part) => part !== null),
        (part) => (part instanceof LitElement ? part : null),
        (part) => part,
      )}</div>`;
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#live.skipToControls();
  };

  #link(name: PlaceName): TemplateResult {
    const { page, icon: sign } = places[name];
    const isHere = this.#place === name;
    const href = name === 'live' && !isHere ? this.#live.address : pageLinkOf(page);
    return html`<a href=${href} aria-current=${isHere ? 'page' : 'false'}>${icon(sign)}<span>${text().places[name]}</span></a>`;
  }

  get #place(): PlaceName | null {
    return this.#route.page === null ? null : pageOf(this.#route.page).place;
  }

  #content(): TemplateResult | LitElement | null {
    const { places: words, messages, library } = text();
    if (this.#route.page === null) {
      return html`<main>${emptyState({ sign: 'warning', title: words.notFound, hint: words.notFoundHint, action: { label: words.toLive, sign: 'camera', act: () => this.#context.router.go('live') } })}</main>`;
    }
    if (this.#hasFailed) {
      return html`<main>${emptyState({ sign: 'linkOff', title: messages.unreachable, action: { label: library.again, act: () => this.#show(this.#route) } })}</main>`;
    }
    return this.#page;
  }

  /** The touch is answered first: where one goes is marked, and painted, before the page is made, which takes several times as long. */
  async #show(route: Route): Promise<void> {
    this.#visit += 1;
    const visit = this.#visit;
    const isElsewhere = this.#isOnTheWay || route.page !== this.#route.page || route.id !== this.#route.id;
    this.#route = route;
    if (isElsewhere) {
      this.#isOnTheWay = true;
      this.requestUpdate();
      await untilPainted();
      if (visit !== this.#visit) {
        return;
      }
    }
    this.#isLiveOpen ||= route.page === 'live';
    this.#live.isAway = route.page !== 'live';
    this.#live.requestUpdate();
    namePage(route.page === null ? 'notFound' : pageOf(route.page).title);
    if (route.page === 'live' || route.page === null) {
      this.#put(null, isElsewhere);
    } else if (isElsewhere || this.#page === null) {
      await this.#load(route.page, route.id ?? '', visit);
    }
  }

  async #load(page: Exclude<PageName, 'live'>, id: string, visit: number): Promise<void> {
    try {
      const newPage = await pageLoaders[page]();
      if (visit === this.#visit) {
        this.#put(newPage(this.#context, id), true);
      }
    } catch {
      if (visit === this.#visit) {
        this.#put(null, true);
        this.#hasFailed = true;
      }
    }
  }

  #put(page: LitElement | null, isElsewhere: boolean): void {
    this.#isOnTheWay = false;
    if (page !== this.#page) {
      this.#leaving = this.#page;
      this.#leaving?.classList.add('leaving');
    }
    this.#page = page;
    this.#hasFailed = false;
    this.requestUpdate();
    if (isElsewhere) {
      const { scrollY } = this.#context.router;
      void this.updateComplete.then(() => window.scrollTo({ top: scrollY, behavior: 'instant' }));
    }
    void this.#takeAway(this.#leaving);
  }

  async #takeAway(page: LitElement | null): Promise<void> {
    await untilPainted();
    if (page !== null && page === this.#leaving) {
      this.#leaving = null;
      this.requestUpdate();
    }
  }
}

customElements.define('petlog-shell', Shell);

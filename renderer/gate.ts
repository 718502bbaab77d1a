import type { FrontDoor } from './elements/access/front-door.ts';
import { Waiting } from './elements/access/waiting.ts';
import { pairingCodeOf } from './state/access/pairing-link.ts';
import { namePage, type PageTitle } from './page-title.ts';
import type { SessionKeeper } from './transport/session-keeper.ts';

const retryMilliseconds = 2_000;

export interface GateOptions {
  readonly keeper: SessionKeeper;
  /** The page behind the gate. */
  readonly view: PageTitle;
  openPage(): Promise<HTMLElement>;
}

/** Shows the page to those who may see it and the front door to others, whenever that changes. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting = new Waiting();
  #door: FrontDoor | null = null;
  #page: Promise<HTMLElement> | null = null;
  /** The program of the front door is on its way: most people never see it. */
  #isDoorComing = false;
  /** Of a pairing link, until it was used or left alone. */
  #code: string | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  open(): void {
    const { keeper } = this.#options;
    keeper.onSession(() => this.#show());
    window.addEventListener('hashchange', () => this.#takeCode());
    this.#takeCode();
    document.body.append(this.#waiting);
    void this.#ask();
  }

  async #ask(): Promise<void> {
    try {
      await this.#options.keeper.verify();
    } catch {
      this.#waiting.isUnreachable = true;
      setTimeout(() => void this.#ask(), retryMilliseconds);
    }
  }

  /** A code is good for one use: it does not stay in the address bar or in the history. */
  #takeCode(): void {
    const code = pairingCodeOf(location.hash);
    if (code === null) {
      return;
    }
    history.replaceState(null, '', location.pathname + location.search);
    this.#code = code;
    this.#leaveDoor();
    this.#show();
  }

  #show(): void {
    switch (this.#isLetIn) {
      case undefined:
        return;
      case true:
        return this.#showPage();
      case false:
        return this.#showDoor();
    }
  }

  /** Undefined while it is not known. */
  get #isLetIn(): boolean | undefined {
    const state = this.#options.keeper.session?.state;
    return state === undefined ? undefined : state === 'open' || (state === 'signed_in' && this.#code === null);
  }

  #showPage(): void {
    this.#leaveDoor();
    if (this.#page !== null) {
      return;
    }
    const page = this.#options.openPage();
    this.#page = page;
    void page.then(
      (element) => {
        if (this.#page === page) {
          this.#put(element, this.#options.view);
        }
      },
      () => {
        this.#page = null;
        this.#tryAgain();
      },
    );
  }

  #showDoor(): void {
    if (this.#door !== null) {
      return this.#door.requestUpdate();
    }
    this.#page = null;
    if (!this.#isDoorComing) {
      this.#isDoorComing = true;
      void this.#openDoor().finally(() => (this.#isDoorComing = false));
    }
  }

  async #openDoor(): Promise<void> {
    const program = await import('./elements/access/front-door.ts').catch(() => null);
    if (program === null) {
      this.#tryAgain();
      return;
    }
    // Much can happen on the way.
    if (this.#isLetIn !== false) {
      this.#show();
      return;
    }
    this.#door = new program.FrontDoor(this.#options.keeper, this.#code);
    this.#door.addEventListener('leave', () => {
      this.#code = null;
      this.#show();
    });
    this.#put(this.#door, 'frontDoor');
  }

  /** A part of the program could not be had. */
  #tryAgain(): void {
    this.#waiting.isUnreachable = true;
    setTimeout(() => this.#show(), retryMilliseconds);
  }

  #leaveDoor(): void {
    this.#door?.remove();
    this.#door = null;
  }

  #put(element: HTMLElement, page: PageTitle): void {
    namePage(page);
    for (const child of document.body.querySelectorAll(':scope > :not(noscript)')) {
      child.remove();
    }
    document.body.append(element);
  }
}

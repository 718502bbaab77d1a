import { FrontDoor } from './elements/access/front-door.ts';
import { Waiting } from './elements/access/waiting.ts';
import { pairingCodeOf } from './state/access/pairing-link.ts';
import { namePage, type PageName } from './page-title.ts';
import type { SessionKeeper } from './transport/session-keeper.ts';

const retryMilliseconds = 2_000;

export interface GateOptions {
  readonly keeper: SessionKeeper;
  /** The page behind the gate. */
  readonly view: PageName;
  openPage(): HTMLElement;
}

/** Shows the page to those who may see it and the front door to others, whenever that changes. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting = new Waiting();
  #door: FrontDoor | null = null;
  #page: HTMLElement | null = null;
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
    if (code === null) return;
    history.replaceState(null, '', location.pathname + location.search);
    this.#code = code;
    this.#leaveDoor();
    this.#show();
  }

  #show(): void {
    const state = this.#options.keeper.session?.state;
    if (state === undefined) return;
    if (state === 'open' || (state === 'signed_in' && this.#code === null)) this.#showPage();
    else this.#showDoor();
  }

  #showPage(): void {
    this.#leaveDoor();
    if (this.#page !== null) return;
    this.#page = this.#options.openPage();
    this.#put(this.#page, this.#options.view);
  }

  #showDoor(): void {
    if (this.#door !== null) return this.#door.requestUpdate();
    this.#page = null;
    this.#door = new FrontDoor(this.#options.keeper, this.#code);
    this.#door.addEventListener('leave', () => {
      this.#code = null;
      this.#show();
    });
    this.#put(this.#door, 'frontDoor');
  }

  #leaveDoor(): void {
    this.#door?.remove();
    this.#door = null;
  }

  #put(element: HTMLElement, page: PageName): void {
    namePage(page);
    for (const child of document.body.querySelectorAll(':scope > :not(noscript)')) child.remove();
    document.body.append(element);
  }
}

import { css, render, type CSSResultGroup, type LitElement } from 'lit';
import { Library } from '../elements/library.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { pageLink, PageView } from './page-view.ts';

/** The library as a page of its own. */
export class LibraryView extends PageView {
  static override styles: CSSResultGroup = [
    PageView.styles,
    css`
      :host {
        --page-width: 1440px;
      }
    `,
  ];

  readonly #library: Library;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#library = new Library(client);
  }

  protected override content(): LitElement {
    render(pageLink('back', '.', 'back', text().library.back), this.#library);
    this.#library.readOnly = !this.session.mayChange;
    return this.#library;
  }
}

customElements.define('petlog-library-view', LibraryView);

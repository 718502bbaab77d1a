import { css, type CSSResultGroup, type LitElement } from 'lit';
import { Library } from '../elements/library.ts';
import type { PageContext } from '../shell/context.ts';
import { PageView } from './page-view.ts';

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

  /** @param recordingId the one that is opened at once */
  constructor({ client, keeper, isLiveOpen }: PageContext, recordingId: string | null = null) {
    super(client, keeper);
    this.#library = new Library(client, { tellsOfFilms: () => !isLiveOpen() });
    this.#library.opening = recordingId;
    this.#library.addEventListener('settled-change', () => this.requestUpdate());
  }

  protected override hasSettled(): boolean {
    return this.#library.isSettled;
  }

  protected override content(): LitElement {
    this.#library.readOnly = !this.session.mayChange;
    return this.#library;
  }
}

customElements.define('petlog-library-view', LibraryView);

import { css, html, LitElement, nothing, render, type TemplateResult } from 'lit';
import '../elements/access/open-notice.ts';
import { Library } from '../elements/library.ts';
import { icon } from '../icons.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';

/** The library as a page of its own. */
export class LibraryView extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        --page-width: 1440px;
      }
    `,
  ];

  readonly #client: PetLogClient;
  readonly #session: SessionController;
  readonly #library: Library;

  constructor(client: PetLogClient, source: SessionSource) {
    super();
    this.#client = client;
    this.#session = new SessionController(this, source);
    this.#library = new Library(client);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#client.close();
  }

  override render(): TemplateResult {
    render(html`<a class="link" slot="back" href=".">${icon('back')}${text().library.back}</a>`, this.#library);
    this.#library.readOnly = !this.#session.mayChange;
    return html`${this.#session.isOpenMode ? html`<petlog-open-notice></petlog-open-notice>` : nothing}
      <main>${this.#library}</main>`;
  }
}

customElements.define('petlog-library-view', LibraryView);

import { css, html, LitElement, render, type TemplateResult } from 'lit';
import { Library } from '../elements/library.ts';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';

/** The library as a page of its own. */
export class LibraryView extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        max-width: 1440px;
        min-height: 100dvh;
        margin: 0 auto;
        padding: 0 20px;
      }

      .back {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 48px;
        padding: 8px 14px 8px 6px;
        font-size: var(--text-body);
        font-weight: 600;
        color: var(--accent);
        text-decoration: none;
        border-radius: var(--radius-small);
      }

      .back svg {
        width: 1.25em;
        height: 1.25em;
      }

      .back:hover {
        background: var(--surface-raised);
      }

      @media (max-width: 640px) {
        :host {
          padding-inline: 16px;
        }
      }
    `,
  ];

  readonly #client: PetLogClient;
  readonly #library: Library;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.#library = new Library(client);
    render(html`<a class="back" slot="back" href=".">${icon('back')}${text().library.back}</a>`, this.#library);
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
    return html`<main>${this.#library}</main>`;
  }
}

customElements.define('petlog-library-view', LibraryView);

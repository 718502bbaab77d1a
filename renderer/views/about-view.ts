import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { text } from '../text/text.ts';
import { versionOfServer } from '../transport/version.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** What this is, in which language it speaks, and where one reads on. */
export class AboutView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles];

  #version: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void versionOfServer().then((version) => {
      this.#version = version;
      this.requestUpdate();
    });
  }

  protected override content(): TemplateResult {
    const { kiosk, more, productName } = text();
    return morePage(
      more.about,
      html`<div class="card">
          <p><b>${this.#version === null ? productName : kiosk.version(this.#version)}</b></p>
        </div>
        <div class="rows">
          <a class="row" href="?view=plain">${icon('eye')}<span><b>${more.pictureOnly}</b><small>${more.pictureOnlyHint}</small></span>${icon('forward')}</a>
          <a class="row" href="docs">${icon('history')}<span><b>${more.documentation}</b><small>${more.documentationHint}</small></span>${icon('forward')}</a>
        </div>`,
    );
  }
}

customElements.define('petlog-about-view', AboutView);

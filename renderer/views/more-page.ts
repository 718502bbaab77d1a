import { html, type LitElement, type TemplateResult } from 'lit';
import { isOwnScreen } from '../elements/own-screen.ts';
import { pageLinkOf } from '../shell/route.ts';
import { text } from '../text/text.ts';
import { pageLink } from './page-view.ts';

/** From a page of More back to the list of them; for the slot `back`. On the camera's own screen, whoever shows the page puts the way back there. */
export function backToMore(): TemplateResult {
  return isOwnScreen() ? html`<slot name="back" slot="back"></slot>` : pageLink('back', pageLinkOf('more'), 'back', text().places.more);
}

/** The head of a page of More whose content has none of its own. The styles are `pageBarStyles`. */
export function morePage(title: string, content: TemplateResult | LitElement, back: TemplateResult = backToMore()): TemplateResult {
  return html`<div class="bar">${back}<div class="heading"><h1>${title}</h1></div></div>
    <div class="content">${content}</div>`;
}

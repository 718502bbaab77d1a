import { html, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { text } from '../../text/text.ts';

/** In the place of a page that is of no use to a viewer. The styles are `pageStyles`. */
export function adminsOnly(): TemplateResult {
  const words = text().devices;
  return html`<div class="state" role="status">
    ${icon('lock')}<strong>${words.adminsOnly}</strong>
    <p>${words.adminsOnlyHint}</p>
    <a class="link" href=".">${icon('back')}${words.back}</a>
  </div>`;
}

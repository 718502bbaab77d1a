import { html, nothing, type TemplateResult } from 'lit';
import type { LiveController } from '../../state/live-controller.ts';
import { text } from '../../text/text.ts';
import { cameraButtons, isStorageOff } from '../camera-buttons.ts';

/** The three large buttons of the camera's own screen, and why there is no recording where there is none. */
export function kioskButtons(live: LiveController, { stacked }: { readonly stacked: boolean }): TemplateResult {
  return html`<div class="buttons">${cameraButtons(live, { short: true, stacked, roomy: stacked })}</div>
    ${isStorageOff(live) ? html`<p class="reason">${text().storageOffReason}</p>` : nothing}`;
}

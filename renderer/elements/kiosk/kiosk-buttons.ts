import { html, nothing, type TemplateResult } from 'lit';
import type { LiveController } from '../../state/live-controller.ts';
import { text } from '../../text/text.ts';
import { cameraButtons, isStorageOff } from '../camera-buttons.ts';
import { talkButton } from '../live/talk-button-place.ts';
import { privacyButton } from '../privacy-button.ts';

interface KioskButtonOptions {
  /** Null while there is nothing to look back at. */
  readonly lookBack: (() => void) | null;
}

/** What the camera's own screen does with the picture, as large buttons, and why there is no recording where there is none. */
export function kioskButtons(live: LiveController, { lookBack }: KioskButtonOptions): TemplateResult {
  return html`<div class="buttons">
      ${cameraButtons(live, { short: true, stacked: true, roomy: true })}
      <petlog-button stacked icon="rewind" label=${text().rewind.open} .disabled=${lookBack === null} @click=${() => lookBack?.()}></petlog-button>
      ${talkButton(live, { stacked: true })}
      ${privacyButton(live, { stacked: true })}
    </div>
    ${isStorageOff(live) ? html`<p class="reason">${text().storageOffReason}</p>` : nothing}`;
}

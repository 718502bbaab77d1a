import { html, type TemplateResult } from 'lit';
import type { LiveController } from '../state/live-controller.ts';
import { text } from '../text/text.ts';
import './action-button.ts';

/** One touch switches the camera off for everyone, one more brings it back. */
export function privacyButton(live: LiveController, options: { readonly stacked?: boolean } = {}): TemplateResult {
  const words = text().privacy;
  const isOn = live.status?.privacy ?? false;
  return html`<petlog-button
    class="privacy"
    icon=${isOn ? 'eye' : 'privacy'}
    label=${isOn ? words.off : words.on}
    .hint=${isOn ? undefined : words.hint}
    tone=${isOn ? 'primary' : 'plain'}
    ?stacked=${options.stacked ?? false}
    .busy=${live.actions.isPending('privacy')}
    .disabled=${live.connection !== 'connected'}
    @click=${() => live.actions.setPrivacy(!isOn)}
  ></petlog-button>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { LiveController } from '../../state/live-controller.ts';
import { text } from '../../text/text.ts';
import '../action-button.ts';
import { cameraButtons, isStorageOff } from '../camera-buttons.ts';
import { icon } from '../../icons.ts';
import { privacyButton } from '../privacy-button.ts';
import { talkButton } from './talk-button-place.ts';

interface LiveControlsOptions {
  /** Whether who is here may do more than watch. */
  readonly mayChange: boolean;
  readonly mayTalk: boolean;
  readonly stacked: boolean;
  readonly takePhoto: () => void;
  readonly toggleFullscreen: () => void;
}

/** One row: what one does with the picture. Below it, why something of it is out of use. */
export function liveControls(
  live: LiveController,
  { mayChange, mayTalk, stacked, takePhoto, toggleFullscreen }: LiveControlsOptions,
): TemplateResult {
  const { actions, viewerMode } = text();
  const isOffline = live.connection !== 'connected';
  const { phase } = live;
  return html`<div class="controls" id="controls" role="group" aria-label=${actions.group}>
      ${
        mayChange
          ? cameraButtons(live, { stacked, roomy: !stacked })
          : html`<petlog-button
            icon="play"
            tone=${phase === 'paused' || phase === 'stopped' ? 'primary' : 'plain'}
            label=${viewerMode.watch}
            ?stacked=${stacked}
            .disabled=${phase !== 'paused' && phase !== 'stopped'}
            @click=${() => live.watch()}
          ></petlog-button>`
      }
      <petlog-button
        icon="snapshot"
        label=${actions.snapshot}
        .hint=${isOffline ? text().live.offline : undefined}
        ?stacked=${stacked}
        .busy=${live.actions.isPending('snapshot')}
        .disabled=${isOffline || phase === 'privacy'}
        @click=${takePhoto}
      ></petlog-button>
      ${mayTalk ? talkButton(live, { stacked }) : nothing}
      ${mayChange ? privacyButton(live, { stacked }) : nothing}
      ${stacked ? nothing : html`<petlog-button icon="expand" label=${actions.fullscreen} @click=${toggleFullscreen}></petlog-button>`}
    </div>
    ${reason(live, mayChange)}`;
}

function reason(live: LiveController, mayChange: boolean): TemplateResult | typeof nothing {
  const { storageOffReason, viewerMode } = text();
  if (!mayChange) {
    return html`<p class="reason">${icon('lock')}${viewerMode.controls}</p>`;
  }
  return isStorageOff(live) ? html`<p class="reason">${icon('film')}${storageOffReason}</p>` : nothing;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { LiveController } from '../../state/live-controller.ts';

/** The button to talk with, where the camera has a speaker and this page may use a microphone. Loaded then. */
export function talkButton(live: LiveController, { stacked }: { readonly stacked: boolean }): TemplateResult | typeof nothing {
  const canTalk = globalThis.isSecureContext && typeof RTCPeerConnection === 'function';
  if (!canTalk || live.status?.has_speaker !== true || live.connection !== 'connected') {
    return nothing;
  }
  void import('../talk-button.ts');
  return html`<petlog-talk-button
    ?stacked=${stacked}
    .camera=${live.cameraId}
    .status=${live.status}
    .messages=${live.messages}
  ></petlog-talk-button>`;
}

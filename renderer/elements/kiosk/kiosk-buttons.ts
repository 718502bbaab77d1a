import { html, nothing, type TemplateResult } from 'lit';
import { formatDuration } from '../../state/format.ts';
import type { LiveController } from '../../state/live-controller.ts';
import { text } from '../../text/text.ts';
import '../action-button.ts';

/** The three large buttons of the camera's own screen, and why there is no recording where there is none. */
export function kioskButtons(live: LiveController, { stacked }: { readonly stacked: boolean }): TemplateResult {
  const { actions, storageOffReason } = text();
  const { status, phase } = live;
  const stopped = status === null || status.state === 'stopped';
  const isPrivate = phase === 'privacy';
  const recording = live.recordingSeconds;
  const storageOff = status !== null && !status.storage_enabled;
  return html`<div class="buttons">
      <petlog-button
        icon="play"
        label=${actions.startShort}
        ?stacked=${stacked}
        tone=${phase === 'stopped' || phase === 'paused' ? 'primary' : 'plain'}
        .busy=${live.isPending('start')}
        .disabled=${isPrivate || (live.view.watching && !stopped)}
        @click=${() => live.start()}
      ></petlog-button>
      <petlog-button
        icon="stop"
        label=${actions.stopShort}
        ?stacked=${stacked}
        .busy=${live.isPending('stop')}
        .disabled=${status?.state === 'stopped' && !live.view.watching}
        @click=${() => live.stop()}
      ></petlog-button>
      <petlog-button
        class="record"
        icon=${recording === null ? 'record' : 'stop'}
        label=${actions.record}
        .caption=${recording === null ? actions.record : stacked ? `${actions.recording} ${formatDuration(recording)}` : formatDuration(recording)}
        .hint=${storageOff ? storageOffReason : recording === null ? undefined : actions.stopRecordingHint}
        ?stacked=${stacked}
        tone=${recording === null ? 'danger' : 'recording'}
        .pressed=${recording !== null}
        .busy=${live.isPending('record')}
        .disabled=${storageOff || isPrivate}
        @click=${() => live.toggleRecording()}
      ></petlog-button>
    </div>
    ${storageOff ? html`<p class="reason">${storageOffReason}</p>` : nothing}`;
}

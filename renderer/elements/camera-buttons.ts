import { html, type TemplateResult } from 'lit';
import { formatDuration } from '../state/format.ts';
import type { LiveController } from '../state/live-controller.ts';
import { text } from '../text/text.ts';
import './action-button.ts';

interface CameraButtonsOptions {
  /** The words on Start and Stop, for little room. */
  readonly short?: boolean;
  readonly stacked: boolean;
  /** Room for a word beside the time of a recording. */
  readonly roomy: boolean;
}

/** Start, Stop and Record: what changes something for everyone. */
export function cameraButtons(live: LiveController, { short = false, stacked, roomy }: CameraButtonsOptions): TemplateResult {
  const { actions, storageOffReason } = text();
  const { status, phase } = live;
  const isStopped = status === null || status.state === 'stopped';
  const isPrivate = phase === 'privacy';
  const recording = live.recordingSeconds === null ? null : formatDuration(live.recordingSeconds);
  const storageOff = isStorageOff(live);
  return html`<petlog-button
      icon="play"
      label=${short ? actions.startShort : actions.start}
      ?stacked=${stacked}
      tone=${phase === 'stopped' || phase === 'paused' ? 'primary' : 'plain'}
      .busy=${live.isPending('start')}
      .disabled=${isPrivate || (live.view.watching && !isStopped)}
      @click=${() => live.start()}
    ></petlog-button>
    <petlog-button
      icon="stop"
      label=${short ? actions.stopShort : actions.stop}
      ?stacked=${stacked}
      .busy=${live.isPending('stop')}
      .disabled=${status?.state === 'stopped' && !live.view.watching}
      @click=${() => live.stop()}
    ></petlog-button>
    <petlog-button
      class="record"
      icon=${recording === null ? 'record' : 'stop'}
      label=${actions.record}
      .caption=${recording === null ? actions.record : roomy ? `${actions.recording} ${recording}` : recording}
      .hint=${storageOff ? storageOffReason : recording === null ? undefined : actions.stopRecordingHint}
      ?stacked=${stacked}
      tone=${recording === null ? 'danger' : 'recording'}
      .pressed=${recording !== null}
      .busy=${live.isPending('record')}
      .disabled=${storageOff || isPrivate}
      @click=${() => live.toggleRecording()}
    ></petlog-button>`;
}

/** Record says why it is out of use; a screen says it too. */
export function isStorageOff({ status }: LiveController): boolean {
  return status !== null && !status.storage_enabled;
}

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
  const isPrivate = live.phase === 'privacy';
  const recording = live.recordingSeconds === null ? null : formatDuration(live.recordingSeconds);
  const storageOff = isStorageOff(live);
  const isOffline = live.connection !== 'connected';
  return html`${startOrStop(live, { short, stacked })}
    <petlog-button
      class="record"
      icon=${recording === null ? 'record' : 'stop'}
      label=${actions.record}
      .caption=${recording === null ? actions.record : roomy ? `${actions.recording} ${recording}` : recording}
      .hint=${isOffline ? text().live.offline : storageOff ? storageOffReason : recording === null ? undefined : actions.stopRecordingHint}
      ?stacked=${stacked}
      tone=${recording === null ? 'danger' : 'recording'}
      .pressed=${recording !== null}
      .busy=${live.actions.isPending('record')}
      .disabled=${isOffline || storageOff || isPrivate}
      @click=${() => live.actions.toggleRecording()}
    ></petlog-button>`;
}

/** One button with two faces: what this screen watches can be stopped, all else started. */
function startOrStop(live: LiveController, { short, stacked }: { readonly short: boolean; readonly stacked: boolean }): TemplateResult {
  const { actions, live: words } = text();
  const { status, view, phase } = live;
  const isOn =
    live.actions.isPending('stop') || (view.watching && status !== null && status.state !== 'stopped' && !live.actions.isPending('start'));
  const label = isOn ? (short ? actions.stopShort : actions.stop) : short ? actions.startShort : actions.start;
  return html`<petlog-button
    class="power"
    icon=${isOn ? 'stop' : 'play'}
    label=${label}
    .caption=${isOn ? actions.stopShort : actions.startShort}
    .hint=${live.connection === 'connected' ? undefined : words.offline}
    ?stacked=${stacked}
    tone=${phase === 'stopped' || phase === 'paused' ? 'primary' : 'plain'}
    .busy=${live.actions.isPending('start') || live.actions.isPending('stop')}
    .disabled=${live.connection !== 'connected' || phase === 'privacy'}
    @click=${() => (isOn ? live.actions.stop() : live.actions.start())}
  ></petlog-button>`;
}

/** Record says why it is out of use; a screen says it too. */
export function isStorageOff({ status }: LiveController): boolean {
  return status !== null && !status.storage_enabled;
}

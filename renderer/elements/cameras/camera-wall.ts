import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../../shared/api.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { icon, type IconName } from '../../icons.ts';
import { addressOf } from '../../state/cameras/chosen-camera.ts';
import { TilePictures } from '../../state/cameras/tile-pictures.ts';
import { isWatchable, type TileState, tileState } from '../../state/cameras/tile-state.ts';
import { cameraWallStyles } from '../../styles/camera-wall.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';

const signs: Readonly<Record<TileState, IconName>> = {
  live: 'camera',
  lost: 'warning',
  starting: 'spinner',
  privacy: 'privacy',
  stopped: 'cameraOff',
  disabled: 'cameraOff',
};

/** All cameras at a glance. Fires `choose` with the id of a camera. */
export class CameraWall extends LitElement {
  static override properties: PropertyDeclarations = {
    cameras: { attribute: false },
    statusOf: { attribute: false },
    heard: { type: Number },
  };

  static override styles = [baseStyles, cameraWallStyles];

  declare cameras: readonly CameraInfo[];
  /** Rises with each status. */
  declare heard: number;
  declare statusOf: (cameraId: string) => LiveStatus | null;

  constructor() {
    super();
    this.cameras = [];
    this.statusOf = () => null;
    new TilePictures(this, () => this.cameras.filter((camera) => isWatchable(this.#stateOf(camera))).map(({ camera_id }) => camera_id));
  }

  protected override updated(): void {
    this.style.setProperty('--columns', String(Math.max(1, Math.ceil(Math.sqrt(this.cameras.length)))));
  }

  override render(): TemplateResult {
    return html`<ul aria-label=${text().cameras.all}>
      ${this.cameras.map((camera) => this.#tile(camera))}
    </ul>`;
  }

  #stateOf(camera: CameraInfo): TileState {
    return tileState(camera, this.statusOf(camera.camera_id));
  }

  #tile(camera: CameraInfo) {
    const { cameras: words, indicators } = text();
    const { camera_id: cameraId, name } = camera;
    const state = this.#stateOf(camera);
    const isRecording = this.statusOf(cameraId)?.recording ?? camera.recording;
    const said = words.states[state];
    return html`<li>
      <a
        class=${state}
        href=${addressOf(cameraId)}
        aria-label=${[name, said, ...(isRecording ? [indicators.recordingOn] : [])].join(', ')}
        @click=${(event: MouseEvent) => this.#choose(event, cameraId)}
      >
        <canvas data-camera=${cameraId} width="16" height="9" aria-hidden="true"></canvas>
        ${state === 'live' ? nothing : html`<span class="sign">${icon(signs[state])}<span>${said}</span></span>`}
        <span class="name">${isRecording ? html`<span class="recording">${icon('record')}</span>` : nothing}<span>${name}</span></span>
      </a>
    </li>`;
  }

  /** A new tab is the browser's business. */
  #choose(event: MouseEvent, cameraId: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('choose', { detail: cameraId }));
  }
}

customElements.define('petlog-camera-wall', CameraWall);

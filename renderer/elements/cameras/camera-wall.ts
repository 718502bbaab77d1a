import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../../shared/api.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { icon, type IconName } from '../../icons.ts';
import { pageLinkOf } from '../../shell/route.ts';
import { addressOf } from '../../state/cameras/chosen-camera.ts';
import { TilePictures } from '../../state/cameras/tile-pictures.ts';
import { isWatchable, type TileState, tileState } from '../../state/cameras/tile-state.ts';
import { cameraWallStyles } from '../../styles/camera-wall.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import { type StreamPlaces, unsharedPlaces } from '../../transport/stream-place.ts';
import { delay } from '../../state/delay.ts';

const signs: Readonly<Record<TileState, IconName>> = {
  live: 'camera',
  lost: 'warning',
  starting: 'spinner',
  privacy: 'privacy',
  stopped: 'cameraOff',
  disabled: 'cameraOff',
};

/** All cameras at a glance. Fires `choose` with the id of a camera, and `settings` after a long press. */
export class CameraWall extends LitElement {
  static override properties: PropertyDeclarations = {
    cameras: { attribute: false },
    statusOf: { attribute: false },
    heard: { type: Number },
    manageable: { type: Boolean },
    places: { attribute: false },
  };

  static override styles = [baseStyles, cameraWallStyles];

  declare cameras: readonly CameraInfo[];
  /** Rises with each status. */
  declare heard: number;
  /** With a place for one more, and the way to the settings of each. */
  declare manageable: boolean;
  /** Where the pictures have their place among those of this browser. */
  declare places: StreamPlaces;
  declare statusOf: (cameraId: string) => LiveStatus | null;

  constructor() {
    super();
    this.cameras = [];
    this.manageable = false;
    this.statusOf = () => null;
    this.places = unsharedPlaces(delay);
    new TilePictures(
      this,
      () => this.cameras.filter((camera) => isWatchable(this.#stateOf(camera))).map(({ camera_id }) => camera_id),
      () => this.places,
    );
  }

  protected override updated(): void {
    const tiles = Math.max(1, this.cameras.length + (this.manageable ? 1 : 0));
    const columns = Math.ceil(Math.sqrt(tiles));
    this.style.setProperty('--columns', String(columns));
    this.style.setProperty('--rows', String(Math.ceil(tiles / columns)));
  }

  override render(): TemplateResult {
    return html`<ul aria-label=${text().cameras.all}>
      ${this.cameras.map((camera) => this.#tile(camera))}
      ${this.manageable && this.cameras.length > 0 ? html`<li><a class="add" href=${pageLinkOf('cameras')}>${icon('add')}<span>${text().cameras.add}</span></a></li>` : nothing}
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
        @contextmenu=${(event: Event) => this.#openSettings(event, cameraId)}
      >
        <canvas data-camera=${cameraId} width="16" height="9" aria-hidden="true"></canvas>
        <span class="name">${isRecording ? html`<span class="recording">${icon('record')}</span>` : nothing}<span>${name}</span>${this.#soundMark(camera)}${this.#talkMark(camera)}</span>
        ${state === 'live' ? nothing : html`<span class="sign">${icon(signs[state])}<span>${said}</span></span>`}
      </a>
    </li>`;
  }

  #soundMark(camera: CameraInfo) {
    if (!(this.statusOf(camera.camera_id)?.has_sound ?? camera.has_sound)) {
      return nothing;
    }
    void import('../sound-mark.ts');
    return html`<petlog-sound-mark small></petlog-sound-mark>`;
  }

  #talkMark(camera: CameraInfo) {
    const talking = this.statusOf(camera.camera_id)?.talking ?? null;
    if (talking === null) {
      return nothing;
    }
    void import('../talk-mark.ts');
    return html`<petlog-talk-mark small .by=${talking.by}></petlog-talk-mark>`;
  }

  /** What a long press is for. */
  #openSettings(event: Event, cameraId: string): void {
    if (!this.manageable || !(event instanceof PointerEvent) || event.pointerType !== 'touch') {
      return;
    }
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('settings', { detail: cameraId }));
  }

  /** A new tab is the browser's business. */
  #choose(event: MouseEvent, cameraId: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('choose', { detail: cameraId }));
  }
}

customElements.define('petlog-camera-wall', CameraWall);

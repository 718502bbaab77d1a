import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { icon, type IconName } from '../../icons.ts';
import { pageLinkOf } from '../../shell/route.ts';
import { CamerasController } from '../../state/cameras/cameras-controller.ts';
import { TilePictures } from '../../state/cameras/tile-pictures.ts';
import { isWatchable, tileState } from '../../state/cameras/tile-state.ts';
import { UndoQueue } from '../../state/library/undo-queue.ts';
import { Messages } from '../../state/messages.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { cameraListStyles } from '../../styles/camera-list.ts';
import { emptyStateStyles } from '../../styles/empty-state.ts';
import { pageBarStyles } from '../../styles/page-bar.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { type StreamPlaces, unsharedPlaces } from '../../transport/stream-place.ts';
import { delay } from '../../state/delay.ts';
import '../action-button.ts';
import { emptyState } from '../empty-state.ts';
import { isOwnScreen } from '../own-screen.ts';
import '../message-list.ts';
import '../switch-field.ts';
import '../undo-bar.ts';
import { AddCameraDialog } from './add-camera-dialog.ts';
import { CameraNameDialog } from './camera-name-dialog.ts';

/** The cameras of the house, for admins: their order, names, and which are on. The slot `back` is the way out. */
export class CameraList extends LitElement {
  static override styles = [baseStyles, pageBarStyles, emptyStateStyles, cameraListStyles];

  readonly #client: PetLogClient;
  readonly #cameras: CamerasController;
  readonly #messages: Messages;
  readonly #removals: UndoQueue<CameraInfo>;
  readonly #nameDialog: CameraNameDialog;
  readonly #addDialog: AddCameraDialog;
  /** Being asked for at the moment. */
  readonly #changing = new Set<string>();
  readonly #mayRemove: () => Promise<boolean>;

  /**
   * `mayRemove` is asked before anything is removed, which happens only when the time to undo it is over.
   * `places` has those of the small pictures among the live pictures of this browser.
   */
  constructor(
    client: PetLogClient,
    mayRemove: () => Promise<boolean> = () => Promise.resolve(true),
    places: StreamPlaces = unsharedPlaces(delay),
  ) {
    super();
    this.#client = client;
    this.#mayRemove = mayRemove;
    this.#cameras = new CamerasController(this, client);
    this.#messages = new Messages(() => this.requestUpdate());
    this.#removals = new UndoQueue(
      (cameras) => void this.#remove(cameras),
      () => this.requestUpdate(),
    );
    this.#nameDialog = new CameraNameDialog(client);
    this.#nameDialog.addEventListener('saved', () => void this.#cameras.load());
    this.#addDialog = new AddCameraDialog(client, (cameraId) => this.#cameras.nameOf(cameraId));
    this.#addDialog.addEventListener('added', (event) => {
      this.#messages.add('information', text().cameras.added((event as CustomEvent<string>).detail));
      void this.#cameras.load();
    });
    this.#addDialog.addEventListener('failed', (event) =>
      this.#messages.add('error', text().cameras.failed.add(describeFailure((event as CustomEvent<unknown>).detail, text()))),
    );
    new TilePictures(
      this,
      () => this.#shown.filter((camera) => this.#isWatchable(camera)).map(({ camera_id }) => camera_id),
      () => places,
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
    this.#messages.close();
  }

  override render(): TemplateResult {
    const words = text().cameras;
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading"><h1>${words.title}</h1></div>
        <petlog-button icon="add" label=${words.add} @click=${() => this.#addDialog.show()}></petlog-button>
        <slot name="more"></slot>
      </div>
      ${this.#cameras.cameras === null ? this.#state() : html`<ol>${this.#shown.map((camera, index, all) => this.#row(camera, index, all.length))}</ol>`}
      ${this.#nameDialog} ${this.#addDialog}
      <petlog-undo-bar
        .count=${this.#removals.items.length}
        .sentence=${this.#removals.items.map(({ name }) => words.removing(name)).join(' ')}
        @undo=${() => this.#removals.undo()}
      ></petlog-undo-bar>
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>`;
  }

  /** Without those that are about to be removed. */
  get #shown(): readonly CameraInfo[] {
    const leaving = new Set(this.#removals.items.map(({ camera_id }) => camera_id));
    return this.#cameras.cameras?.filter(({ camera_id }) => !leaving.has(camera_id)) ?? [];
  }

  #isWatchable(camera: CameraInfo): boolean {
    return isWatchable(tileState(camera, this.#cameras.statusOf(camera.camera_id)));
  }

  #state() {
    const words = text().cameras;
    const { failure } = this.#cameras;
    if (failure === undefined) {
      return html`<div class="state" role="status"><p>${words.loading}</p></div>`;
    }
    return emptyState({
      sign: 'warning',
      title: words.failed.list(describeFailure(failure, text())),
      action: { label: words.again, act: () => this.#cameras.load() },
    });
  }

  #row(camera: CameraInfo, index: number, count: number) {
    const { cameras: words, facts } = text();
    const { camera_id: cameraId, name, enabled, is_default: isDefault, source } = camera;
    const state = tileState(camera, this.#cameras.statusOf(cameraId));
    const move = (by: number): void => void this.#change(camera, { position: (this.#shown[index + by] ?? camera).position });
    return html`<li data-row=${cameraId}>
      <span class="picture"><canvas data-camera=${cameraId} width="16" height="9" aria-hidden="true"></canvas></span>
      <div class="what"><strong>${name}</strong><span>${facts.sources[source]} · ${words.states[state]}</span></div>
      <petlog-switch-field
        label=${words.enabled(name)}
        .checked=${enabled}
        @change-value=${({ detail }: CustomEvent<boolean>) => this.#change(camera, { enabled: detail })}
      ></petlog-switch-field>
      <div class="tools">
        <a href=${pageLinkOf('camera', cameraId)} aria-label=${text().live.settingsOf(name)} ?hidden=${isOwnScreen()}>${icon('settings')}${text().settings.open}</a>
        ${this.#tool('edit', words.rename(name), () => this.#nameDialog.show(cameraId, name))}
        ${count === 1 ? nothing : html`${this.#tool('up', words.moveUp(name), () => move(-1), index === 0)} ${this.#tool('down', words.moveDown(name), () => move(1), index === count - 1)}`}
        ${isDefault ? (count === 1 ? nothing : html`<span></span>`) : this.#tool('trash', words.remove(name), () => this.#askToRemove(camera))}
      </div>
    </li>`;
  }

  #tool(sign: IconName, label: string, act: () => unknown, disabled = false) {
    return html`<button type="button" title=${label} aria-label=${label} ?disabled=${disabled} @click=${act}>${icon(sign)}</button>`;
  }

  async #change(camera: CameraInfo, change: { enabled?: boolean; position?: number }): Promise<void> {
    if (this.#changing.has(camera.camera_id)) {
      return;
    }
    this.#changing.add(camera.camera_id);
    try {
      await this.#client.call('cameras.change', { id: camera.camera_id, ...change });
    } catch (error) {
      this.#messages.add('error', text().cameras.failed.change(describeFailure(error, text())));
    } finally {
      this.#changing.delete(camera.camera_id);
      await this.#cameras.load();
    }
  }

  async #askToRemove(camera: CameraInfo): Promise<void> {
    if (await this.#mayRemove()) {
      this.#removals.add([camera]);
    }
  }

  async #remove(cameras: readonly CameraInfo[]): Promise<void> {
    for (const { camera_id: id } of cameras) {
      await this.#client
        .call('cameras.remove', { id })
        .catch((error: unknown) => this.#messages.add('error', text().cameras.failed.remove(describeFailure(error, text()))));
    }
    await this.#cameras.load();
  }

  readonly #onLeave = (): void => this.#removals.flush();
}

customElements.define('petlog-camera-list', CameraList);

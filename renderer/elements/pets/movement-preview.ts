import { html, LitElement, nothing, svg, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MovementSeen } from '../../../shared/movement.ts';
import { MovementWatch } from '../../state/activity/movement-watch.ts';
import { delay } from '../../state/delay.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { movementPreviewStyles } from '../../styles/movement-preview.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient, SnapshotSource } from '../../transport/petlog-client.ts';
import '../action-button.ts';

/** What PetLog takes for a movement just now, as boxes over the picture, while somebody wants to see it. */
export class MovementPreview extends LitElement {
  static override properties: PropertyDeclarations = { cameraId: { attribute: false }, words: { attribute: false } };

  static override styles = [baseStyles, movementPreviewStyles];

  declare cameraId: string;
  declare words: EventWords;
  readonly #watch: MovementWatch;
  #watched = '';

  constructor(client: PetLogClient, snapshots: SnapshotSource) {
    super();
    this.cameraId = '';
    this.#watch = new MovementWatch(this, {
      client,
      snapshots,
      delay,
      isHidden: () => document.hidden,
      addresses: { create: (picture) => URL.createObjectURL(picture), revoke: (address) => URL.revokeObjectURL(address) },
    });
  }

  override render(): TemplateResult {
    const { preview } = this.words;
    const { isWatching } = this.#watch;
    return html`<petlog-button
        icon=${isWatching ? 'close' : 'eye'}
        label=${isWatching ? preview.hide : preview.show}
        @click=${() => (isWatching ? this.#watch.stop() : this.#begin())}
      ></petlog-button>
      ${isWatching ? this.#picture() : nothing}`;
  }

  protected override updated(): void {
    if (this.#watch.isWatching && this.#watched !== this.cameraId) {
      this.#begin();
    }
  }

  #begin(): void {
    this.#watched = this.cameraId;
    this.#watch.watch(this.cameraId);
  }

  #picture(): TemplateResult {
    const { preview, failed } = this.words;
    const { look, failure } = this.#watch;
    if (look === null) {
      return html`<p class="board" role="status">${failure === undefined ? preview.loading : failed(describeFailure(failure, text()))}</p>`;
    }
    return html`<div class="board" role="img" aria-label=${preview.picture}>
        <img src=${look.picture} alt="" />
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          ${look.seen.regions.map(
            ({ box, is_moving: isMoving }) =>
              svg`<rect class=${isMoving ? 'moving' : 'standing'} x=${box.x} y=${box.y} width=${box.width} height=${box.height}></rect>`,
          )}
        </svg>
      </div>
      <p class="said">${this.#sentence(look.seen)}</p>`;
  }

  #sentence({ is_looking: isLooking, is_new_scene: isNewScene, regions }: MovementSeen): string {
    const { preview } = this.words;
    if (!isLooking) {
      return preview.off;
    }
    if (isNewScene) {
      return preview.newScene;
    }
    return regions.some(({ is_moving: isMoving }) => isMoving) ? preview.moving : regions.length > 0 ? preview.standing : preview.still;
  }
}

customElements.define('petlog-movement-preview', MovementPreview);

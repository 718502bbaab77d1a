import { html, LitElement, nothing, svg, type PropertyDeclarations, type TemplateResult } from 'lit';
import { isSimplePolygon, type Point } from '../../../shared/polygon.ts';
import type { Zone, ZonePlace } from '../../../shared/zones.ts';
import { icon } from '../../icons.ts';
import { drawnPolygon, thousandths } from '../../state/activity/drawn-polygon.ts';
import { ignoredName, zoneName } from '../../state/activity/event-title.ts';
import { chipStyles } from '../../styles/chips.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { petListStyles } from '../../styles/pets.ts';
import { baseStyles } from '../../styles/shared.ts';
import { zoneEditorStyles } from '../../styles/zone-editor.ts';
import type { EventWords } from '../../text/en/events.ts';
import '../action-button.ts';

/** A zone that is being drawn. */
export type NewZone = Pick<Zone, 'camera_id' | 'name' | 'kind' | 'place' | 'polygon'>;

const middle: readonly Point[] = [
  [0.35, 0.35],
  [0.65, 0.35],
  [0.65, 0.65],
  [0.35, 0.65],
];
const keyStep = 0.02;
const keySteps: Readonly<Record<string, Point>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, -keyStep],
  ArrowDown: [0, keyStep],
};

/** The zones of one camera over its picture, and a new one as a finger draws it. Fires `create` with a `NewZone`, and `remove` with a `Zone`. */
export class ZoneEditor extends LitElement {
  static override properties: PropertyDeclarations = {
    cameraId: { attribute: false },
    picture: { attribute: false },
    zones: { attribute: false },
    words: { attribute: false },
    manageable: { type: Boolean },
    corners: { state: true },
    path: { state: true },
    isDrawing: { state: true },
    place: { state: true },
    isWrong: { state: true },
  };

  static override styles = [baseStyles, fieldStyles, chipStyles, petListStyles, zoneEditorStyles];

  declare cameraId: string;
  /** Address of a picture; null where there is none. */
  declare picture: string | null;
  declare zones: readonly Zone[];
  declare words: EventWords;
  declare manageable: boolean;
  /** Of the new one; null before it was drawn. */
  declare corners: readonly Point[] | null;
  /** What a finger draws just now. */
  declare path: readonly Point[];
  declare isDrawing: boolean;
  declare place: ZonePlace | 'ignore';
  declare isWrong: boolean;

  constructor() {
    super();
    this.cameraId = '';
    this.picture = null;
    this.#reset();
  }

  override render(): TemplateResult {
    const words = this.words.zones;
    return html`<div class="board ${this.isDrawing && this.corners === null ? 'drawing' : ''}" role="group" aria-label=${words.picture}
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}>
        ${this.picture === null ? html`<p>${words.noPicture}</p>` : html`<img src=${this.picture} alt="" draggable="false" />`}
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          ${this.zones.map((zone) => svg`<polygon class=${zone.kind} points=${pointsOf(zone.polygon)}></polygon>`)}
          ${this.corners === null ? nothing : svg`<polygon class="new" points=${pointsOf(this.corners)}></polygon>`}
          ${this.path.length > 1 ? svg`<polyline points=${pointsOf(this.path)}></polyline>` : nothing}
        </svg>
        ${this.corners?.map((corner, index) => this.#handle(corner, index))}
      </div>
      ${this.manageable ? this.#tools() : nothing}
      ${this.zones.length === 0 ? html`<p class="muted">${words.empty}</p>` : html`<ul>${this.zones.map((zone) => this.#row(zone))}</ul>`}`;
  }

  #tools(): TemplateResult {
    const words = this.words.zones;
    if (!this.isDrawing) {
      return html`<div class="tools-row"><petlog-button icon="add" label=${words.draw} @click=${() => (this.isDrawing = true)}></petlog-button></div>`;
    }
    if (this.corners === null) {
      return html`<p role="status">${this.isWrong ? words.crossing : words.drawHint}</p>
        <div class="tools-row">
          <petlog-button icon="close" label=${words.cancel} @click=${() => this.#reset()}></petlog-button>
          <petlog-button icon="unselected" label=${words.rectangle} @click=${() => this.#put(middle)}></petlog-button>
        </div>`;
    }
    return html`<p class="muted">${words.adjustHint}</p>
      <div class="chips places" role="group" aria-label=${words.kind}>
        ${(Object.keys(words.places) as ZonePlace[]).map((place) => this.#placeChip(place, words.places[place]))} ${this.#placeChip('ignore', words.ignore)}
      </div>
      <label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" /></label>
      ${this.isWrong ? html`<p class="wrong" role="alert">${words.crossing}</p>` : nothing}
      <div class="tools-row">
        <petlog-button icon="close" label=${words.cancel} @click=${() => this.#reset()}></petlog-button>
        <petlog-button icon="check" tone="primary" label=${words.save} @click=${() => this.#save()}></petlog-button>
      </div>`;
  }

  #placeChip(place: ZonePlace | 'ignore', title: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.place === place} @click=${() => (this.place = place)}>${title}</button>`;
  }

  #row(zone: Zone): TemplateResult {
    const name = zoneName(zone, this.words);
    const kind = zone.kind === 'ignore' ? ignoredName(zone, this.words) : this.words.zones.places[zone.place];
    return html`<li>
      <span class="swatch ${zone.kind}" aria-hidden="true"></span>
      <span class="what"><b>${name}</b>${kind === name ? nothing : html`<span>${kind}</span>`}</span>
      ${
        this.manageable
          ? html`<span class="tools"><button type="button" title=${this.words.zones.remove(name)} aria-label=${this.words.zones.remove(name)} @click=${() => this.dispatchEvent(new CustomEvent<Zone>('remove', { detail: zone }))}>${icon('trash')}</button></span>`
          : nothing
      }
    </li>`;
  }

  #handle([x, y]: Point, index: number): TemplateResult {
    return html`<button
      class="corner"
      type="button"
      data-corner=${index}
      aria-label=${this.words.zones.corner(index + 1)}
      .style=${`left: ${x * 100}%; top: ${y * 100}%`}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, index)}
    ></button>`;
  }

  #reset(): void {
    this.corners = null;
    this.path = [];
    this.isDrawing = false;
    this.place = 'bowl';
    this.isWrong = false;
  }

  #put(corners: readonly Point[]): void {
    this.path = [];
    this.isWrong = !isSimplePolygon(corners);
    this.corners = this.isWrong ? null : corners;
  }

  #moveCorner(index: number, [x, y]: Point): void {
    this.corners = this.corners?.map((corner, position): Point => (position === index ? [thousandths(x), thousandths(y)] : corner)) ?? null;
    this.isWrong = this.corners !== null && !isSimplePolygon(this.corners);
  }

  #onKey(event: KeyboardEvent, index: number): void {
    const step = keySteps[event.key];
    const corner = this.corners?.[index];
    if (step !== undefined && corner !== undefined) {
      event.preventDefault();
      this.#moveCorner(index, [corner[0] + step[0], corner[1] + step[1]]);
    }
  }

  #pointOf({ clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = this.renderRoot.querySelector('.board')!.getBoundingClientRect();
    return [thousandths((clientX - left) / width), thousandths((clientY - top) / height)];
  }

  /** Which corner is held. */
  #held: number | null = null;

  readonly #down = (event: PointerEvent): void => {
    if (!this.isDrawing || !event.isPrimary) {
      return;
    }
    const corner = (event.target as Element).closest<HTMLElement>('.corner');
    if (corner !== null) {
      this.#held = Number(corner.dataset['corner']);
    } else if (this.corners === null) {
      this.isWrong = false;
      this.path = [this.#pointOf(event)];
    } else {
      return;
    }
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent): void => {
    if (this.#held !== null) {
      this.#moveCorner(this.#held, this.#pointOf(event));
    } else if (this.path.length > 0) {
      this.path = [...this.path, this.#pointOf(event)];
    }
  };

  readonly #up = (): void => {
    this.#held = null;
    if (this.path.length > 0) {
      this.#put(drawnPolygon(this.path));
    }
  };

  #save(): void {
    const { corners, place } = this;
    if (corners === null || this.isWrong) {
      return;
    }
    const name = this.renderRoot.querySelector<HTMLInputElement>('input[name="name"]')?.value.trim() ?? '';
    const zone: NewZone = {
      camera_id: this.cameraId,
      name,
      kind: place === 'ignore' ? 'ignore' : 'place',
      place: place === 'ignore' ? 'other' : place,
      polygon: corners.map(([x, y]): [number, number] => [x, y]),
    };
    this.#reset();
    this.dispatchEvent(new CustomEvent<NewZone>('create', { detail: zone }));
  }
}

const pointsOf = (points: readonly Point[]): string => points.map(([x, y]) => `${x},${y}`).join(' ');

customElements.define('petlog-zone-editor', ZoneEditor);

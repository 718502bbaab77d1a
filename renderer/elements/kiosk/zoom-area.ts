import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { DoubleTap } from '../../state/kiosk/double-tap.ts';
import { follow, isZoomed, panBy, settle, wholePicture, zoomAt, type Frame, type Point, type Zoom } from '../../state/kiosk/zoom.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import { hasOpenDialog } from '../open-dialog.ts';

const tapScale = 2.5;
const keyFactor = 1.5;
/** Of the area, with an arrow key. */
const keyStep = 0.2;
const wheelFactorPerPixel = 1.002;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/**
 * Enlarges the pictures in it with two fingers, two taps, wheel or keys, and
 * moves them with one finger. They follow `--picture-transform` and
 * `--picture-transition`; words and marks beside them stay as they are. The
 * attribute `zoomed` tells that a finger is not free for anything else.
 */
export class ZoomArea extends LitElement {
  static override properties: PropertyDeclarations = {
    enabled: { type: Boolean },
    resolution: { attribute: false },
    zoom: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: block;
        touch-action: none;
      }

      /* In a page that scrolls: one finger moves the page, until the picture is enlarged. */
      :host([flowing]:not([zoomed])) {
        touch-action: pan-y;
      }

      button {
        position: absolute;
        z-index: 4;
        top: var(--zoom-button-top, 92px);
        right: var(--zoom-button-right, 16px);
        bottom: var(--zoom-button-bottom, auto);
        min-width: 64px;
        min-height: 52px;
        padding: 4px 14px;
        font: inherit;
        font-size: 1.125rem;
        font-weight: 650;
        color: var(--text);
        background: rgb(9 12 11 / 72%);
        border: 1px solid rgb(255 255 255 / 28%);
        border-radius: 999px;
        cursor: pointer;
      }
    `,
  ];

  /** There is a picture; without one nothing stays enlarged. */
  declare enabled: boolean;
  /** Width and height of the picture. */
  declare resolution: readonly [number, number];
  declare zoom: Zoom;
  readonly #taps = new DoubleTap();
  readonly #fingers = new Map<number, Point>();
  readonly #resizes = new ResizeObserver(() => (this.zoom = wholePicture));
  /** The last change came in one step. */
  #isGliding = false;

  constructor() {
    super();
    this.enabled = false;
    this.resolution = [16, 9];
    this.zoom = wholePicture;
    this.addEventListener('pointerdown', (event) => this.#onDown(event));
    this.addEventListener('pointermove', (event) => this.#onMove(event));
    this.addEventListener('pointerup', (event) => this.#onUp(event));
    this.addEventListener('pointercancel', (event) => this.#onCancel(event));
    this.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    // Chromium takes the tap after a flick for the end of the flick, and swallows it, even where nothing scrolls.
    this.addEventListener('touchmove', (event) => (this.#isPageMoving(event) ? undefined : event.preventDefault()), { passive: false });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
    this.#resizes.disconnect();
  }

  protected override willUpdate(): void {
    if (this.enabled) {
      return;
    }
    this.zoom = wholePicture;
    this.#fingers.clear();
    this.#taps.forget();
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('zoom')) {
      return;
    }
    const { scale, x, y } = this.zoom;
    this.toggleAttribute('zoomed', isZoomed(this.zoom));
    this.style.setProperty('--picture-transition', this.#isGliding ? 'transform 200ms ease-out' : 'none');
    this.style.setProperty('--picture-transform', isZoomed(this.zoom) ? `translate(${x}px, ${y}px) scale(${scale})` : 'none');
  }

  override render(): TemplateResult {
    return html`<slot></slot>
      ${isZoomed(this.zoom) ? html`<button type="button" aria-label="1×: ${text().kioskPicture.whole}" aria-keyshortcuts="0" @click=${() => this.#glide(wholePicture)}>1×</button>` : nothing}`;
  }

  /** One finger on a whole picture is the page's. */
  #isPageMoving({ touches }: TouchEvent): boolean {
    return this.hasAttribute('flowing') && touches.length === 1 && !isZoomed(this.zoom);
  }

  get #frame(): Frame {
    const [width, height] = this.resolution;
    return { area: { width: this.clientWidth, height: this.clientHeight }, picture: { width, height } };
  }

  get #middle(): Point {
    return { x: this.clientWidth / 2, y: this.clientHeight / 2 };
  }

  #glide(zoom: Zoom): void {
    this.#isGliding = true;
    this.zoom = settle(zoom);
  }

  #drag(zoom: Zoom): void {
    this.#isGliding = false;
    this.zoom = zoom;
  }

  #onDown(event: PointerEvent): void {
    if (!this.enabled || event.button !== 0 || event.composedPath().some((target) => target instanceof HTMLButtonElement)) {
      return;
    }
    this.#fingers.set(event.pointerId, this.#pointOf(event));
    this.setPointerCapture(event.pointerId);
    if (this.#fingers.size === 1) {
      this.#taps.down(touchOf(event));
    } else {
      this.#taps.forget();
    }
  }

  #onMove(event: PointerEvent): void {
    if (!this.#fingers.has(event.pointerId)) {
      return;
    }
    const before = [...this.#fingers.values()];
    this.#fingers.set(event.pointerId, this.#pointOf(event));
    if (before.length > 1 || isZoomed(this.zoom)) {
      this.#drag(follow(this.zoom, this.#frame, before.slice(0, 2), [...this.#fingers.values()].slice(0, 2)));
    }
  }

  #onUp(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) {
      return;
    }
    if (this.#fingers.size > 0) {
      return;
    }
    if (this.#taps.up(touchOf(event))) {
      this.#glide(isZoomed(this.zoom) ? wholePicture : zoomAt(this.zoom, this.#frame, this.#pointOf(event), tapScale));
    } else {
      this.zoom = settle(this.zoom);
    }
  }

  #onCancel(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    this.#taps.forget();
    this.zoom = settle(this.zoom);
  }

  #onWheel(event: WheelEvent): void {
    // The wheel scrolls a page; with the Ctrl key, as a pinch on a touchpad comes, it enlarges.
    if (!this.enabled || (this.hasAttribute('flowing') && !event.ctrlKey && !isZoomed(this.zoom))) {
      return;
    }
    event.preventDefault();
    this.#drag(settle(zoomAt(this.zoom, this.#frame, this.#pointOf(event), this.zoom.scale * wheelFactorPerPixel ** -event.deltaY)));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const isTaken = event
      .composedPath()
      .some((target) => target instanceof Element && target.matches('[role="slider"], video, input, select, textarea'));
    if (!this.enabled || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTaken || hasOpenDialog()) {
      return;
    }
    const zoom = this.#zoomOf(event.key);
    if (zoom === undefined) {
      return;
    }
    event.preventDefault();
    this.#glide(zoom);
  };

  /** What a key makes of it, if anything. */
  #zoomOf(key: string): Zoom | undefined {
    if (key === '0') {
      return wholePicture;
    }
    if (key === '+' || key === '=') {
      return zoomAt(this.zoom, this.#frame, this.#middle, this.zoom.scale * keyFactor);
    }
    if (key === '-') {
      return zoomAt(this.zoom, this.#frame, this.#middle, this.zoom.scale / keyFactor);
    }
    const direction = isZoomed(this.zoom) ? arrows[key] : undefined;
    return direction === undefined
      ? undefined
      : panBy(this.zoom, this.#frame, { x: direction.x * keyStep * this.clientWidth, y: direction.y * keyStep * this.clientHeight });
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

const touchOf = ({ clientX, clientY, timeStamp }: PointerEvent) => ({ x: clientX, y: clientY, milliseconds: timeStamp });

customElements.define('petlog-zoom-area', ZoomArea);

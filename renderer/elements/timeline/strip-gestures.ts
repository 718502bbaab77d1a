import { lengthOf, timeAt, type Span } from '../../state/timeline/time-window.ts';
import { stripLayout } from './strip-drawing.ts';

/** What fingers, mouse and wheel do to the strip. */
export interface StripTarget {
  /** Which time is seen. */
  readonly window: () => Span;
  /** Where the strip is on the screen. */
  readonly box: () => { readonly left: number; readonly top: number; readonly width: number };
  /** Takes hold of what is nearest. */
  readonly grab: (time: number) => void;
  readonly move: (time: number) => void;
  /** Lets go; `isMeant` unless a second finger came, or the first was taken away. */
  readonly drop: (time: number, isMeant: boolean) => void;
  readonly point: (time: number | null) => void;
  readonly pan: (milliseconds: number) => void;
  readonly zoom: (factor: number, anchor: number) => void;
}

const edgePixels = 22;
/** Windows a second, at the very edge. */
const edgeSpeed = 0.6;
const wheelStep = 0.0022;
const pixelsOfLine = 16;

type Held = 'nothing' | 'moment' | 'clock' | 'pinch';

/** One finger on the bands seeks, one on the clock moves the strip, two zoom; a wheel zooms, and moves with Shift or sideways. */
export class StripGestures {
  readonly #target: StripTarget;
  readonly #fingers = new Map<number, number>();
  #held: Held = 'nothing';
  #lastX = 0;
  #lastDistance = 1;
  #edgeFrame: number | null = null;
  #edgeAt = 0;

  constructor(target: StripTarget) {
    this.#target = target;
  }

  get isSeeking(): boolean {
    return this.#held === 'moment';
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, event.clientX);
    if (this.#fingers.size === 2) {
      this.#pinch();
    } else if (this.#fingers.size === 1) {
      this.#lastX = event.clientX;
      this.#held = event.clientY - this.#target.box().top < stripLayout.trackBottom ? 'moment' : 'clock';
      if (this.#held === 'moment') {
        this.#target.grab(this.#timeOf(event.clientX));
      }
    }
  }

  move(event: PointerEvent): void {
    if (!this.#fingers.has(event.pointerId)) {
      if (event.pointerType === 'mouse' && event.buttons === 0) {
        this.#target.point(this.#timeOf(event.clientX));
      }
      return;
    }
    this.#fingers.set(event.pointerId, event.clientX);
    if (this.#held === 'moment') {
      this.#seek(event.clientX);
    } else if (this.#held === 'clock') {
      this.#target.pan(this.#milliseconds(this.#lastX - event.clientX));
      this.#lastX = event.clientX;
    } else if (this.#held === 'pinch') {
      this.#onPinch();
    }
  }

  up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) {
      return;
    }
    this.#stopEdge();
    if (this.#held === 'moment') {
      this.#target.drop(this.#timeOf(event.clientX), event.type === 'pointerup');
    }
    this.#held = 'nothing'; // what is left of a pinch is no drag
  }

  leave(): void {
    if (this.#fingers.size === 0) {
      this.#target.point(null);
    }
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsOfLine : 1;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.#target.pan(this.#milliseconds(sideways * unit));
    } else {
      this.#target.zoom(Math.exp(event.deltaY * unit * wheelStep), this.#timeOf(event.clientX));
    }
  }

  cancel(): void {
    this.#stopEdge();
    this.#fingers.clear();
    this.#held = 'nothing';
  }

  #seek(x: number): void {
    this.#target.move(this.#timeOf(x));
    const { left, width } = this.#target.box();
    const isAtEdge = x < left + edgePixels || x > left + width - edgePixels;
    if (!isAtEdge) {
      this.#stopEdge();
    } else if (this.#edgeFrame === null) {
      this.#edgeAt = performance.now();
      this.#edgeFrame = requestAnimationFrame(this.#onEdge);
    }
    this.#lastX = x;
  }

  /** At an edge the strip goes on under the finger. */
  readonly #onEdge = (at: number): void => {
    const { left, width } = this.#target.box();
    const x = this.#lastX;
    const depth = Math.min(1, Math.max(0, x < left + width / 2 ? left + edgePixels - x : x - left - width + edgePixels) / edgePixels);
    const direction = x < left + width / 2 ? -1 : 1;
    const seconds = Math.min(0.1, Math.max(0, at - this.#edgeAt) / 1000);
    this.#edgeAt = at;
    this.#target.pan(direction * depth * edgeSpeed * seconds * lengthOf(this.#target.window()));
    this.#target.move(this.#timeOf(x));
    this.#edgeFrame = requestAnimationFrame(this.#onEdge);
  };

  #stopEdge(): void {
    if (this.#edgeFrame !== null) {
      cancelAnimationFrame(this.#edgeFrame);
      this.#edgeFrame = null;
    }
  }

  #pinch(): void {
    this.#stopEdge();
    if (this.#held === 'moment') {
      this.#target.drop(this.#timeOf(this.#lastX), false);
    }
    this.#held = 'pinch';
    const { distance, middle } = this.#spread();
    this.#lastDistance = distance;
    this.#lastX = middle;
  }

  #onPinch(): void {
    const { distance, middle } = this.#spread();
    this.#target.pan(this.#milliseconds(this.#lastX - middle));
    this.#target.zoom(this.#lastDistance / distance, this.#timeOf(middle));
    this.#lastDistance = distance;
    this.#lastX = middle;
  }

  #spread(): { distance: number; middle: number } {
    const [first = 0, second = first] = this.#fingers.values();
    return { distance: Math.max(1, Math.abs(first - second)), middle: (first + second) / 2 };
  }

  #timeOf(x: number): number {
    const { left, width } = this.#target.box();
    return timeAt(this.#target.window(), (x - left) / Math.max(1, width));
  }

  #milliseconds(pixels: number): number {
    return (pixels / Math.max(1, this.#target.box().width)) * lengthOf(this.#target.window());
  }
}

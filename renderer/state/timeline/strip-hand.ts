import { movePart } from './last-minutes.ts';
import type { TimelineController } from './timeline-controller.ts';

type Strip = Pick<TimelineController, 'playback' | 'window' | 'part' | 'lastMinutes' | 'pointed' | 'momentMoved' | 'windowMoved'>;

/** What people do to the strip by finger, mouse and keys: seek a moment, move and stretch what is seen, choose a part. */
export class StripHand {
  readonly #current: () => Strip;
  /** Where one was before a finger took hold; null where that was live. */
  #before: number | null = null;

  /** @param current the strip that is shown */
  constructor(current: () => Strip) {
    this.#current = current;
  }

  /** A finger takes hold of the moment. */
  grab(time: number): void {
    const { playback, window } = this.#strip;
    this.#before = playback.mode === 'live' ? null : playback.at;
    window.hold();
    this.look(time);
  }

  look(time: number): void {
    this.#strip.pointed = time;
    this.#strip.playback.look(time);
  }

  /** Plays from where the finger lets go; what was before comes back where it meant something else. */
  letGo(time: number, isMeant: boolean): void {
    const { playback } = this.#strip;
    this.#strip.pointed = null;
    if (isMeant) {
      playback.play(time);
    } else if (this.#before === null) {
      playback.goLive();
    } else {
      playback.play(this.#before, false);
    }
    this.#strip.momentMoved();
  }

  step(milliseconds: number): void {
    this.#strip.pointed = null;
    this.#strip.playback.step(milliseconds);
    this.#showMoment();
  }

  stepTo(time: number): void {
    this.#strip.pointed = null;
    this.#strip.playback.stepTo(time);
    this.#showMoment();
  }

  zoom(factor: number, anchor = this.#strip.playback.at): void {
    this.#strip.window.zoom(factor, anchor);
    this.#strip.windowMoved();
  }

  pan(milliseconds: number): void {
    this.#strip.window.pan(milliseconds);
    this.#strip.windowMoved();
  }

  /** Chooses the part around the moment. */
  offerPart(): void {
    const { lastMinutes, part, playback, window } = this.#strip;
    if (lastMinutes !== null) {
      window.showPart(part.offer(lastMinutes, playback.at));
      this.#strip.windowMoved();
    }
  }

  movePart(end: 'start' | 'end', time: number): void {
    const { lastMinutes, part, playback } = this.#strip;
    if (lastMinutes !== null && part.span !== null) {
      const moved = movePart(lastMinutes, part.span, end, time);
      this.#strip.pointed = null;
      part.set(moved);
      playback.look(moved[end]);
    }
  }

  get #strip(): Strip {
    return this.#current();
  }

  #showMoment(): void {
    const { playback, window } = this.#strip;
    window.show(playback.at);
    this.#strip.momentMoved();
  }
}

/** Fingers on the screen of the kiosk, at times of their own: a slow machine makes no slow finger. */
import type { CDPSession } from '@playwright/test';
import type { Point } from '../../renderer/state/kiosk/zoom.ts';

const stepMilliseconds = 16;
const steps = 8;
const restMilliseconds = 100;

interface Way {
  readonly from: Point;
  readonly to: Point;
}

export class Fingers {
  readonly #devTools: CDPSession;
  #seconds = Date.now() / 1000;

  constructor(devTools: CDPSession) {
    this.#devTools = devTools;
  }

  async tap(at: Point): Promise<void> {
    await this.#send('touchStart', [at], stepMilliseconds);
    await this.#send('touchEnd', [], 50);
    // Too late to be the first half of a double tap.
    this.#seconds += 1;
  }

  async doubleTap(at: Point): Promise<void> {
    await this.tap(at);
    this.#seconds -= 0.9;
    await this.tap(at);
  }

  /** Moves a finger, or several at once, from where they come down to where they are lifted. */
  async drag(...ways: readonly Way[]): Promise<void> {
    await this.#drag(ways, stepMilliseconds);
  }

  /**
   * Moves a finger to what it seeks, where it rests before it is lifted. After one that was still moving, Chromium takes
   * the next touch within a quarter of a second for one that stops a page which rolls on, and makes no click of it.
   */
  async seek(way: Way): Promise<void> {
    await this.#drag([way], restMilliseconds);
  }

  async #drag(ways: readonly Way[], lastMilliseconds: number): Promise<void> {
    await this.#send(
      'touchStart',
      ways.map(({ from }) => from),
      stepMilliseconds,
    );
    for (let step = 1; step <= steps; step += 1) {
      await this.#send(
        'touchMove',
        ways.map(({ from, to }) => between(from, to, step / steps)),
        stepMilliseconds,
      );
    }
    await this.#send('touchEnd', [], lastMilliseconds);
    this.#seconds += 1;
  }

  /** Draws a line with one finger, from corner to corner. */
  async draw([first, ...others]: readonly [Point, ...Point[]]): Promise<void> {
    await this.#send('touchStart', [first], stepMilliseconds);
    let from = first;
    for (const to of others) {
      for (let step = 1; step <= steps; step += 1) {
        await this.#send('touchMove', [between(from, to, step / steps)], stepMilliseconds);
      }
      from = to;
    }
    await this.#send('touchEnd', [], stepMilliseconds);
    this.#seconds += 1;
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[], milliseconds: number): Promise<void> {
    this.#seconds += milliseconds / 1000;
    await this.#devTools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
      timestamp: this.#seconds,
    });
  }
}

const between = (from: Point, to: Point, part: number): Point => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
});

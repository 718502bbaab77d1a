import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../main/frames/frame.ts';
import type { ManualClock } from './manual-clock.ts';
import { frameOf, smallJpegs } from './small-jpegs.ts';

/** A camera whose time is a manual clock: seconds of pictures pass as quickly as they can be encoded. */
export class TestCamera {
  readonly #clock: ManualClock;
  readonly #jpegs: readonly Buffer[];
  readonly #listeners = new Set<(frame: Frame) => void>();
  #sequence = 0;
  leases = 0;
  /** When the newest picture was captured. */
  lastFrameMilliseconds = 0;

  private constructor(clock: ManualClock, jpegs: readonly Buffer[]) {
    this.#clock = clock;
    this.#jpegs = jpegs;
  }

  static async create(clock: ManualClock): Promise<TestCamera> {
    return new TestCamera(clock, await smallJpegs(4));
  }

  get viewers(): number {
    return this.#listeners.size;
  }

  acquire(): { release(): void } {
    this.leases += 1;
    return { release: () => (this.leases -= 1) };
  }

  subscribe(listener: (frame: Frame) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** As `FrameHub.follow`. */
  follow(listener: (frame: Frame) => void): () => void {
    return this.subscribe(listener);
  }

  /** Runs for so long. */
  async play(seconds: number, frameRate = 15): Promise<void> {
    for (let count = 0; count < Math.round(seconds * frameRate); count += 1) {
      await this.#clock.advance(1000 / frameRate);
      this.#sequence += 1;
      this.lastFrameMilliseconds = this.#clock.monotonicMilliseconds();
      const frame = frameOf(
        this.#jpegs[this.#sequence % this.#jpegs.length] ?? Buffer.alloc(0),
        this.#sequence,
        this.lastFrameMilliseconds,
      );
      for (const listener of [...this.#listeners]) {
        listener(frame);
      }
      await sleep(6);
    }
  }
}

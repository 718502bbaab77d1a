import type { MovementSeen } from '../../shared/movement.ts';
import type { Clock } from '../system/clock.ts';
import type { MotionRegion } from './motion/motion-detector.ts';
import { movingOf } from './movement.ts';

/** As long as a question waits for the next looked-at picture: of pictures in which nothing is, nobody is told. */
const patienceMilliseconds = 500;

type Seen = Omit<MovementSeen, 'is_looking' | 'sensitivity'>;

const nothing: Seen = { regions: [], is_new_scene: false };

/**
 * What the look for movement sees just now, for whoever chooses how much of it
 * is noticed. It keeps the newest sight and nothing else; each question is
 * answered once, with the next picture, so that nobody asks faster than there
 * are pictures.
 */
export class MovementPreview {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #waiting = new Set<() => void>();
  #seen: Seen = nothing;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** The next picture shows that. */
  saw(regions: readonly MotionRegion[], isNewScene: boolean): void {
    const moving = new Set(movingOf(regions));
    this.#seen = { regions: regions.map((region) => ({ box: region.box, is_moving: moving.has(region) })), is_new_scene: isNewScene };
    this.#answer();
  }

  /** There are no pictures any more, or nobody may look at them. */
  forget(): void {
    this.#seen = nothing;
    this.#answer();
  }

  /** What the next looked-at picture shows, or, when nothing is told of it in half a second, what the last one did. */
  async next(): Promise<Seen> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(patienceMilliseconds, resolve);
    this.#waiting.add(resolve);
    await promise;
    cancel();
    this.#waiting.delete(resolve);
    return this.#seen;
  }

  #answer(): void {
    this.#waiting.forEach((resolve) => resolve());
  }
}

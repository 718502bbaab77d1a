import type { GreyPicture } from './grey-picture.ts';

interface Subscription {
  readonly intervalMilliseconds: number;
  nextMilliseconds: number;
}

/** A picture may come so much before its time: a camera's clock is not ours. */
const toleranceShare = 0.1;

/** Gives small grey pictures of one camera, a few each second, to any number of readers; each is made once, and only if one of them is due. */
export class PictureSampler {
  readonly #subscriptions = new Map<(picture: GreyPicture) => void, Subscription>();

  /**
   * @param take must be quick
   * @returns the function that ends the subscription
   */
  subscribe(picturesPerSecond: number, take: (picture: GreyPicture) => void): () => void {
    this.#subscriptions.set(take, { intervalMilliseconds: 1000 / picturesPerSecond, nextMilliseconds: -Infinity });
    return () => this.#subscriptions.delete(take);
  }

  /**
   * There is a picture.
   *
   * @param make makes it small and grey
   */
  offer(captureMilliseconds: number, make: (captureMilliseconds: number) => GreyPicture): void {
    let picture: GreyPicture | null = null;
    for (const [take, subscription] of this.#subscriptions) {
      const { intervalMilliseconds, nextMilliseconds } = subscription;
      if (captureMilliseconds >= nextMilliseconds - toleranceShare * intervalMilliseconds) {
        subscription.nextMilliseconds = Math.max(nextMilliseconds, captureMilliseconds - intervalMilliseconds) + intervalMilliseconds;
        picture ??= make(captureMilliseconds);
        take(picture);
      }
    }
  }
}

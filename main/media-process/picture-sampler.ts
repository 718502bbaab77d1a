import type { GreyPicture } from './grey-picture.ts';

export interface SamplerOptions {
  readonly picturesPerSecond: number;
  /** The camera's pictures are halved until they are no wider. */
  readonly mostWidthPixels: number;
}

interface Subscription {
  readonly intervalMilliseconds: number;
  readonly mostWidthPixels: number;
  nextMilliseconds: number;
}

/** A picture may come so much before its time: a camera's clock is not ours. */
const toleranceMilliseconds = 10;

/** Gives small grey pictures of one camera, a few each second, to any number of readers; each is made once, and only if somebody's is due. */
export class PictureSampler {
  readonly #subscriptions = new Map<(picture: GreyPicture) => void, Subscription>();

  /**
   * @param take must be quick
   * @returns the function that ends the subscription
   */
  subscribe({ picturesPerSecond, mostWidthPixels }: SamplerOptions, take: (picture: GreyPicture) => void): () => void {
    this.#subscriptions.set(take, { intervalMilliseconds: 1000 / picturesPerSecond, mostWidthPixels, nextMilliseconds: -Infinity });
    return () => this.#subscriptions.delete(take);
  }

  /**
   * There is a picture.
   *
   * @param make makes it small and grey
   */
  offer(captureMilliseconds: number, make: (captureMilliseconds: number, mostWidthPixels: number) => GreyPicture): void {
    const made = new Map<number, GreyPicture>();
    for (const [take, subscription] of this.#subscriptions) {
      const { intervalMilliseconds, mostWidthPixels, nextMilliseconds } = subscription;
      if (captureMilliseconds >= nextMilliseconds - toleranceMilliseconds) {
        const isLate = captureMilliseconds - nextMilliseconds > intervalMilliseconds; // as at first
        subscription.nextMilliseconds = (isLate ? captureMilliseconds : nextMilliseconds) + intervalMilliseconds;
        const picture = made.get(mostWidthPixels) ?? make(captureMilliseconds, mostWidthPixels);
        made.set(mostWidthPixels, picture);
        take(picture);
      }
    }
  }
}

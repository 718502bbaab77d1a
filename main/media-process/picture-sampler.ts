import type { GreyPicture } from './grey-picture.ts';

/** How small a grey picture is. */
export interface GreySize {
  /** The camera's picture is halved until it is no wider. */
  readonly mostWidthPixels: number;
  /** Whether its details may differ a little by the way in which it was made, for which it takes half the time. */
  readonly isRough?: boolean;
}

interface SamplerOptions extends GreySize {
  readonly picturesPerSecond: number;
}

interface Subscription {
  readonly intervalMilliseconds: number;
  readonly size: GreySize;
  nextMilliseconds: number;
}

/** @param jpeg gives the whole picture, as long as this call lasts */
export type SampleReader = (picture: GreyPicture, jpeg: () => Uint8Array) => void;

/** A picture may come so much before its time: a camera's clock is not ours. */
const toleranceMilliseconds = 10;

export const greySizeKey = ({ mostWidthPixels, isRough = false }: GreySize): string => `${mostWidthPixels}${isRough ? ' rough' : ''}`;

/** Gives small grey pictures of one camera, a few each second, to any number of readers; each is made once, and only if somebody's is due. */
export class PictureSampler {
  readonly #subscriptions = new Map<SampleReader, Subscription>();

  get hasReaders(): boolean {
    return this.#subscriptions.size > 0;
  }

  /**
   * @param take must be quick
   * @returns the function that ends the subscription
   */
  subscribe({ picturesPerSecond, ...size }: SamplerOptions, take: SampleReader): () => void {
    this.#subscriptions.set(take, { intervalMilliseconds: 1000 / picturesPerSecond, size, nextMilliseconds: -Infinity });
    return () => this.#subscriptions.delete(take);
  }

  /**
   * There is a picture.
   *
   * @param make makes it small and grey
   * @param jpeg gives it whole
   */
  offer(captureMilliseconds: number, make: (captureMilliseconds: number, size: GreySize) => GreyPicture, jpeg: () => Uint8Array): void {
    const made = new Map<string, GreyPicture>();
    for (const [take, subscription] of this.#subscriptions) {
      const { intervalMilliseconds, size, nextMilliseconds } = subscription;
      if (captureMilliseconds >= nextMilliseconds - toleranceMilliseconds) {
        const isLate = captureMilliseconds - nextMilliseconds > intervalMilliseconds; // as at first
        subscription.nextMilliseconds = (isLate ? captureMilliseconds : nextMilliseconds) + intervalMilliseconds;
        const key = greySizeKey(size);
        const picture = made.get(key) ?? make(captureMilliseconds, size);
        made.set(key, picture);
        take(picture, jpeg);
      }
    }
  }
}

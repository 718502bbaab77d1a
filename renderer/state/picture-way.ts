import type { PlayedPicture, WayToWatch } from '../video/live-video.ts';
import { ServerClock } from './timeline/server-clock.ts';

/** What is shown is not so old: somebody has set a clock since it began. */
const mostDelaySeconds = 60;

/** How the live picture shall come, and how it does. */
export class PictureWay {
  wanted: WayToWatch = 'auto';
  /** What is seen now, by the last look; null while there is nothing. The delay is null where nobody can say. */
  played: (PlayedPicture & { readonly delaySeconds: number | null }) | null = null;
  readonly #clock = new ServerClock(() => Date.now());

  /** The camera tells the time. */
  heard(serverTime: string): void {
    this.#clock.heard(Date.parse(serverTime));
  }

  /** What is seen, every few seconds. */
  readonly saw = (picture: PlayedPicture | null): void => {
    const captured = picture?.capturedMilliseconds;
    const seconds = captured === undefined ? Infinity : Math.max(0, (this.#clock.now - captured) / 1000);
    const delaySeconds = seconds > mostDelaySeconds ? null : seconds;
    this.played = picture === null ? null : { ...picture, delaySeconds };
  };
}

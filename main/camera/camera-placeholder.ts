import type { CameraState } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { PlaceholderRequest } from '../drawing-process/request.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { PlaceholderPicture } from '../live/mjpeg/streaming-service.ts';

interface CameraPlaceholderOptions {
  camera: {
    readonly state: CameraState;
    readonly stateSinceMicroseconds: number;
    readonly stateReason: string | null;
    readonly lastFrame: { widthPixels: number; heightPixels: number } | null;
  };
  draw(placeholder: Omit<PlaceholderRequest, 'kind'>): Promise<Buffer>;
  clock: Clock;
  config(): Config;
  logger: Logger;
}

/** A picture that cannot be drawn is tried again after so long. */
const retryMilliseconds = 10_000;
/** A camera that takes longer than this to start is worth a word. */
const startingPatienceMicroseconds = 1_500_000;

/** The drawn picture for a camera that gives none: why, and since when. Drawn once for each reason. */
export class CameraPlaceholder {
  readonly #options: CameraPlaceholderOptions;
  #key = '';
  /** Fulfilled with null when it cannot be drawn. */
  #jpeg: Promise<Buffer | null> = Promise.resolve(null);
  #nextTryMilliseconds = 0;

  constructor(options: CameraPlaceholderOptions) {
    this.#options = options;
  }

  /** Null while the camera gives pictures, or has had no time to. */
  async picture(): Promise<PlaceholderPicture | null> {
    const { camera, clock, config } = this.#options;
    const { state, stateSinceMicroseconds, stateReason } = camera;
    const isSlowToStart = state === 'starting' && clock.nowMicroseconds() - stateSinceMicroseconds > startingPatienceMicroseconds;
    if (state !== 'lost' && !isSlowToStart) {
      return null;
    }
    const [configuredWidth, configuredHeight] = config().camera.resolution;
    const widthPixels = camera.lastFrame?.widthPixels ?? configuredWidth;
    const heightPixels = camera.lastFrame?.heightPixels ?? configuredHeight;
    const since = new Date(stateSinceMicroseconds / 1000).toTimeString().slice(0, 8);
    const key = [state, stateReason, since, widthPixels, heightPixels].join('|');
    if (key !== this.#key) {
      this.#key = key;
      this.#jpeg = this.#draw({
        widthPixels,
        heightPixels,
        quality: config().camera.quality,
        title: state === 'lost' ? 'No picture from the camera' : 'The camera is starting',
        lines: state === 'lost' ? [stateReason ?? 'It gives no picture', `since ${since}; trying again`] : [`since ${since}`],
      });
    }
    const jpeg = await this.#jpeg;
    return jpeg === null ? null : { jpeg };
  }

  async #draw(placeholder: Omit<PlaceholderRequest, 'kind'>): Promise<Buffer | null> {
    const { clock, draw, logger } = this.#options;
    if (clock.monotonicMilliseconds() < this.#nextTryMilliseconds) {
      this.#key = '';
      return null;
    }
    try {
      return await draw(placeholder);
    } catch (error) {
      logger.warn({ err: error }, 'the picture that says why there is none could not be drawn');
      this.#key = '';
      this.#nextTryMilliseconds = clock.monotonicMilliseconds() + retryMilliseconds;
      return null;
    }
  }
}

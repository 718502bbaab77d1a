import type { CameraState } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { drawPlaceholder } from '../drawing/placeholder.ts';
import type { Clock } from '../system/clock.ts';
import type { PlaceholderPicture } from './streaming-service.ts';

interface CameraPlaceholderOptions {
  camera: {
    readonly state: CameraState;
    readonly stateSinceMicroseconds: number;
    readonly stateReason: string | null;
    readonly lastFrame: { widthPixels: number; heightPixels: number } | null;
  };
  clock: Clock;
  config(): Config;
}

/** A camera that takes longer than this to start is worth a word. */
const startingPatienceMicroseconds = 1_500_000;

/** The drawn picture for a camera that gives none: why, and since when. Drawn once for each reason. */
export class CameraPlaceholder {
  readonly #options: CameraPlaceholderOptions;
  #key = '';
  #jpeg: Promise<Buffer> | null = null;

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
      this.#jpeg = drawPlaceholder({
        widthPixels,
        heightPixels,
        quality: config().camera.quality,
        title: state === 'lost' ? 'No picture from the camera' : 'The camera is starting',
        lines: state === 'lost' ? [stateReason ?? 'It gives no picture', `since ${since}; trying again`] : [`since ${since}`],
      });
    }
    return this.#jpeg === null ? null : { jpeg: await this.#jpeg };
  }
}

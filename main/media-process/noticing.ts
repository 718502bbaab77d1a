import { MotionDetector } from '../detection/motion/motion-detector.ts';
import { movingOf } from '../detection/movement.ts';
import { TamperWatch } from '../detection/tampering/tamper-watch.ts';
import type { MediaEvent, NoticeSettings } from '../media/protocol.ts';
import type { GreyPicture } from './grey-picture.ts';
import type { JpegVideo } from './jpeg-video.ts';
import { PassedSamples } from './passed-samples.ts';
import { PassedVideo } from './passed-video.ts';

/** As many pictures a second are looked at, of that width: less misses what crosses in a second, more costs more and finds nothing else. */
export const looks = { picturesPerSecond: 5, mostWidthPixels: 320, isRough: true } as const;

type Noticed = Extract<MediaEvent, { type: 'sight' | 'tampering' }>;

/** Looks for what moves in one camera's pictures, and whether it was kept from seeing, while somebody wants to know. */
export class Noticing {
  readonly #tell: (event: Noticed) => void;
  #settings: NoticeSettings | null = null;
  #detector: MotionDetector | null = null;
  #tamperWatch: TamperWatch | null = null;
  #stopLooking: (() => void) | null = null;
  #isPictureWanted = false;
  #wasEmpty = true;

  constructor(tell: (event: Noticed) => void) {
    this.#tell = tell;
  }

  get isWanted(): boolean {
    return this.#settings !== null;
  }

  /** Whether it gets pictures. */
  get isLooking(): boolean {
    return this.#stopLooking !== null;
  }

  /** Holds at once. What the empty place looks like is learnt anew, unless only the sensitivity is another; what the scene is stays known. */
  want(settings: NoticeSettings | null): void {
    if (settings !== null && this.#settings === null) {
      // The loops over samples are the one thing here that is no native code: without the optimizing compilers, which this
      // process is started without for the memory that they take (10 MB), a picture takes 15 ms instead of 1.5. V8's module
      // is loaded for them alone.
      process.getBuiltinModule('node:v8').setFlagsFromString('--opt');
    }
    const isSamePlace = JSON.stringify(settings?.ignored) === JSON.stringify(this.#settings?.ignored);
    if (!isSamePlace) {
      this.#tamperWatch = null;
    }
    if (settings === null || !isSamePlace) {
      this.#detector = null;
    } else {
      this.#detector?.adjust(settings.sensitivity);
    }
    this.#settings = settings;
  }

  /** null while there are no pictures. */
  lookAt(video: JpegVideo | PassedVideo | null): void {
    this.#stopLooking?.();
    this.#stopLooking = null;
    if (video === null) {
      return;
    }
    const samples = video instanceof PassedVideo ? new PassedSamples(video) : null;
    const { sampler } = samples ?? (video as JpegVideo);
    const unsubscribe = sampler.subscribe(looks, (...sample) => this.#look(...sample));
    this.#stopLooking = () => {
      unsubscribe();
      samples?.close();
    };
  }

  /** The next picture is shown whole. */
  showPicture(): void {
    this.#isPictureWanted = true;
  }

  #look(picture: GreyPicture, jpeg: () => Uint8Array): void {
    if (this.#settings === null) {
      return;
    }
    if (this.#detector?.fits(picture) !== true) {
      this.#detector = new MotionDetector(picture.widthPixels, picture.heightPixels, this.#settings);
    }
    this.#watchTampering(picture, jpeg);
    const { regions, faintRegions: faint, isNewScene } = this.#detector.look(picture);
    const faintRegions = movingOf(faint);
    const isEmpty = regions.length === 0 && faintRegions.length === 0 && !isNewScene;
    if (!isEmpty || !this.#wasEmpty || this.#isPictureWanted) {
      const isShown = regions.length > 0 || faintRegions.length > 0 || this.#isPictureWanted;
      this.#isPictureWanted = false;
      const { captureMilliseconds } = picture;
      this.#tell({ type: 'sight', captureMilliseconds, regions, faintRegions, isNewScene, jpeg: isShown ? jpeg() : null });
    }
    this.#wasEmpty = isEmpty;
  }

  #watchTampering(picture: GreyPicture, jpeg: () => Uint8Array): void {
    if (this.#tamperWatch?.fits(picture) !== true) {
      this.#tamperWatch = new TamperWatch(picture.widthPixels, picture.heightPixels, this.#settings?.ignored ?? []);
    }
    const told = this.#tamperWatch.look(picture, picture.captureMilliseconds);
    if (told !== null) {
      this.#tell({ type: 'tampering', ...told, jpeg: told.tampering === null ? null : jpeg() });
    }
  }
}

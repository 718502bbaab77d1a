import type { Frame } from 'node-av/lib';
import { GreyScaler } from '../ffmpeg/grey-scaler.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';
import { DecodeQueue } from './decode-queue.ts';
import { greyPicture, smallSize } from './decoded-video.ts';
import type { PassedVideo } from './passed-video.ts';
import { PictureSampler } from './picture-sampler.ts';

/** Of the pictures that are shown whole. */
const jpegQuality = 85;

/** Small grey pictures of what a camera encoded. */
export class PassedSamples {
  readonly sampler = new PictureSampler();
  readonly #decoding: DecodeQueue;
  readonly #toJpeg = new VideoToJpeg({ quality: jpegQuality, mirrorLeftToRight: false, mirrorTopToBottom: false });
  readonly #unsubscribe: () => void;
  #scaler: { readonly scaler: GreyScaler; readonly key: string } | null = null;

  constructor(video: PassedVideo) {
    this.#decoding = new DecodeQueue({
      isRough: true,
      onPicture: (picture, { captureMilliseconds }) => this.#offer(picture, captureMilliseconds),
    });
    this.#unsubscribe = video.subscribeToRun(this.#decoding.add);
  }

  close(): void {
    this.#unsubscribe();
    this.#decoding.close();
    this.#toJpeg.close();
    this.#scaler?.scaler.close();
  }

  #offer(picture: Frame, captureMilliseconds: number): void {
    this.sampler.offer(
      captureMilliseconds,
      (at, { mostWidthPixels }) => {
        const small = smallSize({ widthPixels: picture.width, heightPixels: picture.height }, mostWidthPixels);
        const key = `${picture.width}x${picture.height}-${small.width}`;
        if (this.#scaler?.key !== key) {
          this.#scaler?.scaler.close();
          this.#scaler = { scaler: new GreyScaler(picture, small), key };
        }
        return greyPicture(this.#scaler.scaler.scale(picture), at);
      },
      () => Buffer.from(this.#toJpeg.encode(picture)),
    );
  }
}

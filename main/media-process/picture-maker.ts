import type { Frame } from 'node-av/lib';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';
import { RateLimit } from '../frames/rate-limit.ts';
import type { EncodedPacket, PictureSettings } from '../media/protocol.ts';

/**
 * Makes JPEGs of a camera's H.264 as long as somebody looks at them. Only a
 * picture that no other waits behind becomes a JPEG: a machine that cannot
 * follow shows fewer, none of them late.
 */
export class PictureMaker {
  readonly #limit: RateLimit;
  readonly #toJpeg: VideoToJpeg;
  readonly #onPicture: (jpeg: Buffer, captureMilliseconds: number) => void;

  constructor({ quality, framesPerSecond }: PictureSettings, onPicture: (jpeg: Buffer, captureMilliseconds: number) => void) {
    this.#limit = new RateLimit(framesPerSecond);
    this.#toJpeg = new VideoToJpeg({ quality, mirrorLeftToRight: false, mirrorTopToBottom: false });
    this.#onPicture = onPicture;
  }

  /** The next picture of the camera. */
  readonly show = (picture: Frame, { captureMilliseconds }: EncodedPacket, isNewest: boolean): void => {
    if (isNewest && this.#limit.admits(captureMilliseconds)) {
      this.#onPicture(Buffer.from(this.#toJpeg.encode(picture)), captureMilliseconds);
    }
  };

  close(): void {
    this.#toJpeg.close();
  }
}

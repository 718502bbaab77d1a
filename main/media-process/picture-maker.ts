import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';
import { RateLimit } from '../frames/rate-limit.ts';
import type { EncodedPacket, PictureSettings } from '../media/protocol.ts';
import { DecodeQueue } from './decode-queue.ts';

/**
 * Makes JPEGs of a camera's H.264 as long as somebody looks at them. Only a
 * picture that no other waits behind becomes a JPEG: a machine that cannot
 * follow shows fewer, none of them late.
 */
export class PictureMaker {
  readonly #decoding: DecodeQueue;
  readonly #toJpeg: VideoToJpeg;

  constructor({ quality, framesPerSecond }: PictureSettings, onPicture: (jpeg: Buffer, captureMilliseconds: number) => void) {
    const limit = new RateLimit(framesPerSecond);
    this.#toJpeg = new VideoToJpeg({ quality, mirrorLeftToRight: false, mirrorTopToBottom: false });
    this.#decoding = new DecodeQueue({
      onPicture: (picture, captureMilliseconds, isNewest) => {
        if (isNewest && limit.admits(captureMilliseconds)) {
          onPicture(Buffer.from(this.#toJpeg.encode(picture)), captureMilliseconds);
        }
      },
    });
  }

  /** The next packet of the camera. */
  readonly add = (packet: EncodedPacket): void => this.#decoding.add(packet);

  close(): void {
    this.#decoding.close();
    this.#toJpeg.close();
  }
}

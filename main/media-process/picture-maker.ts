import { H264Decoder } from '../ffmpeg/h264-decoder.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';
import { RateLimit } from '../frames/rate-limit.ts';
import type { EncodedPacket, PictureSettings } from '../media/protocol.ts';

/** One that cannot follow goes on with a keyframe. */
const behindMilliseconds = 2000;

/**
 * Makes JPEGs of a camera's H.264 as long as somebody looks at them. Each
 * picture has to be decoded, but only one that no other waits behind becomes a
 * JPEG: a machine that cannot follow shows fewer, none of them late. It works between other things,
 * so that what is recorded never waits for it.
 */
export class PictureMaker {
  readonly #onPicture: (jpeg: Buffer, captureMilliseconds: number) => void;
  readonly #decoder = new H264Decoder();
  readonly #toJpeg: VideoToJpeg;
  readonly #limit: RateLimit;
  #waiting: EncodedPacket[] = [];
  #next: NodeJS.Immediate | null = null;
  /** A picture could not be decoded: those that need it are no pictures either. */
  #needsKeyframe = true;

  constructor({ quality, framesPerSecond }: PictureSettings, onPicture: (jpeg: Buffer, captureMilliseconds: number) => void) {
    this.#onPicture = onPicture;
    this.#toJpeg = new VideoToJpeg({ quality, mirrorLeftToRight: false, mirrorTopToBottom: false });
    this.#limit = new RateLimit(framesPerSecond);
  }

  /** The next packet of the camera. */
  readonly add = (packet: EncodedPacket): void => {
    this.#waiting.push(packet);
    this.#next ??= setImmediate(() => this.#work());
  };

  close(): void {
    if (this.#next !== null) {
      clearImmediate(this.#next);
    }
    this.#waiting = [];
    this.#decoder.close();
    this.#toJpeg.close();
  }

  #work(): void {
    this.#next = null;
    this.#skip();
    const packet = this.#waiting.shift();
    if (packet !== undefined) {
      this.#decode(packet);
    }
    if (this.#waiting.length > 0) {
      this.#next = setImmediate(() => this.#work());
    }
  }

  /** What is before the newest keyframe, when that is old. */
  #skip(): void {
    const [oldest] = this.#waiting;
    const newest = this.#waiting.at(-1);
    if (oldest !== undefined && newest !== undefined && newest.captureMilliseconds - oldest.captureMilliseconds > behindMilliseconds) {
      const keyframe = this.#waiting.findLastIndex(({ isKeyframe }) => isKeyframe);
      this.#waiting.splice(0, Math.max(0, keyframe));
    }
  }

  #decode({ annexB, isKeyframe, captureMilliseconds }: EncodedPacket): void {
    if (this.#needsKeyframe && !isKeyframe) {
      return;
    }
    try {
      const picture = this.#decoder.decode(annexB);
      this.#needsKeyframe = picture === null;
      if (picture !== null && this.#waiting.length === 0 && this.#limit.admits(captureMilliseconds)) {
        this.#onPicture(Buffer.from(this.#toJpeg.encode(picture)), captureMilliseconds);
      }
    } catch (error) {
      this.#needsKeyframe = true;
      process.stderr.write(`a picture of the camera: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

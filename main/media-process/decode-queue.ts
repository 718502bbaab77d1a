import type { Frame } from 'node-av/lib';
import { H264Decoder } from '../ffmpeg/h264-decoder.ts';
import type { EncodedPacket } from '../media/protocol.ts';

/** One that cannot follow goes on with a keyframe. */
const behindMilliseconds = 2000;

interface DecodeQueueOptions {
  /** As `H264Decoder` takes it. */
  readonly isRough?: boolean;
  /**
   * Each picture, good until this returns. What it throws costs the pictures up to the next keyframe.
   *
   * @param packet that it was decoded from
   * @param isNewest no other waits behind it
   */
  readonly onPicture: (picture: Frame, packet: EncodedPacket, isNewest: boolean) => void;
}

/**
 * Decodes a camera's H.264, each picture of it, as the next one needs it; between other things, so that what is recorded
 * never waits for it.
 */
export class DecodeQueue {
  readonly #decoder: H264Decoder;
  readonly #onPicture: DecodeQueueOptions['onPicture'];
  #waiting: EncodedPacket[] = [];
  #next: NodeJS.Immediate | null = null;
  /** A picture could not be decoded: those that need it are no pictures either. */
  #needsKeyframe = true;

  constructor({ isRough = false, onPicture }: DecodeQueueOptions) {
    this.#decoder = new H264Decoder({ isRough });
    this.#onPicture = onPicture;
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

  #decode(packet: EncodedPacket): void {
    if (this.#needsKeyframe && !packet.isKeyframe) {
      return;
    }
    try {
      const picture = this.#decoder.decode(packet.annexB);
      this.#needsKeyframe = picture === null;
      if (picture !== null) {
        this.#onPicture(picture, packet, this.#waiting.length === 0);
      }
    } catch (error) {
      this.#needsKeyframe = true;
      process.stderr.write(`a picture of the camera: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

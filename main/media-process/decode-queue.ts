import type { Frame } from 'node-av/lib';
import { CameraDecoder } from '../ffmpeg/camera-decoder.ts';
import type { EncodedPacket } from '../media/protocol.ts';
import { codecOf, type VideoCodec } from '../mp4/video-codec.ts';

/** One that cannot follow goes on with a keyframe. */
const behindMilliseconds = 2000;

interface DecodeQueueOptions {
  /** As `CameraDecoder` takes it. */
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
 * Decodes a camera's own video, each picture of it, as the next one needs it; between other things, so that what is recorded
 * never waits for it.
 */
export class DecodeQueue {
  readonly #isRough: boolean;
  /** Of what came last; null before the first picture. */
  #decoder: { readonly codec: VideoCodec; readonly context: CameraDecoder } | null = null;
  readonly #onPicture: DecodeQueueOptions['onPicture'];
  #waiting: EncodedPacket[] = [];
  #next: NodeJS.Immediate | null = null;
  /** A picture could not be decoded: those that need it are no pictures either. */
  #needsKeyframe = true;

  constructor({ isRough = false, onPicture }: DecodeQueueOptions) {
    this.#isRough = isRough;
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
    this.#decoder?.context.close();
    this.#decoder = null;
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
      const picture = this.#decoderFor(codecOf(packet.size)).decode(packet.annexB);
      this.#needsKeyframe = picture === null;
      if (picture !== null) {
        this.#onPicture(picture, packet, this.#waiting.length === 0);
      }
    } catch (error) {
      this.#needsKeyframe = true;
      process.stderr.write(`a picture of the camera: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  #decoderFor(codec: VideoCodec): CameraDecoder {
    if (this.#decoder?.codec !== codec) {
      this.#decoder?.context.close();
      this.#decoder = null; // also where the next one cannot be made
      this.#decoder = { codec, context: new CameraDecoder(codec, { isRough: this.#isRough }) };
    }
    return this.#decoder.context;
  }
}

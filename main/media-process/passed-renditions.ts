import type { Frame } from 'node-av/lib';
import { VideoScaler } from '../ffmpeg/video-scaler.ts';
import type { EncodedPacket, EncoderSettings, PictureSize } from '../media/protocol.ts';
import type { PacketSubscriber } from './encoded-video.ts';
import type { PassedDecoding } from './passed-decoding.ts';
import { Renditions } from './renditions.ts';

/** The smaller renditions of what a camera encoded, which is decoded while somebody wants one. */
export class PassedRenditions {
  readonly #decoding: PassedDecoding;
  readonly #renditions: Renditions;
  readonly #scalers = new Map<string, VideoScaler>();
  #end: (() => void) | null = null;

  /** @param settings of the full rendition, as if it were encoded here */
  constructor(settings: EncoderSettings, decoding: PassedDecoding) {
    this.#decoding = decoding;
    this.#renditions = new Renditions(settings);
  }

  get areWanted(): boolean {
    return this.#renditions.areWanted;
  }

  /** As `Renditions.subscribe`. */
  subscribe(heightPixels: number, subscriber: PacketSubscriber): () => void {
    const unsubscribe = this.#renditions.subscribe(heightPixels, subscriber);
    this.#end ??= this.#decoding.subscribe((picture, packet) => this.#encode(picture, packet));
    return () => {
      unsubscribe();
      if (!this.areWanted) {
        this.close();
      }
    };
  }

  /** Makes the next picture of that rendition a keyframe. */
  requestKeyframe(heightPixels: number): void {
    this.#renditions.requestKeyframe(heightPixels);
  }

  close(): void {
    this.#end?.();
    this.#end = null;
    this.#renditions.close();
    this.#scalers.forEach((scaler) => scaler.close());
    this.#scalers.clear();
  }

  /** Keyframes are of the same pictures as the camera's. */
  #encode(decoded: Frame, { captureMilliseconds, sequence, isKeyframe }: EncodedPacket): void {
    const size = { widthPixels: decoded.width - (decoded.width % 2), heightPixels: decoded.height - (decoded.height % 2) };
    const picture = { size, picture: (wanted: PictureSize) => this.#scalerTo(wanted).scaled(decoded) };
    const isKeyed = isKeyframe || this.#renditions.makesKeyframe(captureMilliseconds);
    this.#renditions.encode(picture, captureMilliseconds, sequence, isKeyed);
  }

  #scalerTo(size: PictureSize): VideoScaler {
    const key = `${size.widthPixels}x${size.heightPixels}`;
    const scaler = this.#scalers.get(key) ?? new VideoScaler(size);
    this.#scalers.set(key, scaler);
    return scaler;
  }
}

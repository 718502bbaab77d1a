import type { Frame } from 'node-av/lib';
import type { EncoderSettings, PictureSize } from '../media/protocol.ts';
import { smallerBitrateKbps, smallerSize } from '../media/rendition.ts';
import { EncodedVideo, type PacketSubscriber } from './encoded-video.ts';

/** A picture that is decoded once, when somebody needs it. */
export interface ScalablePicture {
  /** Its own. */
  readonly size: PictureSize;
  /** At that size. */
  picture(size: PictureSize): Frame;
}

/** A keyframe is half a second of a link that just carries the rendition. */
const bufferSeconds = 0.5;

interface Rendition {
  readonly subscriber: PacketSubscriber;
  /** null before its first picture, or when that has got another size. */
  encoded: EncodedVideo | null;
}

/** The smaller renditions of one camera's pictures: each is encoded once, while it is wanted, from what was decoded for all. */
export class Renditions {
  readonly #settings: EncoderSettings;
  /** By the height that they were asked for with. */
  readonly #renditions = new Map<number, Rendition>();

  /** @param settings of the full rendition */
  constructor(settings: EncoderSettings) {
    this.#settings = settings;
  }

  get areWanted(): boolean {
    return this.#renditions.size > 0;
  }

  /**
   * Begins with the next picture, which becomes a keyframe. A picture that is no higher keeps its size.
   *
   * @returns the function that ends it
   */
  subscribe(heightPixels: number, subscriber: PacketSubscriber): () => void {
    const rendition: Rendition = { subscriber, encoded: null };
    this.#end(heightPixels);
    this.#renditions.set(heightPixels, rendition);
    return () => {
      if (this.#renditions.get(heightPixels) === rendition) {
        this.#end(heightPixels);
      }
    };
  }

  /** Makes the next picture of that rendition a keyframe. */
  requestKeyframe(heightPixels: number): void {
    this.#renditions.get(heightPixels)?.encoded?.requestKeyframe();
  }

  /** Whether the picture of that time becomes a keyframe of any of them. */
  makesKeyframe(captureMilliseconds: number): boolean {
    return [...this.#renditions.values()].some(({ encoded }) => encoded?.makesKeyframe(captureMilliseconds) ?? true);
  }

  /**
   * @param isKeyframe in all of them, so that one can change between them
   * @throws what the first one throws, after the others
   */
  encode(picture: ScalablePicture, captureMilliseconds: number, sequence: number, isKeyframe: boolean): void {
    const errors: unknown[] = [];
    for (const [heightPixels, rendition] of this.#renditions) {
      try {
        const encoded = this.#encodedFor(picture.size, heightPixels, rendition);
        if (isKeyframe) {
          encoded.requestKeyframe();
        }
        encoded.encode({ picture: (size) => picture.picture(size ?? picture.size) }, captureMilliseconds, sequence);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) {
      throw errors[0];
    }
  }

  close(): void {
    [...this.#renditions.keys()].forEach((heightPixels) => this.#end(heightPixels));
  }

  #end(heightPixels: number): void {
    this.#renditions.get(heightPixels)?.encoded?.close();
    this.#renditions.delete(heightPixels);
  }

  #encodedFor(full: PictureSize, heightPixels: number, rendition: Rendition): EncodedVideo {
    const size = smallerSize(full, heightPixels) ?? full;
    const { encoded } = rendition;
    if (encoded !== null && encoded.size?.widthPixels === size.widthPixels && encoded.size.heightPixels === size.heightPixels) {
      return encoded;
    }
    encoded?.close();
    const bitrateKbps = smallerBitrateKbps(this.#settings.bitrateKbps, full, size);
    const made = new EncodedVideo({ ...this.#settings, size, bitrateKbps, bufferSeconds });
    made.subscribe(rendition.subscriber);
    rendition.encoded = made;
    return made;
  }
}

import type { WebRtcPicture } from '../live/webrtc/protocol.ts';
import { lengthPrefixed } from '../mp4/fragmented-mp4.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import { type PicturePackets, picturePackets } from '../webrtc/picture-packets.ts';

/** A picture for everybody who watches that rendition: made ready to be sent once, in the ways that somebody needs. */
export class StreamPicture implements PicturePackets {
  readonly annexB: Uint8Array;
  readonly codec: VideoCodec;
  readonly isKeyframe: boolean;
  readonly captureMilliseconds: number;
  #lengthPrefixed: Buffer | null = null;
  #packets: readonly Buffer[] | null = null;

  constructor({ annexB, codec, isKeyframe, captureMilliseconds }: Omit<WebRtcPicture, 'cameraId' | 'rendition'>) {
    this.annexB = annexB;
    this.codec = codec;
    this.isKeyframe = isKeyframe;
    this.captureMilliseconds = captureMilliseconds;
  }

  /** Its NAL units with their lengths before them, instead of start codes. */
  get lengthPrefixed(): Buffer {
    return (this.#lengthPrefixed ??= lengthPrefixed(this.#bytes, this.codec));
  }

  get packets(): readonly Buffer[] {
    return (this.#packets ??= picturePackets(this.#bytes, this.codec));
  }

  get #bytes(): Buffer {
    const { buffer, byteOffset, byteLength } = this.annexB;
    return Buffer.from(buffer, byteOffset, byteLength);
  }
}

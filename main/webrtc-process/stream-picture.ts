import type { WebRtcPicture } from '../live/webrtc/protocol.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import { type PicturePackets, picturePackets } from '../webrtc/picture-packets.ts';

/** A picture for everybody who watches that rendition: put into packets once, and only where somebody needs that. */
export class StreamPicture implements PicturePackets {
  readonly annexB: Uint8Array;
  readonly codec: VideoCodec;
  readonly isKeyframe: boolean;
  readonly captureMilliseconds: number;
  #packets: readonly Buffer[] | null = null;

  constructor({ annexB, codec, isKeyframe, captureMilliseconds }: Omit<WebRtcPicture, 'cameraId' | 'rendition'>) {
    this.annexB = annexB;
    this.codec = codec;
    this.isKeyframe = isKeyframe;
    this.captureMilliseconds = captureMilliseconds;
  }

  get packets(): readonly Buffer[] {
    const { buffer, byteOffset, byteLength } = this.annexB;
    return (this.#packets ??= picturePackets(Buffer.from(buffer, byteOffset, byteLength), this.codec));
  }
}

import { rtpHeaderBytes } from '../rtp/rtp-header.ts';
import { videoPayloads } from '../rtp/video-payloads.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';

/** Below the size of what any network passes on whole. */
export const mostPayloadBytes = 1200;

/** One picture in packets of RTP that all receivers share: each has its own header written into them before they leave. */
export interface PicturePackets {
  readonly codec: VideoCodec;
  /** Each begins with room for a header. */
  readonly packets: readonly Buffer[];
}

/** @param annexB with start codes */
export const picturePackets = (annexB: Buffer, codec: VideoCodec): Buffer[] =>
  videoPayloads(annexB, codec, mostPayloadBytes).map((payload) => Buffer.concat([Buffer.alloc(rtpHeaderBytes), ...payload]));

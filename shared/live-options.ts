/** In which ways a camera can be watched live. */
import { z } from 'zod';
import { pictureCodecs } from './picture-codecs.ts';

export const liveTransportKinds = ['webrtc', 'mse', 'hls', 'mjpeg'] as const;
export type LiveTransportKind = (typeof liveTransportKinds)[number];

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const WebRtcSessionInput = z.strictObject({ id: z.string().describe('Of the session, as Location said it.') });

const LiveRendition = z.object({
  name: z.string(),
  resolution: z.tuple([z.int(), z.int()]).describe('Width and height in pixels.'),
  frame_rate: z.number().describe("Pictures a second, at most; the camera's."),
  bitrate_kbps: z.int().nullable().describe('Kilobits a second, at most; null where that follows the picture or the camera.'),
  codec: z
    .enum(pictureCodecs)
    .describe('h265 for the own size of a camera that gives that, which not every browser plays; known from its first picture on.'),
  codec_string: z
    .string()
    .optional()
    .describe('Of h265: profile, tier and level as MIME types name them (RFC 6381), by which players know whether they decode it.'),
});

export const LiveOptions = z.object({
  transports: z
    .array(
      z.object({
        kind: z
          .enum(liveTransportKinds)
          .describe(
            'webrtc: H.264 by WHEP, or the H.265 of the camera where the offer takes that. mse: fragmented MP4 (H.264, or H.265 where the rendition says so), for MediaSource and players. hls: the same in segments, with low latency.',
          ),
        url: z.string(),
        typical_delay_ms: z.int().describe('From the camera to the screen, on a good network.'),
        renditions: z.array(LiveRendition),
      }),
    )
    .describe('The best first.'),
});
export type LiveOptions = z.infer<typeof LiveOptions>;

import { z } from 'zod';
import { IceServer } from '../ice-servers.ts';

/** How the live picture is sent as video. */
export const video = z.strictObject({
  webrtc_port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8555)
    .describe('UDP port that WebRTC sends the live picture from; 0 picks a free one. Taken up when nobody watches that way.'),
  ice_servers: z
    .array(IceServer)
    .max(4)
    .default([])
    .describe(
      'STUN and TURN servers for those who watch from elsewhere by WebRTC: urls, and for TURN a username and a credential. Every browser that may watch is told them, with username and credential; PetLog itself asks the first one that it can reach over UDP how the internet sees it. None by default, and then nobody is asked.',
    ),
  renditions: z
    .array(z.int().min(90).max(1440).multipleOf(2, { error: 'must be even' }))
    .max(3)
    .refine((heights) => new Set(heights).size === heights.length, { error: 'must be different heights' })
    .default([360])
    .describe(
      "Even heights in pixels of smaller pictures that the live video is offered in beside the camera's own, for slow networks; at most three. Those that are not smaller than the camera's picture are left out. Each is encoded only while somebody watches it, and takes as much less than recording.bitrate_kbps as it has fewer pixels; with less than half of them six tenths of that, so that 360p beside 720p of 2000 kbit/s takes 300. An empty list offers the camera's own alone.",
    ),
});

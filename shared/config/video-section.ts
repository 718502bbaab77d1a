import { z } from 'zod';

/** How the live picture is sent as video. */
export const video = z.strictObject({
  webrtc_port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8555)
    .describe('UDP port that WebRTC sends the live picture from; 0 picks a free one. Taken up when nobody watches that way.'),
});

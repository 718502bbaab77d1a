/** Talking back through the speaker of a camera, as schemas. */
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });

/** Whoever goes on says so before that: who vanishes keeps nobody else from talking. */
export const talkRenewalSeconds = 60;

/** Who talks. */
export const Talking = z.object({ by: z.string().describe('Name of the device or token, `kiosk` or `open`.'), since: time });
export type Talking = z.infer<typeof Talking>;

export const TalkInput = z.strictObject({
  camera: z.string().optional().describe('Which camera; main where it is left out.'),
  session_id: z
    .string()
    .min(1)
    .max(100)
    .describe(
      'The WebRTC session that the voice comes by: the last part of the Location that POST /live/webrtc answered, for an offer whose section of sound is sendonly or sendrecv.',
    ),
  on: z.boolean().describe(`true begins, and goes on where it is said again within ${talkRenewalSeconds} s; false ends it.`),
});
export const TalkOutput = z.object({
  talking: Talking.nullable().describe('Who talks now; null for nobody.'),
  was_so: z.boolean().describe('It was as asked for already: who talks goes on, or did not talk.'),
  renew_within_seconds: z.int().describe('Who talks for longer says so again before.'),
});
export type TalkOutput = z.infer<typeof TalkOutput>;

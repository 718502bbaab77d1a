/** Links that show one clip, for a while, to whoever has them. */
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const seconds = z.number().min(0).max(1_000_000);

const shareSeconds = { least: 60, most: 2_592_000 } as const;

export const ShareInput = z
  .strictObject({
    recording_id: z.string().optional().describe('Which recording.'),
    event_id: z
      .int()
      .min(1)
      .max(2_147_483_647)
      .optional()
      .describe('Which event, in place of a recording: what its clip shows of a recording.'),
    start: seconds
      .optional()
      .describe(
        'Seconds from the beginning of the recording, or of the clip of the event, at which the clip begins; it may begin up to the distance of two keyframes earlier.',
      ),
    end: seconds.optional().describe('Seconds from there at which the clip ends.'),
    expires_in_seconds: z.int().min(shareSeconds.least).max(shareSeconds.most).describe('After so long the link ends.'),
  })
  .refine(({ recording_id, event_id }) => (recording_id === undefined) !== (event_id === undefined), {
    error: 'must be given, or event_id in its place; not both',
    path: ['recording_id'],
  });
export type ShareInput = z.infer<typeof ShareInput>;

export const Share = z.object({
  share_id: z.string(),
  recording_id: z.string(),
  camera_id: z.string(),
  /** Of the recording. */
  timestamp: time,
  name: z.string(),
  start: z.number().min(0).nullable().describe('Where the clip really begins, in seconds of the recording; null for the whole.'),
  end: z.number().min(0).nullable(),
  created_at: time,
  expires_at: time,
  opened_count: z.int().min(0).describe('How often its page was opened.'),
  last_opened_at: time.nullable(),
});
export type Share = z.infer<typeof Share>;

export const ShareList = z.object({ shares: z.array(Share) });

export const NewShare = Share.extend({
  url: z.string().describe('Shown this once: only a hash of what is secret in it is kept.'),
});
export type NewShare = z.infer<typeof NewShare>;

export const ShareIdInput = z.strictObject({ id: z.string() });
export const ShareSecretInput = z.strictObject({ secret: z.string() });
export const ShareVideoInput = ShareSecretInput.extend({
  download: z.boolean().optional().describe('1 sends the file as an attachment.'),
});

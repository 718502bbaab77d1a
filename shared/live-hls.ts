/** What a live stream by HLS is asked with (RFC 8216bis). */
import { z } from 'zod';
import { LiveVideoInput } from './live-inputs.ts';

const { camera } = LiveVideoInput.shape;
const reader = z
  .string()
  .max(64)
  .optional()
  .describe('Who plays it, as the first playlist named it; the same program at the same place where it is left out.');
/** One that is not there is simply unknown (404), so any string passes here. */
const rendition = z.string().describe('As the first playlist names it.');
const position = z.int().min(0).max(1_000_000_000_000);

export const HlsPlaylistInput = z.strictObject({
  rendition,
  camera,
  reader,
  _HLS_msn: position.optional().describe('It is answered once it has the segment with this number, or the part of it that is named.'),
  _HLS_part: position.optional().describe('Which part of that segment, from 0.'),
  _HLS_skip: z.enum(['YES', 'v2']).optional().describe('What the player has from before may be left out.'),
});

export const HlsPieceInput = z.strictObject({
  rendition,
  piece: z.string().describe('The name of a file, as the playlist gives it.'),
  camera,
  reader,
});

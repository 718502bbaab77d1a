import { z } from 'zod';

const quality = z.int().min(1).max(100);
const picture = { quality, framesPerSecond: z.int().min(1).max(60) };
const mirroring = { mirrorLeftToRight: z.boolean(), mirrorTopToBottom: z.boolean() };

/** What the capture process is asked for, as JSON in its only argument. */
export const CaptureRequest = z.discriminatedUnion('kind', [
  /** `allowedDirectories`: of which one has to hold the file; null where the machine's owner named it. */
  z.strictObject({
    kind: z.literal('file'),
    path: z.string(),
    allowedDirectories: z.array(z.string()).readonly().nullable(),
    ...mirroring,
    ...picture,
  }),
  z.strictObject({ kind: z.literal('v4l2'), device: z.string(), widthPixels: z.int().min(1), heightPixels: z.int().min(1), ...picture }),
  z.strictObject({ kind: z.literal('frames'), ...mirroring, quality }),
]);
export type CaptureRequest = z.infer<typeof CaptureRequest>;
export type FileRequest = Extract<CaptureRequest, { kind: 'file' }>;
export type FramesRequest = Extract<CaptureRequest, { kind: 'frames' }>;
export type V4l2Request = Extract<CaptureRequest, { kind: 'v4l2' }>;

/** A failure that has a sentence for people, with which the process ends. */
export class CaptureError extends Error {}

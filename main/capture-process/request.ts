import { z } from 'zod';

const picture = {
  quality: z.int().min(1).max(100),
  framesPerSecond: z.int().min(1).max(60),
};

/** What the capture process is asked for, as JSON in its only argument. */
export const CaptureRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string(), mirrorLeftToRight: z.boolean(), mirrorTopToBottom: z.boolean(), ...picture }),
  z.strictObject({ kind: z.literal('v4l2'), device: z.string(), widthPixels: z.int().min(1), heightPixels: z.int().min(1), ...picture }),
]);
export type CaptureRequest = z.infer<typeof CaptureRequest>;
export type FileRequest = Extract<CaptureRequest, { kind: 'file' }>;
export type V4l2Request = Extract<CaptureRequest, { kind: 'v4l2' }>;

/** A failure that has a sentence for people, with which the process ends. */
export class CaptureError extends Error {}

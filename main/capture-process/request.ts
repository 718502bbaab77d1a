import { z } from 'zod';
import { pictureCodecs } from '../../shared/picture-codecs.ts';

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
  z.strictObject({
    kind: z.literal('v4l2'),
    device: z.string(),
    widthPixels: z.int().min(1),
    heightPixels: z.int().min(1),
    /** JPEGs back to back, or H.264 as a `PacketWriter` writes it. */
    gives: z.enum(['jpeg', 'h264']),
    ...picture,
  }),
  z.strictObject({ kind: z.literal('frames'), ...mirroring, quality }),
  z.strictObject({ kind: z.literal('small-frames'), quality }),
  /** Which camera it is comes over the standard input, as `RtspTarget` after its length. */
  z.strictObject({ kind: z.literal('rtsp') }),
  /** A JPEG, or a keyframe in the byte stream format, comes over the standard input, after its length. */
  z.strictObject({ kind: z.literal('picture'), codec: z.enum(pictureCodecs), mostBytes: z.int().min(1) }),
]);
export type CaptureRequest = z.infer<typeof CaptureRequest>;

/** A camera that speaks RTSP: looked up already, and connected to at that address. */
export const RtspTarget = z.strictObject({
  /** `rtsp://` or `rtsps://`, with the name as it was entered, without credentials. */
  url: z.string(),
  isTls: z.boolean(),
  /** As in the URL: the certificate has to be for it. */
  host: z.string(),
  port: z.int().min(1).max(65_535),
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  username: z.string(),
  password: z.string(),
  certificateFingerprint: z.string().nullable(),
  /** Whether its sound is to be set up too. */
  takesSound: z.boolean(),
});
export type RtspTarget = z.infer<typeof RtspTarget>;

/** What may be said afterwards, as often as one likes: whether the sound is passed on; not at first. */
export const RtspWish = z.strictObject({ isHeard: z.boolean() });
export type RtspWish = z.infer<typeof RtspWish>;
export type FileRequest = Extract<CaptureRequest, { kind: 'file' }>;
export type FramesRequest = Extract<CaptureRequest, { kind: 'frames' }>;
export type SmallFramesRequest = Extract<CaptureRequest, { kind: 'small-frames' }>;
export type PictureRequest = Extract<CaptureRequest, { kind: 'picture' }>;
export type V4l2Request = Extract<CaptureRequest, { kind: 'v4l2' }>;

/** What goes before each picture that is to be made smaller. */
export const SmallPictureRequest = z.strictObject({ fromWidthPixels: z.int().min(1), widthPixels: z.int().min(1) });
export type SmallPictureRequest = z.infer<typeof SmallPictureRequest>;

/** A failure that has a sentence for people, with which the process ends. */
export class CaptureError extends Error {}

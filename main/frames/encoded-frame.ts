import type { VideoFormat } from '../media/protocol.ts';
import type { Frame } from './frame.ts';

/** One picture of a camera that encodes by itself, on its way to everyone who wants it: passed on as it came. */
export interface EncodedFrame extends Omit<Frame, 'jpeg'> {
  /** An access unit with start codes; a keyframe has its parameter sets. Shared by all readers; nobody writes to it. */
  readonly annexB: Buffer;
  readonly isKeyframe: boolean;
  /** Of H.264: 66 is Baseline, 77 Main, 100 High. Of H.265: 1 is Main. */
  readonly profile: number;
  /** As `VideoFormat` has them. */
  readonly codec?: VideoFormat['codec'];
  readonly parameterSets?: VideoFormat['parameterSets'];
}

/** What a camera itself gives. */
export type CameraPicture = Frame | EncodedFrame;

export const isEncoded = (picture: CameraPicture): picture is EncodedFrame => 'annexB' in picture;

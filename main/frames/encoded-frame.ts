import type { Frame } from './frame.ts';

/** One picture of a camera that encodes by itself, on its way to everyone who wants it: passed on as it came. */
export interface EncodedFrame extends Omit<Frame, 'jpeg'> {
  /** An access unit of H.264 with start codes; a keyframe has its parameter sets. Shared by all readers; nobody writes to it. */
  readonly annexB: Buffer;
  readonly isKeyframe: boolean;
  /** Of H.264: 66 is Baseline, 77 Main, 100 High. */
  readonly profile: number;
}

/** What a camera itself gives. */
export type CameraPicture = Frame | EncodedFrame;

export const isEncoded = (picture: CameraPicture): picture is EncodedFrame => 'annexB' in picture;

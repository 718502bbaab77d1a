import type { EncodedPacket } from '../media/protocol.ts';
import { parameterSetsOf } from '../mp4/parameter-sets.ts';
import type { RelayedFormat } from './protocol.ts';

/** What a keyframe says of the video. */
export const formatOf = ({ annexB, size }: EncodedPacket, hasSound: boolean): RelayedFormat => ({
  widthPixels: size.widthPixels,
  heightPixels: size.heightPixels,
  parameters: parameterSetsOf(annexB),
  hasSound,
});

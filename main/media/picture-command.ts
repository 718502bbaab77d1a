import { type CameraPicture, type EncodedFrame, isEncoded } from '../frames/encoded-frame.ts';
import type { Frame } from '../frames/frame.ts';
import { codecOf } from '../mp4/video-codec.ts';
import type { EncodedPacket, MediaCommand } from './protocol.ts';

/** A camera's picture as the media process is told of it. */
export const pictureCommand = (picture: CameraPicture): MediaCommand =>
  isEncoded(picture) ? { type: 'camera-packet', packet: packetOf(picture) } : frameCommand(picture);

const frameCommand = ({ sequence, jpeg, monotonicMilliseconds }: Frame): MediaCommand => ({
  type: 'frame',
  sequence,
  jpeg,
  captureMilliseconds: monotonicMilliseconds,
});

/** As readers of packets get it. */
export const packetOf = (frame: EncodedFrame): EncodedPacket => ({
  annexB: frame.annexB,
  isKeyframe: frame.isKeyframe,
  captureMilliseconds: frame.monotonicMilliseconds,
  sequence: frame.sequence,
  size: {
    widthPixels: frame.widthPixels,
    heightPixels: frame.heightPixels,
    cameraProfile: frame.profile,
    ...(codecOf(frame) === 'h264' ? {} : { codec: frame.codec, parameterSets: frame.parameterSets }),
  },
});

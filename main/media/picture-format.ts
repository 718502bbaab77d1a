import { type CameraPicture, isEncoded } from '../frames/encoded-frame.ts';
import { codecOf } from '../mp4/video-codec.ts';

export const jpegFormat = 'jpeg';

/** What has to stay the same for one file to hold it. PetLog's own encoder brings all JPEGs to one size. */
export const formatOf = (picture: CameraPicture): string =>
  isEncoded(picture)
    ? [codecOf(picture), `${picture.widthPixels}x${picture.heightPixels}`, `profile ${picture.profile}`, picture.parameterSets].join(' ')
    : jpegFormat;

/** With which picture a file begins that shall have this one: what the camera encoded begins with a keyframe. */
export function beginningOf(picture: CameraPicture, waiting: readonly CameraPicture[]): CameraPicture | undefined {
  const isKeyframe = (other: CameraPicture): boolean => isEncoded(other) && other.isKeyframe;
  return isEncoded(picture)
    ? (waiting.findLast((other) => isKeyframe(other) && other.sequence <= picture.sequence) ??
        waiting.find((other) => isKeyframe(other) && other.sequence > picture.sequence))
    : picture;
}
